package chat_test

import (
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
)

func withTimers(timers chat.Timers) func(*chat.Config) {
	return func(c *chat.Config) { c.Settings.Timers = timers }
}

var served = []string{"opened", "queued", "joined agent 김하나"}

func TestSilentCustomer(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, withTimers(chat.Timers{CustomerWarn: 3 * time.Minute, CustomerEnd: 5 * time.Minute}))
		s.staff("kim")
		s.serve("c1")
		wait(time.Hour) // the customer waits for the agent: nothing
		s.equal(kim, served)
		s.say(kim, "c1", "hello?")
		wait(2 * time.Minute)
		s.say(chat.Customer, "c1", "yes")
		s.say(kim, "c1", "which card?")
		wait(2*time.Minute + 59*time.Second)
		s.equal(kim, append(slices.Clone(served), "김하나: hello?", "박둘: yes", "김하나: which card?"))
		wait(2 * time.Second)
		s.equal(chat.Customer, append(slices.Clone(served), "김하나: hello?", "박둘: yes", "김하나: which card?", "warned"))
		wait(3 * time.Minute)
		s.equal(kim, append(slices.Clone(served), "김하나: hello?", "박둘: yes", "김하나: which card?", "warned", "expired", "customer-left"))
		if v, _ := s.center.Contact("c1"); !v.CustomerLeft || v.Owner != "kim" {
			t.Errorf("routing has %+v", v)
		}
	})
}

func TestSilentAgent(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, withTimers(chat.Timers{AgentWarn: time.Minute, AgentEnd: 2 * time.Minute}))
		s.staff("kim")
		s.serve("c1")
		s.say(chat.Customer, "c1", "hello?")
		wait(50 * time.Second)
		s.say(chat.Customer, "c1", "anybody?") // gives the agent no more time
		wait(11 * time.Second)
		want := append(slices.Clone(served), "박둘: hello?", "박둘: anybody?")
		s.equal(kim, append(slices.Clone(want), "warned"))
		s.equal(chat.Customer, want)
		wait(time.Minute)
		s.equal(chat.Customer, append(want, "expired", "ended agent-ended"))
		if v, _ := s.center.Contact("c1"); v.State != contact.WrapUp {
			t.Errorf("the contact is %v, want in wrap-up", v.State)
		}
	})
}

func TestGrace(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, withTimers(chat.Timers{Grace: time.Minute}))
		s.staff("kim")
		s.serve("c1")
		s.ok(s.Disconnected(t.Context(), chat.Customer, "c1"))
		s.ok(s.Disconnected(t.Context(), chat.Customer, "c1"))
		wait(50 * time.Second)
		s.ok(s.Connected(t.Context(), chat.Customer, "c1"))
		wait(time.Hour)
		s.ok(s.Disconnected(t.Context(), chat.Customer, "c1"))
		wait(59 * time.Second)
		s.equal(kim, append(slices.Clone(served), "disconnected", "reconnected", "disconnected"))
		wait(2 * time.Second)
		s.equal(kim, append(slices.Clone(served), "disconnected", "reconnected", "disconnected", "expired", "customer-left"))
		is(t, s.Connected(t.Context(), chat.Customer, "c1"), chat.ErrNotMember)
	})
}

func TestLostInTheQueue(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, withTimers(chat.Timers{Grace: time.Minute}))
		s.begin("c1")
		s.ok(s.Disconnected(t.Context(), chat.Customer, "c1"))
		wait(2 * time.Minute)
		s.equal(chat.Customer, []string{"opened", "queued", "expired", "ended abandoned"})
		if v, _ := s.center.Contact("c1"); v.State != contact.Closed {
			t.Errorf("the contact is %v, want closed", v.State)
		}
	})
}

// TestRestartPunishesNobody has a time run out while no desk is there.
func TestRestartPunishesNobody(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, withTimers(chat.Timers{Grace: time.Minute, CustomerEnd: time.Minute}))
		s.staff("kim")
		s.serve("c1")
		s.say(kim, "c1", "?")
		s.ok(s.Disconnected(t.Context(), chat.Customer, "c1"))
		s.Desk.Close(t.Context())
		time.Sleep(time.Hour)
		s = s.restart()
		wait(30 * time.Second)
		s.equal(kim, append(slices.Clone(served), "김하나: ?", "disconnected"))
		s.ok(s.Connected(t.Context(), chat.Customer, "c1"))
		wait(40 * time.Second)
		s.equal(kim, append(slices.Clone(served), "김하나: ?", "disconnected", "reconnected", "expired", "customer-left"))
	})
}

func TestHoldStopsTheClock(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, withTimers(chat.Timers{CustomerEnd: time.Minute}))
		s.staff("kim")
		s.serve("c1")
		s.say(kim, "c1", "I look it up")
		s.ok(s.center.Hold(t.Context(), "kim", "c1"))
		wait(time.Hour)
		s.ok(s.center.Retrieve(t.Context(), "kim", "c1"))
		wait(time.Hour)
		s.equal(chat.Customer, append(slices.Clone(served), "김하나: I look it up", "held", "held"))
	})
}

func TestTimersAreChecked(t *testing.T) {
	for _, timers := range []chat.Timers{{Grace: 25 * time.Hour}, {CustomerWarn: 2, CustomerEnd: 1}, {AgentWarn: 2, AgentEnd: 2}} {
		is(t, timers.Validate(), chat.ErrInvalidConfig)
	}
}

func TestGuestIsLost(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, withTimers(chat.Timers{Grace: time.Minute}))
		s.staff("kim")
		s.serve("c1")
		s.staff("lee")
		s.ok(s.center.Conference(t.Context(), "kim", "c1", "lee"))
		s.ok(s.center.Accept(t.Context(), "lee", "c1"))
		s.ok(s.Disconnected(t.Context(), kim, "c1"))
		wait(time.Hour) // Agent 1 keeps the contact
		s.ok(s.Connected(t.Context(), kim, "c1"))
		s.ok(s.Disconnected(t.Context(), lee, "c1"))
		wait(59 * time.Second)
		if v, _ := s.center.Contact("c1"); len(v.Guests) != 1 {
			t.Error("the guest was given up too early")
		}
		wait(2 * time.Second)
		s.equal(kim, append(slices.Clone(served), "invited", "joined guest Lee", "disconnected", "reconnected", "disconnected", "expired", "left Lee"))
		s.equal(chat.Customer, append(slices.Clone(served), "joined guest Lee", "left Lee"))
		if v, _ := s.center.Contact("c1"); len(v.Guests) != 0 || v.Owner != "kim" {
			t.Errorf("routing has %+v", v)
		}
	})
}
