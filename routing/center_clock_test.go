package routing_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// wall is a clock that can be set, and counts how often it is looked at.
type wall struct {
	ahead atomic.Int64
	looks atomic.Int64
}

func (w *wall) now() time.Time {
	w.looks.Add(1)
	return time.Now().Add(time.Duration(w.ahead.Load())).Round(0)
}

func (w *wall) set(ahead time.Duration) { w.ahead.Store(int64(ahead)) }

// openClock opens a center with one available agent.
func openClock(t *testing.T) (*site, *wall) {
	t.Helper()
	w := new(wall)
	cfg := siteConfig(new(journal.Memory))
	cfg.Now = w.now
	s := openSite(t, cfg)
	s.staff("a0")
	return s, w
}

// offerA0 enqueues a contact and returns its offer, which must go to a0.
func (s *site) offerA0(id contact.ID) routing.ContactView {
	s.t.Helper()
	s.do(routing.Enqueue{Contact: id, Queue: "chat"})
	v, _ := s.Contact(id)
	if v.OfferedTo != "a0" {
		s.t.Fatalf("contact %s is offered to %q", id, v.OfferedTo)
	}
	return v
}

// state returns where an agent stands once nothing is under way any more.
func (s *site) state(id contact.AgentID) contact.AgentState {
	synctest.Wait()
	v, _ := s.Agent(id)
	return v.State
}

func TestCenterOfferExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := openClock(t)
		v := s.offerA0("c1")
		synctest.Wait()
		looks := w.looks.Load()
		time.Sleep(routing.DefaultOffer - 1)
		if got := s.state("a0"); got != contact.Available || w.looks.Load() != looks {
			t.Errorf("before the deadline the agent is %v, and the clock was looked at %d times", got, w.looks.Load()-looks)
		}
		time.Sleep(time.Nanosecond)
		if got := s.state("a0"); got != contact.RONA {
			t.Errorf("at the deadline the agent is %v", got)
		}
		events := s.agrees()
		if ended := events[len(events)-2]; !ended.At.Equal(v.Deadline) || !v.Deadline.Equal(v.OfferedAt.Add(routing.DefaultOffer)) {
			t.Errorf("offered at %v until %v, ended at %v", v.OfferedAt, v.Deadline, ended.At)
		}
		if got := w.looks.Load() - looks; got != 1 {
			t.Errorf("the clock was looked at %d times, want once", got)
		}
	})
}

// TestCenterTimers: wrap-up, hold, relaxation and overflow happen at their times, to the nanosecond.
func TestCenterTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := openClock(t)
		begin := time.Now()
		s.do(routing.Enqueue{Contact: "c1", Queue: "chat"}, routing.Accept{Agent: "a0", Contact: "c1"},
			routing.End{Agent: "a0", Contact: "c1"}, routing.Enqueue{Contact: "c2", Queue: "vip"})
		time.Sleep(29 * time.Second)
		s.do(routing.SetNextState{Agent: "a0", State: contact.Idle}) // takes nothing any more
		s.do(routing.SetState{Agent: "a0", State: contact.Idle})
		s.do(routing.Enqueue{Contact: "c3", Queue: "vip", LastAgent: "a0"})
		time.Sleep(5 * time.Minute)
		want := map[string]time.Duration{
			"contact-relaxed c2": 30 * time.Second, "contact-relaxed c3": 59 * time.Second,
			"wrapup-done c1": time.Minute, "contact-moved c2": 2 * time.Minute, "contact-moved c3": 149 * time.Second,
		}
		for _, ev := range s.agrees() {
			what := routing.EventName(ev.Payload) + " " + string(contactOf(ev.Payload))
			if at, listed := want[what]; listed && !ev.At.Equal(begin.Add(at)) {
				t.Errorf("%s after %v, want %v", what, ev.At.Sub(begin), at)
			} else if listed {
				delete(want, what)
			}
		}
		if len(want) > 0 {
			t.Errorf("did not happen: %v", want)
		}
	})
}

// contactOf returns the contact that an event of TestCenterTimers is about.
func contactOf(p routing.Payload) contact.ID {
	switch p := p.(type) {
	case routing.ContactRelaxed:
		return p.Contact
	case routing.WrapUpDone:
		return p.Contact
	case routing.ContactMoved:
		return p.Contact
	}
	return ""
}

// TestCenterClockSetBack: deadlines go on, and the log stays in order.
func TestCenterClockSetBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := openClock(t)
		s.offerA0("c1")
		time.Sleep(10 * time.Second)
		w.set(-time.Hour)
		s.do(routing.SignIn{Agent: "a1"})
		time.Sleep(10*time.Second - 1)
		if got := s.state("a0"); got != contact.Available {
			t.Errorf("before the deadline the agent is %v", got)
		}
		time.Sleep(time.Nanosecond)
		if got := s.state("a0"); got != contact.RONA {
			t.Errorf("after 20 seconds, with the clock set back, the agent is %v", got)
		}
		s.agrees()
	})
}

// TestCenterClockSetForward: nobody misses an offer because of it, and the log follows the clock.
func TestCenterClockSetForward(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := openClock(t)
		s.offerA0("c1")
		time.Sleep(10 * time.Second)
		w.set(time.Hour)
		s.do(routing.SignIn{Agent: "a1"})
		if got := s.state("a0"); got != contact.Available {
			t.Errorf("after 10 seconds, with the clock set forward, the agent is %v", got)
		}
		v, _ := s.Contact("c1")
		if left := v.Deadline.Sub(w.now()); left < 10*time.Second || left > 20*time.Second {
			t.Errorf("the offer has %v left", left)
		}
		time.Sleep(20 * time.Second)
		if got := s.state("a0"); got != contact.RONA {
			t.Errorf("20 seconds later the agent is %v", got)
		}
		events := s.agrees()
		if last := events[len(events)-1].At; w.now().Sub(last) > 10*time.Second {
			t.Errorf("the log says %v, the clock %v", last, w.now())
		}
	})
}

// TestCenterClockWild: whatever the clock does between two deadlines, each comes at its time.
func TestCenterClockWild(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := openClock(t)
		for i, ahead := range []time.Duration{-time.Hour, time.Hour, 0, 500 * time.Millisecond, -48 * time.Hour, 48 * time.Hour} {
			s.offerA0(siteContact(i))
			w.set(ahead) // nothing happens until the deadline
			time.Sleep(routing.DefaultOffer - time.Millisecond)
			if got := s.state("a0"); got != contact.Available {
				t.Fatalf("clock set to %v: before the deadline the agent is %v", ahead, got)
			}
			time.Sleep(2 * time.Millisecond)
			if got := s.state("a0"); got != contact.RONA {
				t.Fatalf("clock set to %v: at the deadline the agent is %v", ahead, got)
			}
			s.do(routing.Abandon{Contact: siteContact(i)}, routing.SetState{Agent: "a0", State: contact.Available})
		}
		s.agrees()
	})
}
