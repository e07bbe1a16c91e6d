package desk_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/routing"
)

// TestRestart: another desk goes on where the first one was, and tells the machines that nobody led them.
func TestRestart(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		s.remind("c1", time.Minute)
		s.ok(s.Close(context.Background()))
		time.Sleep(time.Hour)
		s.reopen(s.memory)
		wait(time.Second)
		if n, got := s.resumed.Load(), s.stored("c1"); n != 1 || got != served+" remind reminded" {
			t.Errorf("resumed %d times, stored is %q", n, got)
		}
		s.count("c1", "1")
		s.reads("c1", served+" remind reminded count 1")
	})
}

// TestMissed: the center goes on while no desk is there.
func TestMissed(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.ok(s.tryBegin("c1"))
		s.ok(s.Close(context.Background()))
		s.ok(s.center.Accept(t.Context(), "kim", "c1"))
		s.reopen(s.memory)
		s.reads("c1", served)
		s.ok(s.Close(context.Background()))
		s.end("c1")
		s.reopen(s.memory)
		s.reads("c1", served+" over")
	})
}

// TestTrimmed: what the center did is gone from its log before the desk could read it.
func TestTrimmed(t *testing.T) {
	bubble(t, func(t *testing.T) {
		memory := &journal.Memory{}
		j := &gated{Memory: memory}
		s := openBoth(t, memory, j, memory)
		s.serve("c1")
		s.serve("c2")
		wait(time.Second)
		j.failRead.Store(true)
		s.end("c1")
		s.ok(s.center.WrapUp(t.Context(), "kim", "c1", "done"))
		time.Sleep(3 * time.Second)
		s.ok(memory.Trim(t.Context(), "center/main", s.center.Version()))
		j.failRead.Store(false)
		wait(time.Minute)
		if one, two := s.stored("c1"), s.stored("c2"); one != served+" over" || two != served {
			t.Errorf("stored are %q and %q", one, two)
		}
	})
}

// TestFollowFails: events that a machine could not follow are made good by matching it.
func TestFollowFails(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.ok(s.tryBegin("c1"))
		wait(time.Second)
		s.failing.Store(1)
		s.ok(s.center.Accept(t.Context(), "kim", "c1"))
		wait(time.Minute)
		if got := s.stored("c1"); got != served {
			t.Errorf("stored is %q", got)
		}
	})
}

// TestToldOnce: events that come after the machine was matched with what they made are no news.
func TestToldOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		memory := &journal.Memory{}
		centers, desks := &gated{Memory: memory}, &gated{Memory: memory}
		s := openBoth(t, memory, centers, desks)
		s.ok(s.tryBegin("c1"))
		wait(time.Second)
		s.ok(s.try("c1", func(n *tenant) error { n.Forget(); return nil }))
		desks.holdRead.Store(true) // while it is read anew
		wait(time.Second)
		centers.failRead.Store(true)
		s.ok(s.center.Accept(t.Context(), "kim", "c1"))
		desks.holdRead.Store(false)
		wait(time.Second)
		centers.failRead.Store(false)
		wait(time.Minute)
		if got := s.stored("c1"); got != served {
			t.Errorf("stored is %q", got)
		}
	})
}

// TestRefused: who waits for an errand is told why routing refuses it, and the machine knows. Nobody else runs it first.
func TestRefused(t *testing.T) {
	s := open(t)
	s.queue = "none"
	for n := range 100 {
		id := contact.ID(fmt.Sprint("c", n))
		s.is(s.tryBegin(id), routing.ErrUnknownQueue)
		s.reads(id, "customer began over")
	}
}

// TestRefusedTooLate: a refusal is nothing to a machine that wants something else by then.
func TestRefusedTooLate(t *testing.T) {
	bubble(t, func(t *testing.T) {
		memory := &journal.Memory{}
		j := &gated{Memory: memory}
		s := openBoth(t, memory, j, memory)
		s.queue = "none"
		done := make(chan error)
		go func() {
			done <- s.Fulfil(t.Context(), "c1", func(n desk.Tenant) error {
				j.holdAppend.Store(true)
				go s.center.SignOut(t.Context(), "kim") // what routing is asked after that waits
				time.Sleep(time.Second)
				return n.(*tenant).begin(t.Context(), "cust")
			})
		}()
		wait(2 * time.Second)
		s.ok(s.try("c1", func(n *tenant) error { return n.step(t.Context(), stamp("over", time.Now())) }))
		j.holdAppend.Store(false)
		s.ok(<-done)
		s.reads("c1", "customer began over")
	})
}

// TestErrandIsRun: what a machine wants is done though nobody waits for it, or not any more, and after a restart.
func TestErrandIsRun(t *testing.T) {
	for name, begin := range map[string]func(*site){
		"nobody waits": func(s *site) {
			s.ok(s.try("c1", func(n *tenant) error { return n.begin(s.t.Context(), "cust") }))
		},
		"given up": func(s *site) {
			ctx, cancel := context.WithCancel(s.t.Context())
			s.is(s.Fulfil(ctx, "c1", func(n desk.Tenant) error {
				defer cancel()
				return n.(*tenant).begin(ctx, "cust")
			}), errUnavailable)
		},
		"restart": func(s *site) {
			s.ok(s.center.Close(context.Background()))
			s.ok(s.try("c1", func(n *tenant) error { return n.begin(s.t.Context(), "cust") }))
			s.ok(s.Close(context.Background()))
			next := openOn(s.t, s.memory, s.memory)
			s.center, s.Desk = next.center, next.Desk
			next.reads("c1", "customer began") // when its customer is back
		},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := open(t)
				begin(s)
				wait(time.Minute)
				if v, known := s.center.Contact("c1"); !known || v.Customer != "cust" || s.stored("c1") != "customer began queued" {
					t.Errorf("routing has %+v, stored is %q", v, s.stored("c1"))
				}
			})
		})
	}
}

// TestMatched: a refusal that the tenant has no error for is because routing stands elsewhere.
func TestMatched(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		_, err := s.center.Enqueue(t.Context(), routing.Enqueue{Contact: "c1", Queue: "chats"})
		s.ok(err)
		s.ok(s.tryBegin("c1"))
		s.reads("c1", "customer began queued")
	})
}

// TestOverBeforeRouting: nobody gets a contact that was over before routing had it.
func TestOverBeforeRouting(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.ok(s.try("c1", func(n *tenant) error {
			return errors.Join(n.begin(t.Context(), "cust"), n.step(t.Context(), stamp("over", time.Now())))
		}))
		_, err := s.center.Enqueue(t.Context(), routing.Enqueue{Contact: "c1", Queue: "mails"})
		s.ok(err)
		wait(time.Minute)
		if v, _ := s.center.Contact("c1"); v.State != contact.Closed {
			t.Errorf("the contact is %v", v.State)
		}
	})
}
