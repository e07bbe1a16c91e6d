package desk_test

import (
	"context"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
)

const served = "customer began queued taken"

func TestLife(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		s.count("c1", "1")
		s.count("c1", "1")
		s.reads("c1", served+" count 1")
		old := s.tenant("c1")
		s.end("c1")
		s.reads("c1", served+" count 1 over")
		wait(time.Second)
		if old.Stage() != desk.Unread {
			t.Error("the machine was not forgotten")
		}
		before := s.moved.Load()
		s.reads("c1", served+" count 1 over") // from the stream
		if got := s.moved.Load(); got != before+1 {
			t.Errorf("the room of a contact that is over was kept")
		}
		if n := s.resumed.Load(); n != 0 {
			t.Errorf("resumed %d times, with nothing to resume", n)
		}
	})
}

// TestCallerWaitsForTheCenter: who calls after a command of the center finds a machine that knows.
func TestCallerWaitsForTheCenter(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.ok(s.tryBegin("c1"))
		s.ok(s.center.Accept(t.Context(), "kim", "c1"))
		s.reads("c1", served)
		s.end("c1")
		s.reads("c1", served+" over")
	})
}

// TestToldTogether: what the center did in one step is told in one, though it is several events.
func TestToldTogether(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		s.ok(s.try("c1", func(n *tenant) error {
			if diff := cmp.Diff([]int{2, 1}, n.told); diff != "" { // queued and offered, accepted
				t.Errorf("told (-want +got):\n%s", diff)
			}
			return nil
		}))
	})
}

// TestEmptyRoom: looking for a contact that is none leaves nothing behind.
func TestEmptyRoom(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		for range 2 {
			s.reads("c1", "")
		}
		if got := s.moved.Load(); got != 2 || s.stored("c1") != "" {
			t.Errorf("%d rooms were made, and %q is stored", got, s.stored("c1"))
		}
	})
}

// TestRoomIsGone: who waits for a room that is given up gets the next one, as everybody does.
func TestRoomIsGone(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		var second *tenant
		s.ok(s.try("c1", func(*tenant) error {
			go s.try("c1", func(n *tenant) error {
				second = n
				return n.begin(t.Context(), "cust")
			})
			time.Sleep(time.Second)
			return nil
		}))
		wait(time.Second)
		if s.tenant("c1") != second || s.moved.Load() != 2 {
			t.Errorf("a contact has two rooms, of %d", s.moved.Load())
		}
	})
}

// TestElsewhere: a contact that came to the center from elsewhere begins by itself, if its tenant can; those of other
// channels are none of the desk's.
func TestElsewhere(t *testing.T) {
	for shy, want := range map[bool]string{false: served, true: ""} {
		bubble(t, func(t *testing.T) {
			s := open(t)
			s.shy = shy
			for id, q := range map[contact.ID]contact.QueueID{"c1": "mails", "c2": "chats"} {
				_, err := s.center.Enqueue(t.Context(), routing.Enqueue{Contact: id, Queue: q, Customer: "cust"})
				s.ok(err)
				s.ok(s.center.Accept(t.Context(), "kim", id))
			}
			wait(time.Second)
			if got := s.stored("c1"); got != want {
				t.Errorf("shy %t: %q, want %q", shy, got, want)
			}
			s.reads("c2", "")
		})
	}
}

// TestRoomStaysForItsWork: what a tenant does by itself keeps the room, though the contact is over.
func TestRoomStaysForItsWork(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		done := s.work("c1")
		s.count("c1", "1")
		s.end("c1")
		wait(time.Second)
		before := s.moved.Load()
		s.reads("c1", served+" count 1 over")
		if s.moved.Load() != before {
			t.Error("the room was given up")
		}
		done()
		wait(time.Second)
		s.reads("c1", served+" count 1 over")
		if s.moved.Load() != before+1 {
			t.Error("the room was kept")
		}
	})
}

// TestAlarmInVain: a machine that its Tick does not help is not asked all the time.
func TestAlarmInVain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		s.lame.Store(true)
		s.remind("c1", time.Minute)
		wait(2 * time.Minute)
		s.lame.Store(false)
		wait(time.Second)
		if got := s.stored("c1"); got != served+" remind reminded" {
			t.Errorf("stored is %q", got)
		}
	})
}

func TestAlarm(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		s.remind("c1", time.Minute)
		wait(59 * time.Second)
		s.reads("c1", served+" remind")
		wait(2 * time.Second)
		if got := s.stored("c1"); got != served+" remind reminded" {
			t.Errorf("stored is %q", got)
		}
	})
}

func TestClose(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		done := s.work("c1")
		s.count("c1", "1")
		late, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		s.is(s.Close(late), context.DeadlineExceeded)
		s.is(s.tryCount("c1", "2"), errClosed)
		s.is(s.Fulfil(t.Context(), "c1", nil), errClosed)
		s.is(s.Await(t.Context(), "c1", nil), errClosed)
		s.Go(func() { t.Error("something goes on") })
		done()
		s.ok(s.Close(t.Context()))
		if got := s.stored("c1"); got != served+" count 1" {
			t.Errorf("stored is %q", got)
		}
	})
}

func TestChanged(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		var changed <-chan struct{}
		s.ok(s.try("c1", func(n *tenant) error { changed = n.Changed(); return nil }))
		late, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		s.is(s.Await(late, "c1", changed), context.DeadlineExceeded)
		s.count("c1", "1")
		s.ok(s.Await(t.Context(), "c1", changed))
	})
}

func TestNames(t *testing.T) {
	s := open(t)
	n := desk.Names{Center: s.center}
	if got := n.AgentName("kim") + n.AgentName("nobody") + n.QueueName("nothing"); got != "Kim" {
		t.Errorf("names are %q", got)
	}
}
