package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/cluster"
)

const ttl = 3 * time.Second

// site is a cluster under test: a store, a network, and nodes that can be cut off from both.
type site struct {
	t       *testing.T
	ctx     context.Context
	journal journal.Memory
	leases  lease.Memory
	net     cluster.Local
	nodes   map[string]*cluster.Node
	links   map[string]*link
	setup   []routing.Command
	opened  func(node, center string) (closed func()) // nil: nothing
	hang    func(center string) bool                  // for which reads hang; nil: none
}

func newSite(t *testing.T, nodes ...string) *site {
	t.Helper()
	s := &site{t: t, ctx: context.Background(), nodes: map[string]*cluster.Node{}, links: map[string]*link{}, setup: setup()}
	t.Cleanup(s.close)
	for _, id := range nodes {
		s.start(id)
	}
	return s
}

func logger(node string) *slog.Logger {
	if os.Getenv("CLUSTER_LOG") == "" {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, nil))
}

// start starts a node.
func (s *site) start(id string) *cluster.Node {
	s.t.Helper()
	l := &link{}
	s.links[id] = l
	n, err := cluster.Start(s.ctx, cluster.Config{
		ID: id, Leases: cutTable{&s.leases, l}, Transport: s.net.Transport(id), Logger: logger(id),
		Center: func(center string) routing.Config {
			if s.hang != nil && s.hang(center) {
				return routing.Config{Journal: hanging{&s.journal}}
			}
			return routing.Config{Journal: cutJournal{&s.journal, l}, Setup: s.setup, MaxBatch: 64, Logger: logger(id)}
		},
		Opened: func(center string, _ *routing.Center) func() {
			if s.opened == nil {
				return nil
			}
			return s.opened(id, center)
		},
	})
	if err != nil {
		s.t.Fatalf("Start(%q) failed: %v", id, err)
	}
	s.nodes[id] = n
	return n
}

// setup is a queue with two agents.
func setup() []routing.Command {
	return []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2}}},
		routing.SetQueue{Queue: routing.Queue{ID: "q", Channel: contact.Chat}},
		routing.SetAgent{Agent: routing.Agent{ID: "a", Profile: "p", Queues: []routing.Serves{{Queue: "q"}}}},
		routing.SetAgent{Agent: routing.Agent{ID: "b", Profile: "p", Queues: []routing.Serves{{Queue: "q"}}}},
	}
}

// stop closes a node, which hands over what it leads.
func (s *site) stop(id string) {
	s.t.Helper()
	n := s.nodes[id]
	delete(s.nodes, id)
	if err := n.Close(s.ctx); err != nil {
		s.t.Errorf("Close of %q failed: %v", id, err)
	}
}

// kill cuts a node off from everything, for good: to the others it is as if its process had ended.
func (s *site) kill(id string) {
	n := s.nodes[id]
	delete(s.nodes, id)
	s.cut(id)
	s.t.Cleanup(func() {
		ctx, cancel := context.WithCancel(s.ctx)
		cancel()
		n.Close(ctx)
	})
}

// cut cuts a node off from the store and the other nodes; mend ends that for all nodes.
func (s *site) cut(id string) {
	s.links[id].cut()
	s.net.Isolate(id)
}

func (s *site) mend() {
	s.net.Heal()
	for _, l := range s.links {
		l.mend()
	}
}

func (s *site) close() {
	for _, l := range s.links {
		l.mend()
	}
	for _, id := range slices.Sorted(maps.Keys(s.nodes)) {
		s.stop(id)
	}
}

// breakJournal breaks a node's way to the journal only, as long as it is not mended.
func (s *site) breakJournal(id string) { s.links[id].breakJournal() }

// center returns a node's center.
func (s *site) center(node, id string) *routing.Center {
	s.t.Helper()
	c, err := s.nodes[node].Center(s.ctx, id)
	if err != nil {
		s.t.Fatalf("Center(%q) on %q failed: %v", id, node, err)
	}
	return c
}

// leaders returns who leads each center, by what the nodes say; a center that two lead is an error.
func (s *site) leaders() map[string]string {
	s.t.Helper()
	leaders := map[string]string{}
	for id, n := range s.nodes {
		for _, center := range n.Leads() {
			if other, ok := leaders[center]; ok {
				s.t.Errorf("%q and %q lead %q", other, id, center)
			}
			leaders[center] = id
		}
	}
	return leaders
}

// await waits until a condition holds, for at most so long, and returns how long it took.
func (s *site) await(what string, longest time.Duration, holds func() bool) time.Duration {
	s.t.Helper()
	began := time.Now()
	for !holds() {
		if time.Since(began) > longest {
			s.t.Fatalf("%s: not within %v", what, longest)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return time.Since(began)
}

// do does a command that must not be refused, and returns how long it took.
func (s *site) do(c *routing.Center, cmd routing.Command) time.Duration {
	s.t.Helper()
	began := time.Now()
	if err := c.Do(s.ctx, cmd); err != nil {
		s.t.Fatalf("Do(%+v) failed after %v: %v", cmd, time.Since(began), err)
	}
	return time.Since(began)
}

func contactID(id string) contact.ID { return contact.ID(id) }

func enqueue(id string) routing.Command {
	return routing.Enqueue{Contact: contactID(id), Queue: "q"}
}

// contacts returns how often each contact is entered by a center's log.
func (s *site) contacts(center string) map[contact.ID]int {
	s.t.Helper()
	entered := map[contact.ID]int{}
	for rec, err := range journal.Replay(s.ctx, &s.journal, "center/"+center, 0) {
		if err != nil {
			s.t.Fatalf("Replay failed: %v", err)
		}
		events, err := routing.DecodeEvents(rec.Data)
		if err != nil {
			s.t.Fatalf("DecodeEvents failed: %v", err)
		}
		for _, ev := range events {
			if e, ok := ev.Payload.(routing.ContactQueued); ok {
				entered[e.Contact]++
			}
		}
	}
	return entered
}

var errCut = errors.New("the link is cut")

func centerID(i int) string { return fmt.Sprintf("center-%04d", i) }
