package chat_test

import (
	"context"
	"errors"
	"iter"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/journal"
)

// gated is a journal whose conversations fail to be appended to, and are slow to be read, while it is told so.
type gated struct {
	*journal.Memory
	fail atomic.Int32
	slow atomic.Bool
}

func (g *gated) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if strings.HasPrefix(stream, "chat/") && g.fail.Add(-1) >= 0 {
		return 0, errors.New("no")
	}
	return g.Memory.Append(ctx, stream, after, rec)
}

func (g *gated) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	if strings.HasPrefix(stream, "chat/") && g.slow.Load() {
		time.Sleep(time.Second)
	}
	return g.Memory.Read(ctx, stream, after)
}

// TestForgottenTwice: a conversation that fails again just when it was read anew is read once more.
func TestForgottenTwice(t *testing.T) {
	bubble(t, func(t *testing.T) {
		j := &gated{Memory: &journal.Memory{}}
		s := openOn(t, j.Memory, func(c *chat.Config) {
			c.Journal = j
			c.Settings.Timers = chat.Timers{CustomerWarn: time.Minute, CustomerEnd: 2 * time.Minute}
		})
		s.staff("kim")
		s.serve("c1")
		s.say(kim, "c1", "hello")
		wait(time.Second)
		j.fail.Store(2)
		j.slow.Store(true)
		for range 2 { // the second one waits while the conversation is read
			_, err := s.Say(t.Context(), chat.Message{Contact: "c1", From: kim, Text: "x"})
			is(t, err, chat.ErrUnavailable)
			time.Sleep(time.Second / 2)
		}
		j.slow.Store(false)
		wait(time.Hour)
		v, _ := s.center.Contact("c1")
		if !v.CustomerLeft {
			t.Error("the timers stand still")
		}
	})
}
