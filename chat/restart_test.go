package chat_test

import (
	"context"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/google/go-cmp/cmp"
)

// restart closes a site and opens one on what it has stored.
func (s *site) restart() *site {
	s.t.Helper()
	s.ok(s.Desk.Close(context.Background()))
	s.ok(s.center.Close(context.Background()))
	next := openOn(s.t, s.journal, func(c *chat.Config) {
		settings := s.cfg
		settings.Center, settings.Transport = c.Center, c.Transport
		*c = settings
	})
	next.blobs = s.blobs
	return next
}

func TestRestart(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		s.say(chat.Customer, "c1", "before")
		before := s.lines(kim, "c1")
		s = s.restart()
		if diff := cmp.Diff(before, s.lines(kim, "c1")); diff != "" {
			t.Errorf("after a restart (-before +after):\n%s", diff)
		}
		s.say(kim, "c1", "after")
		s.ok(s.center.End(t.Context(), "kim", "c1"))
		s = s.restart()
		s.equal(kim, append(before, "김하나: after", "ended agent-ended"))
	})
}

// TestMissedEvents has the center go on while no desk follows it.
func TestMissedEvents(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		wait(time.Second)
		s.ok(s.Desk.Close(context.Background()))
		s.staff("lee")
		s.ok(s.center.TransferToQueue(t.Context(), "kim", "c1", "billing"))
		s.ok(s.center.Accept(t.Context(), "lee", "c1"))
		s = s.restart()
		s.equal(lee, []string{"opened", "queued", "joined agent 김하나", "transferred to The billing", "joined agent Lee"})
		s.ok(s.Desk.Close(context.Background()))
		s.ok(s.center.End(t.Context(), "lee", "c1"))
		s = s.restart()
		s.equal(lee, []string{
			"opened", "queued", "joined agent 김하나", "transferred to The billing", "joined agent Lee", "ended agent-ended",
		})
	})
}
