package routing_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/routing"
	"golang.org/x/sync/errgroup"
)

// TestCenterRefusalIsDurable: a refusal rests on the log as it is, not on what this node believes.
func TestCenterRefusalIsDurable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := new(journal.Memory)
		one, two := openSite(t, siteConfig(j)), openSite(t, siteConfig(j))
		one.do(routing.Enqueue{Contact: "c1", Queue: "mail"})
		abandon := routing.Once{ID: "1", Command: routing.Abandon{Contact: "c1"}}
		err := two.Do(t.Context(), abandon)
		refused(t, "a command about a contact that came by another node", err, routing.ErrUnavailable)
		two.do(abandon)
		again := routing.Once{ID: "1", Command: routing.Abandon{Contact: "c1"}}
		if err := insist(one.Center, again); err != nil {
			t.Errorf("the same command, sent again to the first node: %v", err)
		}
		if n := len(payloads[routing.ContactClosed](one.agrees())); n != 1 {
			t.Errorf("the contact was closed %d times", n)
		}
	})
}

// TestCenterLateAppend: what was sent, but not stored as far as anyone can tell, does not turn up after
// an answer that it should have changed.
func TestCenterLateAppend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newFaults(new(journal.Memory))
		s := openSite(t, siteConfig(j))
		j.follow(failAt(j.Calls(journal.OpAppend)+1, journaltest.Late))
		refused(t, "Enqueue", s.Do(t.Context(), routing.Enqueue{Contact: "c1", Queue: "mail"}), routing.ErrUnavailable)
		j.follow(noFaults)
		err := insist(s.Center, routing.Once{ID: "1", Command: routing.Abandon{Contact: "c1"}})
		j.Land()
		queued := len(payloads[routing.ContactQueued](eventsOf(t, siteRecords(t, j))))
		if (queued == 1) != (err == nil) {
			t.Errorf("the contact was answered to be unknown: %v, and is %d times in the log", err, queued)
		}
		s.agrees()
	})
}

// TestCenterRefusalWithFailedAppend: what was refused in the same batch as a command that could not be
// stored was refused on a state that never was.
func TestCenterRefusalWithFailedAppend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{Memory: new(journal.Memory), open: make(chan struct{})}
		close(g.open)
		j := newFaults(g)
		s := openSite(t, siteConfig(j))
		synctest.Wait()
		g.open = make(chan struct{})
		var group errgroup.Group
		answers := make([]error, 3)
		for i, cmd := range []routing.Command{
			routing.Enqueue{Contact: "c0", Queue: "mail"}, // waits at the gate
			routing.Enqueue{Contact: "c1", Queue: "mail"}, // shares a batch with the next
			routing.Enqueue{Contact: "c1", Queue: "mail"},
		} {
			group.Go(func() error { answers[i] = s.Do(t.Context(), cmd); return nil })
			synctest.Wait()
		}
		j.follow(func(op journal.Op, _ int) journaltest.Fault {
			if op == journal.OpAppend {
				return journaltest.Fail
			}
			return journaltest.None
		})
		close(g.open)
		group.Wait()
		if answers[0] != nil {
			t.Errorf("the first command: %v", answers[0])
		}
		for _, err := range answers[1:] {
			refused(t, "a command of the batch that failed", err, routing.ErrUnavailable)
			if !errors.Is(err, journaltest.ErrInjected) {
				t.Errorf("%v does not name the cause", err)
			}
		}
		j.follow(noFaults)
		s.do(routing.Enqueue{Contact: "c1", Queue: "mail"})
		s.agrees()
	})
}
