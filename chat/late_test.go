package chat_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// slowCenter is a journal that holds up what a center appends.
type slowCenter struct {
	*journal.Memory
	hold atomic.Bool
}

func (m *slowCenter) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	for strings.HasPrefix(stream, "center/") && m.hold.Load() {
		time.Sleep(10 * time.Millisecond)
	}
	return m.Memory.Append(ctx, stream, after, rec)
}

// TestLeaveWhileRoutingIsAsked: no agent gets a contact whose customer left before it was in the queue.
func TestLeaveWhileRoutingIsAsked(t *testing.T) {
	for _, restart := range []bool{false, true} {
		bubble(t, func(t *testing.T) {
			j := &slowCenter{Memory: &journal.Memory{}}
			s := openOn(t, j, nil)
			s.staff("kim")
			j.hold.Store(true)
			done := make(chan struct{})
			go func() {
				defer close(done)
				_, _ = s.Begin(t.Context(), chat.Start{Contact: "c1", Customer: "cust", Queue: "sales"})
			}()
			wait(time.Second)
			s.ok(s.Leave(t.Context(), "c1"))
			if restart {
				s.ok(s.Desk.Close(context.Background()))
			}
			j.hold.Store(false)
			<-done
			if restart {
				s = s.restart()
			}
			wait(time.Minute)
			if v, _ := s.center.Contact("c1"); v.State != contact.Closed {
				t.Errorf("restart %t: the contact is %v", restart, v.State)
			}
		})
	}
}
