package main

import (
	"context"
	"math/rand/v2"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/contact/journal/lease"
)

// storm is a store that fails while it rages: three calls in four, each as the port allows it.
type storm struct {
	mu     sync.Mutex
	random *rand.Rand
	rages  bool
}

func (s *storm) plan(seed uint64) { s.random = rand.New(rand.NewPCG(seed, 2)) }

func (s *storm) rage(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rages = on
}

// hits reports whether a call is to fail.
func (s *storm) hits() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rages && s.random.IntN(4) > 0
}

func (s *storm) fault(op journal.Op, _ int) journaltest.Fault {
	if faults := faultsOf[op]; len(faults) > 0 && s.hits() {
		s.mu.Lock()
		defer s.mu.Unlock()
		return faults[s.random.IntN(len(faults))]
	}
	return journaltest.None
}

// stormyLeases is a table that fails in a storm, before or after it has done what it was asked for.
type stormyLeases struct {
	*storm
	lease.Table
}

func (l stormyLeases) fail(op lease.Op, err error) error {
	if err == nil && l.hits() {
		return &lease.Error{Op: op, Err: journaltest.ErrInjected}
	}
	return err
}

func (l stormyLeases) Renew(ctx context.Context, n lease.Node) error {
	if err := l.fail(lease.OpRenew, nil); err != nil {
		return err
	}
	return l.fail(lease.OpRenew, l.Table.Renew(ctx, n))
}

func (l stormyLeases) Nodes(ctx context.Context) ([]lease.Node, error) {
	nodes, err := l.Table.Nodes(ctx)
	return nodes, l.fail(lease.OpNodes, err)
}

func (l stormyLeases) Claim(ctx context.Context, name, node string) (lease.Lease, error) {
	held, err := l.Table.Claim(ctx, name, node)
	return held, l.fail(lease.OpClaim, err)
}

func (l stormyLeases) Pass(ctx context.Context, name, from, to string) error {
	return l.fail(lease.OpPass, l.Table.Pass(ctx, name, from, to))
}

func (l stormyLeases) Leases(ctx context.Context) ([]lease.Lease, error) {
	all, err := l.Table.Leases(ctx)
	return all, l.fail(lease.OpLeases, err)
}

func (l stormyLeases) Holder(ctx context.Context, name string) (lease.Lease, error) {
	held, err := l.Table.Holder(ctx, name)
	return held, l.fail(lease.OpHolder, err)
}
