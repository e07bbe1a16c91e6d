package main

import (
	"context"
	"errors"
	"iter"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
)

// gate is what lies between a node and its store: it takes time, and it can be shut. A shut gate gives up after a while, as
// drivers do, and lets everybody pass who is still there when it opens: what is sent into a partition may arrive late. A
// frozen gate holds everybody, as if the node's process stood still.
type gate struct {
	mu     sync.Mutex
	random *rand.Rand
	open   chan struct{} // closed while one may pass
	frozen bool
	dead   bool // it never opens again
}

const gateGivesUp = 2 * time.Second

var errShut = errors.New("gate is shut")

func newGate(seed uint64) *gate {
	g := &gate{random: rand.New(rand.NewPCG(seed, 1)), open: make(chan struct{})}
	close(g.open)
	return g
}

func (g *gate) shut(frozen bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.frozen = frozen
	select {
	case <-g.open:
		g.open = make(chan struct{})
	default:
	}
}

func (g *gate) unshut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-g.open:
	default:
		if !g.dead {
			close(g.open)
		}
	}
}

func (g *gate) isShut() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-g.open:
		return false
	default:
		return true
	}
}

// kill shuts the gate for ever: nothing of the node behind it reaches the store any more.
func (g *gate) kill() {
	g.mu.Lock()
	g.dead = true
	g.mu.Unlock()
	g.shut(false)
}

// pass waits for as long as a message takes, and while the gate is shut.
func (g *gate) pass(ctx context.Context) error {
	g.mu.Lock()
	open, frozen, delay := g.open, g.frozen, time.Duration(g.random.IntN(3000))*time.Microsecond
	g.mu.Unlock()
	if frozen {
		<-open
	}
	late := time.NewTimer(gateGivesUp)
	defer late.Stop()
	select {
	case <-open:
		time.Sleep(delay)
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	case <-late.C:
		return errShut
	}
}

// gatedJournal is a journal behind a gate.
type gatedJournal struct {
	*gate
	journal.Watcher
}

// Append can be answered ErrUnknown: the gate may be shut on the way back.
func (j gatedJournal) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	fail := func(err, cause error) (journal.Version, error) {
		return 0, &journal.Error{Op: journal.OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: err, Cause: cause}
	}
	if err := j.pass(ctx); err != nil {
		return fail(err, nil)
	}
	version, err := j.Watcher.Append(ctx, stream, after, rec)
	if lost := j.pass(ctx); lost != nil {
		return fail(journal.ErrUnknown, lost)
	}
	return version, err
}

func (j gatedJournal) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		if err := j.pass(ctx); err != nil {
			yield(journal.Record{}, &journal.Error{Op: journal.OpRead, Stream: stream, Version: after, Err: err})
			return
		}
		for rec, err := range j.Watcher.Read(ctx, stream, after) {
			if !yield(rec, err) {
				return
			}
		}
	}
}

// gatedLeases is a table behind a gate.
type gatedLeases struct {
	*gate
	table lease.Table
}

func (l gatedLeases) call(ctx context.Context, op lease.Op, do func() error) error {
	if err := l.pass(ctx); err != nil {
		return &lease.Error{Op: op, Err: err}
	}
	err := do()
	if lost := l.pass(ctx); lost != nil {
		return &lease.Error{Op: op, Err: lost}
	}
	return err
}

func (l gatedLeases) TTL() time.Duration { return l.table.TTL() }

func (l gatedLeases) Renew(ctx context.Context, n lease.Node) error {
	return l.call(ctx, lease.OpRenew, func() error { return l.table.Renew(ctx, n) })
}

func (l gatedLeases) Leave(ctx context.Context, node string) error {
	return l.call(ctx, lease.OpLeave, func() error { return l.table.Leave(ctx, node) })
}

func (l gatedLeases) Nodes(ctx context.Context) (nodes []lease.Node, err error) {
	err = l.call(ctx, lease.OpNodes, func() (err error) { nodes, err = l.table.Nodes(ctx); return err })
	return nodes, err
}

func (l gatedLeases) Claim(ctx context.Context, name, node string) (held lease.Lease, err error) {
	err = l.call(ctx, lease.OpClaim, func() (err error) { held, err = l.table.Claim(ctx, name, node); return err })
	return held, err
}

func (l gatedLeases) Pass(ctx context.Context, name, from, to string) error {
	return l.call(ctx, lease.OpPass, func() error { return l.table.Pass(ctx, name, from, to) })
}

func (l gatedLeases) Leases(ctx context.Context) (all []lease.Lease, err error) {
	err = l.call(ctx, lease.OpLeases, func() (err error) { all, err = l.table.Leases(ctx); return err })
	return all, err
}

func (l gatedLeases) Holder(ctx context.Context, name string) (held lease.Lease, err error) {
	err = l.call(ctx, lease.OpHolder, func() (err error) { held, err = l.table.Holder(ctx, name); return err })
	return held, err
}

func (l gatedLeases) Forget(ctx context.Context, name string) error {
	return l.call(ctx, lease.OpForget, func() error { return l.table.Forget(ctx, name) })
}
