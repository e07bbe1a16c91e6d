package leasetest

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// Open gives an empty store with sessions that last for ttl, and two tables on it, as two processes have them. They may be
// one and the same if the store does not outlive the process. Both are closed by t.Cleanup.
type Open func(t *testing.T, ttl time.Duration) (lease.Table, lease.Table)

// Sessions of two lengths: one that a case outlives, and one that no case does, however slow the machine is.
const (
	short = time.Second
	long  = time.Hour
)

// patience is when a case gives up on a table that hangs. It is never waited for otherwise.
const patience = time.Minute

// Run tests the tables that open returns. It waits for about ten seconds until sessions are over, and takes a few more with
// a store that answers within a millisecond.
func Run(t *testing.T, open Open) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			s := &subject{t: t, ctx: ctx, ttl: c.ttl}
			s.tables[0], s.tables[1] = open(t, c.ttl)
			for _, table := range s.tables {
				if got := table.TTL(); got != c.ttl {
					t.Fatalf("TTL() = %v, want %v", got, c.ttl)
				}
			}
			c.run(s)
		})
	}
}

// subject is a store under test.
type subject struct {
	t      *testing.T
	ctx    context.Context
	ttl    time.Duration
	tables [2]lease.Table
	calls  atomic.Uint64
}

// table returns one of the two in turn: what is done by one is seen by the other.
func (s *subject) table() lease.Table { return s.tables[s.calls.Add(1)%2] }

var cases = []struct {
	name string
	ttl  time.Duration
	run  func(*subject)
}{
	{"Sessions/BeginAndEnd", long, sessionsBeginAndEnd},
	{"Sessions/ManyAtOnce", long, sessionsManyAtOnce},
	{"Sessions/RunOut", short, sessionsRunOut},
	{"Sessions/Renewed", short, sessionsRenewed},
	{"Sessions/BeginAgain", short, sessionsBeginAgain},
	{"Claim/Free", long, claimFree},
	{"Claim/WithoutSession", long, claimWithoutSession},
	{"Claim/AfterLeave", long, claimAfterLeave},
	{"Claim/RunOut", short, claimRunOut},
	{"Claim/OneWins", long, claimOneWins},
	{"Claim/OneAtATime", long, claimOneAtATime},
	{"Pass/ToAnother", long, passToAnother},
	{"Pass/ToNobody", long, passToNobody},
	{"Pass/Refused", long, passRefused},
	{"Pass/OneWins", long, passOneWins},
	{"Leases/Order", long, leasesOrder},
	{"Leases/Names", long, leasesNames},
	{"Forget", long, forget},
	{"Refused/Invalid", long, refusedInvalid},
	{"Refused/Cancelled", long, refusedCancelled},
	{"Steps/AtRandom", long, stepsAtRandom},
}

// must stops the case if a call failed.
func (s *subject) must(call string, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%s failed: %v", call, err)
	}
}

// addr is where the tests' nodes are.
func addr(node string) string { return "nats://" + node + ":4222/한국?x=%00 y" }

func (s *subject) renew(nodes ...string) {
	s.t.Helper()
	for _, node := range nodes {
		s.must("Renew", s.table().Renew(s.ctx, lease.Node{ID: node, Addr: addr(node)}))
	}
}

// claim claims, and expects the name to be held by want afterwards. It returns the term.
func (s *subject) claim(name, node, want string) uint64 {
	s.t.Helper()
	l, err := s.table().Claim(s.ctx, name, node)
	s.must("Claim", err)
	if l.Name != name || l.Node != want || l.Term == 0 {
		s.t.Fatalf("Claim(%q, %q) = %+v, want %q to hold it, in a term from 1 on", name, node, l, want)
	}
	s.held(name, want)
	return l.Term
}

// held expects a name to be held by the node, or by nobody if that is "". It returns the term.
func (s *subject) held(name, node string) uint64 {
	s.t.Helper()
	for _, table := range s.tables {
		l, err := table.Holder(s.ctx, name)
		s.must("Holder", err)
		if l.Name != name || l.Node != node {
			s.t.Fatalf("Holder(%q) = %+v, want %q", name, l, node)
		}
	}
	l, err := s.table().Holder(s.ctx, name)
	s.must("Holder", err)
	return l.Term
}

// grown expects a term to be greater than the one before.
func (s *subject) grown(before, after uint64) {
	s.t.Helper()
	if after <= before {
		s.t.Errorf("the name changed hands, but its term went from %d to %d", before, after)
	}
}

func (s *subject) pass(name, from, to string) {
	s.t.Helper()
	s.must(fmt.Sprintf("Pass(%q, %q, %q)", name, from, to), s.table().Pass(s.ctx, name, from, to))
	s.held(name, to)
}

// nodes returns the ids of those that have a session.
func (s *subject) nodes() []string {
	s.t.Helper()
	nodes, err := s.table().Nodes(s.ctx)
	s.must("Nodes", err)
	ids := []string{}
	for _, n := range nodes {
		if n.Addr != addr(n.ID) {
			s.t.Errorf("Nodes: the address of %q is %q, want %q", n.ID, n.Addr, addr(n.ID))
		}
		ids = append(ids, n.ID)
	}
	return ids
}
