package load

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// Site is one center and those who work there.
type Site struct {
	Center string
	Agents int
	Seed   uint64
	// Doors returns the ways to the nodes that are there.
	Doors    func() []Door
	Recorder *proof.Recorder
	// Try is how long a client waits for a node's answer before it asks another one.
	Try time.Duration
	// Patience is how long a client sends a command again before it gives up, and its outcome is open.
	Patience time.Duration
	// Chat has customers and agents talk, where doors are ChatDoors.
	Chat bool
	// Think is how long an agent with nothing to do waits before looking again, at first.
	Think time.Duration
}

const (
	queue  contact.QueueID = "chat"
	second contact.QueueID = "second"
	done   wrapup.ReasonID = "done"
)

// Setup is the configuration of a center with so many agents, to whom contacts are offered for a time.
func Setup(agents int, offer time.Duration) []routing.Command {
	setup := []routing.Command{
		routing.SetSettings{Settings: routing.Settings{KeepClosed: 1 << 17}},
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2}}},
		routing.SetReason{Reason: wrapup.Reason{ID: done, Name: "Done"}},
	}
	for _, id := range []contact.QueueID{queue, second} {
		setup = append(setup, routing.SetQueue{Queue: routing.Queue{
			ID: id, Channel: contact.Chat, Offer: offer, Decline: true, Miss: routing.Miss{Action: routing.ReturnToQueue},
		}})
	}
	for n := range agents {
		setup = append(setup, routing.SetAgent{Agent: routing.Agent{
			ID: agentID(n), Profile: "p", Queues: []routing.Serves{{Queue: queue}, {Queue: second}},
		}})
	}
	return setup
}

func agentID(n int) contact.AgentID { return contact.AgentID(fmt.Sprintf("a%d", n)) }

// Customer has a contact come into the center, and now and then give up; with Chat, the customer talks until the conversation
// has ended. It returns false if the contact's coming was never acknowledged. Customers with different numbers can come at once.
func (s *Site) Customer(ctx context.Context, number int) bool {
	c := s.client(s.Agents + number)
	id := contact.ID(fmt.Sprintf("c%d", number))
	to := queue
	if c.often(30) {
		to = second
	}
	if s.Chat {
		if c.begin(ctx, id, to) != proof.Acknowledged {
			return false
		}
		c.converse(ctx, id)
		return true
	}
	if c.do(ctx, routing.Enqueue{Contact: id, Queue: to}) != proof.Acknowledged {
		return false
	}
	if c.often(10) {
		sleep(ctx, time.Duration(c.random.Int64N(int64(10*s.Think))))
		c.do(ctx, routing.Abandon{Contact: id})
	}
	return true
}

// Work has all agents work until the context ends.
func (s *Site) Work(ctx context.Context) {
	var all sync.WaitGroup
	for n := range s.Agents {
		all.Go(func() {
			a := agent{client: s.client(n), id: agentID(n)}
			for ctx.Err() == nil {
				a.turn(ctx)
			}
		})
	}
	all.Wait()
}
