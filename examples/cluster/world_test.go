package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/examples/cluster/host"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/cluster"
)

// world is a cluster within one process: nodes, what lies between them and their store, and the store.
type world struct {
	t      *testing.T
	random *rand.Rand // of whoever does the faults
	seed   uint64
	site   *load.Site
	memory *journal.Memory
	leases *lease.Memory
	net    cluster.Local

	storm  storm
	mu     sync.Mutex
	delays *rand.Rand
	nodes  []*member
	born   int
	paused map[string]time.Time // addresses whose messages arrive at that time
	graves []*member
}

// member is a node of a world.
type member struct {
	*host.Keep
	addr  string
	gate  *gate // to the store
	door  *gate // to the clients
	clock host.Clock
	calls sync.WaitGroup
}

const (
	worldNodes  = 3
	worldAgents = 3
	worldTTL    = 600 * time.Millisecond
	worldOffer  = 2 * time.Second

	doorPatience = 5 * time.Second // of a node with a command that its client may have given up
)

func newWorld(t *testing.T, seed uint64) *world {
	t.Helper()
	w := &world{
		t: t, seed: seed, random: rand.New(rand.NewPCG(seed, 0)), delays: rand.New(rand.NewPCG(seed, 3)), memory: new(journal.Memory), leases: &lease.Memory{Session: worldTTL},
		paused: make(map[string]time.Time),
	}
	w.net.Delay = w.delay
	w.storm.plan(seed)
	w.site = &load.Site{
		Center: "x", Agents: worldAgents, Seed: seed, Recorder: proof.NewRecorder(), Doors: w.doors,
		Try: time.Second, Patience: 20 * time.Second, Think: 40 * time.Millisecond,
	}
	for range worldNodes {
		w.add()
	}
	return w
}

// add brings a node into the world.
func (w *world) add() {
	w.t.Helper()
	w.mu.Lock()
	w.born++
	m := &member{addr: fmt.Sprintf("node-%d", w.born), gate: newGate(w.seed + uint64(w.born)), door: newGate(w.seed - uint64(w.born))}
	w.mu.Unlock()
	kept := &journaltest.Faulty{Journal: w.memory, Plan: w.storm.fault}
	cfg := cluster.Config{
		ID: m.addr, Leases: gatedLeases{m.gate, stormyLeases{&w.storm, w.leases}}, Transport: w.net.Transport(m.addr), Logger: slog.New(slog.DiscardHandler),
		Center: func(id string) routing.Config {
			return routing.Config{
				Journal: gatedJournal{m.gate, kept}, Setup: load.Setup(worldAgents, worldOffer), SnapshotEvery: 40,
				Now: m.clock.Now, Logger: slog.New(slog.DiscardHandler),
			}
		},
	}
	for {
		node, err := cluster.Start(w.t.Context(), cfg)
		if err == nil {
			m.Keep = &host.Keep{Node: node}
			break
		}
		time.Sleep(50 * time.Millisecond) // the store does not answer
	}
	w.mu.Lock()
	w.nodes = append(w.nodes, m)
	w.mu.Unlock()
}

func (w *world) doors() []load.Door {
	w.mu.Lock()
	defer w.mu.Unlock()
	doors := make([]load.Door, len(w.nodes))
	for i, m := range w.nodes {
		doors[i] = m
	}
	return doors
}

// delay is how long a message between nodes takes; one from or to a paused node arrives when that goes on.
func (w *world) delay(from, to string) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := time.Duration(w.delays.IntN(4000)) * time.Microsecond
	return max(d, time.Until(w.paused[from]), time.Until(w.paused[to]))
}

// Do implements [load.Door]. A command that is on its way arrives, even if the client has stopped waiting.
func (m *member) Do(ctx context.Context, center string, cmd routing.Command) error {
	answer := make(chan error, 1)
	m.calls.Go(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), doorPatience)
		defer cancel()
		if m.door.pass(ctx) != nil {
			answer <- load.ErrUnreachable
			return
		}
		err := host.Local{Centers: m.Keep}.Do(ctx, center, cmd)
		if m.door.pass(ctx) == nil {
			answer <- err
		}
	})
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Work implements [load.Door].
func (m *member) Work(ctx context.Context, center string, agent contact.AgentID) (load.Work, error) {
	if m.door.isShut() {
		<-ctx.Done()
		return load.Work{}, ctx.Err()
	}
	return host.Local{Centers: m.Keep}.Work(ctx, center, agent)
}

// leader returns the node that leads, as soon as there is one.
func (w *world) leader(ctx context.Context) *member {
	for ; ctx.Err() == nil; time.Sleep(5 * time.Millisecond) {
		w.mu.Lock()
		nodes := slices.Clone(w.nodes)
		w.mu.Unlock()
		for _, m := range nodes {
			if slices.Contains(m.Node.Leads(), w.site.Center) {
				return m
			}
		}
	}
	return nil
}

// kill ends a node without its having any say.
func (w *world) kill(m *member) {
	w.mu.Lock()
	w.nodes = slices.DeleteFunc(w.nodes, func(o *member) bool { return o == m })
	w.graves = append(w.graves, m)
	w.mu.Unlock()
	m.gate.kill()
	m.door.kill()
	w.net.Isolate(m.addr)
}

// pause has a node stand still for a time.
func (w *world) pause(m *member, d time.Duration) {
	w.mu.Lock()
	w.paused[m.addr] = time.Now().Add(d)
	w.mu.Unlock()
	m.gate.shut(true)
	m.door.shut(true)
	time.Sleep(d)
	m.gate.unshut()
	m.door.unshut()
}

// cut cuts a node off from the store and all other nodes for a time.
func (w *world) cut(m *member, d time.Duration) {
	m.gate.shut(false)
	w.net.Isolate(m.addr)
	time.Sleep(d)
	m.gate.unshut()
	w.net.Heal()
}

// end closes all nodes and waits for what is still on its way.
func (w *world) end() {
	for _, m := range w.nodes {
		if err := m.Node.Close(context.Background()); err != nil {
			w.t.Errorf("Close failed: %v", err)
		}
	}
	for _, m := range w.graves {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		_ = m.Node.Close(ctx) // it reaches nobody
		cancel()
	}
	for _, m := range append(w.nodes, w.graves...) {
		m.calls.Wait()
	}
}
