// Package centertest is a small center with figures that are known, for the tests of exporters.
package centertest

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

// Site is a small center under test: two queues of chat, one of email, and two agents.
type Site struct {
	*routing.Center
	Store *journal.Memory
	t     testing.TB
}

// Open opens a center.
func Open(t testing.TB) *Site {
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
	return &Site{center, store, t}
}

// Step applies commands that must not be refused.
func (s *Site) Step(cmds ...routing.Command) {
	s.t.Helper()
	for _, cmd := range cmds {
		if err := s.Do(s.t.Context(), cmd); err != nil {
			s.t.Fatalf("Do(%+v) failed: %v", cmd, err)
		}
	}
}

// Bring has contacts come into a queue.
func (s *Site) Bring(queue contact.QueueID, ids ...contact.ID) {
	s.t.Helper()
	for _, id := range ids {
		s.Step(routing.Enqueue{Contact: id, Queue: queue})
	}
}

// Available brings an agent to work.
func (s *Site) Available(id contact.AgentID) {
	s.t.Helper()
	s.Step(routing.SignIn{Agent: id}, routing.SetState{Agent: id, State: contact.Available})
}

// Finish closes the center and has its figures come to its end.
func (s *Site) Finish(live *metrics.Live) {
	s.t.Helper()
	if err := s.Close(context.Background()); err != nil {
		s.t.Error(err)
	}
	if err := live.Run(context.Background(), s.Center); !errors.Is(err, routing.ErrClosed) {
		s.t.Errorf("Run returned %v, want %v", err, routing.ErrClosed)
	}
}

// Serve has customers come, every other of whom gives up while kim is offered the contact, and closes the center.
func (s *Site) Serve(contacts int) {
	s.t.Helper()
	s.Available("kim")
	for n := range contacts {
		id := contact.ID(fmt.Sprint("c", n))
		s.Bring("help", id)
		if n%2 == 0 {
			s.Step(routing.Abandon{Contact: id})
			continue
		}
		s.Step(routing.Accept{Agent: "kim", Contact: id}, routing.End{Agent: "kim", Contact: id}, routing.WrapUp{Agent: "kim", Contact: id})
	}
	if err := s.Close(context.Background()); err != nil {
		s.t.Error(err)
	}
}

// TenMinutes has a center do a bit of everything, with figures that follow, and returns when it is over.
func TenMinutes(t *testing.T, live *metrics.Live) (now time.Time) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := Open(t)
		begun := time.Now()
		s.Bring("help", "c1", "c2", "c3")
		time.Sleep(3 * time.Second)
		s.Step(routing.Abandon{Contact: "c1"}) // short
		time.Sleep(7 * time.Second)
		s.Step(routing.Abandon{Contact: "c2"}) // in target
		time.Sleep(15 * time.Second)
		s.Available("kim") // c3 is offered after 25 s
		time.Sleep(5 * time.Second)
		s.Step(routing.Accept{Agent: "kim", Contact: "c3"})
		s.Bring("help", "c4")
		time.Sleep(3 * time.Second)
		s.Step(routing.Accept{Agent: "kim", Contact: "c4"}) // in target
		s.Step(routing.Hold{Agent: "kim", Contact: "c3"})
		time.Sleep(12 * time.Second)
		s.Step(routing.Retrieve{Agent: "kim", Contact: "c3"})
		time.Sleep(40 * time.Second)
		s.Step(routing.End{Agent: "kim", Contact: "c3"})
		time.Sleep(20 * time.Second)
		s.Step(routing.WrapUp{Agent: "kim", Contact: "c3"})
		s.Step(routing.TransferToQueue{Agent: "kim", Contact: "c4", Queue: "sales"}) // and after a minute to help
		s.Step(routing.WrapUp{Agent: "kim", Contact: "c4"}, routing.SetState{Agent: "kim", State: contact.Idle})
		s.Step(routing.Enqueue{Contact: "m1", Queue: "mail", Received: time.Now().Add(-2 * time.Hour)})
		time.Sleep(2 * time.Minute)
		s.Available("lee") // is offered c4 and m1
		s.Step(routing.Accept{Agent: "lee", Contact: "m1"}, routing.Decline{Agent: "lee", Contact: "c4"})
		s.Bring("help", "c5")
		s.Step(routing.Abandon{Contact: "c5"})              // while lee is offered it
		time.Sleep(time.Until(begun.Add(10 * time.Minute))) // lee misses c4
		now = time.Now()
		s.Finish(live)
	})
	return now
}
