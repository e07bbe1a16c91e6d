package chat_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

// TestEndIsTrimmed: the customer is shown the end, though the center's events of it are gone.
func TestEndIsTrimmed(t *testing.T) {
	bubble(t, func(t *testing.T) {
		memory := &journal.Memory{}
		var off atomic.Bool
		j := &journaltest.Faulty{Journal: memory, Plan: func(op journal.Op, _ int) journaltest.Fault {
			if op == journal.OpRead && off.Load() {
				return journaltest.Fail
			}
			return journaltest.None
		}}
		s := openOn(t, j, func(c *chat.Config) { c.Journal = memory })
		s.staff("kim")
		s.serve("c1")
		ended := false
		go func() {
			for e := range s.Subscribe(t.Context(), chat.Customer, "c1", 0) {
				_, ended = e.Payload.(chat.Ended)
			}
		}()
		wait(time.Second)
		off.Store(true)
		s.ok(s.center.End(t.Context(), "kim", "c1"))
		s.ok(s.center.WrapUp(t.Context(), "kim", "c1", "done"))
		time.Sleep(3 * time.Second)
		s.ok(memory.Trim(t.Context(), "center/main", s.center.Version()))
		off.Store(false)
		wait(time.Hour)
		if !ended {
			t.Error("the customer was never shown the end")
		}
	})
}
