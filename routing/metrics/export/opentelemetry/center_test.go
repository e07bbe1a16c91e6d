package opentelemetry_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// site is a small center under test: two queues of chat, one of email, and two agents.
type site struct {
	*routing.Center
	store *journal.Memory
	t     testing.TB
}

func openSite(t testing.TB) *site {
	t.Helper()
	setup := []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2, contact.Email: 1}}},
		routing.SetQueue{Queue: routing.Queue{ID: "help", Channel: contact.Chat, Decline: true}},
		routing.SetQueue{Queue: routing.Queue{
			ID: "sales", Channel: contact.Chat, Overflow: routing.Overflow{After: time.Minute, Queue: "help"},
		}},
		routing.SetQueue{Queue: routing.Queue{ID: "mail", Channel: contact.Email}},
	}
	for _, id := range []contact.AgentID{"kim", "lee"} {
		setup = append(setup, routing.SetAgent{Agent: routing.Agent{
			ID: id, Profile: "p", Queues: []routing.Serves{{Queue: "help"}, {Queue: "mail"}},
		}})
	}
	store := new(journal.Memory)
	center, err := routing.Open(t.Context(), routing.Config{Journal: store, Setup: setup})
	if err != nil {
		t.Fatal(err)
	}
	return &site{center, store, t}
}

// do applies commands that must not be refused.
func (s *site) do(cmds ...routing.Command) {
	s.t.Helper()
	for _, cmd := range cmds {
		if err := s.Do(s.t.Context(), cmd); err != nil {
			s.t.Fatalf("Do(%+v) failed: %v", cmd, err)
		}
	}
}

func (s *site) enqueue(queue contact.QueueID, ids ...contact.ID) {
	s.t.Helper()
	for _, id := range ids {
		s.do(routing.Enqueue{Contact: id, Queue: queue})
	}
}

func (s *site) available(id contact.AgentID) {
	s.t.Helper()
	s.do(routing.SignIn{Agent: id}, routing.SetState{Agent: id, State: contact.Available})
}

// close closes the center and has its figures come to its end.
func (s *site) close(live *metrics.Live) {
	s.t.Helper()
	if err := s.Close(context.Background()); err != nil {
		s.t.Error(err)
	}
	if err := live.Run(context.Background(), s.Center); !errors.Is(err, routing.ErrClosed) {
		s.t.Errorf("Run returned %v, want %v", err, routing.ErrClosed)
	}
}

// serve has customers come, every other of whom gives up while kim is offered the contact, and closes the center.
func (s *site) serve(contacts int) {
	s.t.Helper()
	s.available("kim")
	for n := range contacts {
		id := contact.ID(fmt.Sprint("c", n))
		s.enqueue("help", id)
		if n%2 == 0 {
			s.do(routing.Abandon{Contact: id})
			continue
		}
		s.do(routing.Accept{Agent: "kim", Contact: id}, routing.End{Agent: "kim", Contact: id}, routing.WrapUp{Agent: "kim", Contact: id})
	}
	if err := s.Close(context.Background()); err != nil {
		s.t.Error(err)
	}
}

// tenMinutes has a center do a bit of everything, with figures that follow, and returns when it is over.
func tenMinutes(t *testing.T, live *metrics.Live) (now time.Time) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := openSite(t)
		begun := time.Now()
		s.enqueue("help", "c1", "c2", "c3")
		time.Sleep(3 * time.Second)
		s.do(routing.Abandon{Contact: "c1"}) // short
		time.Sleep(7 * time.Second)
		s.do(routing.Abandon{Contact: "c2"}) // in target
		time.Sleep(15 * time.Second)
		s.available("kim") // c3 is offered after 25 s
		time.Sleep(5 * time.Second)
		s.do(routing.Accept{Agent: "kim", Contact: "c3"})
		s.enqueue("help", "c4")
		time.Sleep(3 * time.Second)
		s.do(routing.Accept{Agent: "kim", Contact: "c4"}) // in target
		s.do(routing.Hold{Agent: "kim", Contact: "c3"})
		time.Sleep(12 * time.Second)
		s.do(routing.Retrieve{Agent: "kim", Contact: "c3"})
		time.Sleep(40 * time.Second)
		s.do(routing.End{Agent: "kim", Contact: "c3"})
		time.Sleep(20 * time.Second)
		s.do(routing.WrapUp{Agent: "kim", Contact: "c3"})
		s.do(routing.TransferToQueue{Agent: "kim", Contact: "c4", Queue: "sales"}) // and after a minute to help
		s.do(routing.WrapUp{Agent: "kim", Contact: "c4"}, routing.SetState{Agent: "kim", State: contact.Idle})
		s.do(routing.Enqueue{Contact: "m1", Queue: "mail", Received: time.Now().Add(-2 * time.Hour)})
		time.Sleep(2 * time.Minute)
		s.available("lee") // is offered c4 and m1
		s.do(routing.Accept{Agent: "lee", Contact: "m1"}, routing.Decline{Agent: "lee", Contact: "c4"})
		s.enqueue("help", "c5")
		s.do(routing.Abandon{Contact: "c5"})                // while lee is offered it
		time.Sleep(time.Until(begun.Add(10 * time.Minute))) // lee misses c4
		now = time.Now()
		s.close(live)
	})
	return now
}
