package leasetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// claimFree: a free name is given to who claims it; one that is held stays where it is.
func claimFree(s *subject) {
	s.renew("a", "b")
	if term := s.held("x", ""); term != 0 {
		s.t.Errorf("the term of a name that nobody knows is %d, want 0", term)
	}
	term := s.claim("x", "a", "a")
	for range 2 {
		if got := s.claim("x", "a", "a"); got != term {
			s.t.Errorf("claiming what one has changed the term from %d to %d", term, got)
		}
		if got := s.claim("x", "b", "a"); got != term {
			s.t.Errorf("another's Claim changed the term from %d to %d", term, got)
		}
	}
	s.claim("y", "b", "b")
	s.held("x", "a")
}

// claimWithoutSession: who has no session gets nothing, whether the name is free or not.
func claimWithoutSession(s *subject) {
	s.renew("a")
	s.claim("held", "a", "a")
	for _, name := range []string{"held", "free"} {
		_, err := s.table().Claim(s.ctx, name, "b")
		s.isError(err, lease.ErrNoSession, lease.OpClaim, name, "b")
	}
	s.held("held", "a")
	s.held("free", "")
}

// claimAfterLeave: what a node held is free when it has left.
func claimAfterLeave(s *subject) {
	s.renew("a", "b")
	term := s.claim("x", "a", "a")
	s.must("Leave", s.table().Leave(s.ctx, "a"))
	s.held("x", "")
	s.isError(s.table().Pass(s.ctx, "x", "a", "b"), lease.ErrNotHeld, lease.OpPass, "x", "a")
	s.grown(term, s.claim("x", "b", "b"))
}

// claimRunOut: what a node held is free when its session is over, and not before.
func claimRunOut(s *subject) {
	began := time.Now()
	s.renew("a")
	ended := time.Now()
	was, err := s.table().Claim(s.ctx, "x", "a")
	if time.Since(began) < s.ttl-drift {
		s.must("Claim", err)
	}
	for {
		s.renew("b")
		now, err := s.table().Claim(s.ctx, "x", "b")
		passed := time.Since(began)
		if errors.Is(err, lease.ErrNoSession) {
			continue // too slow between the two
		}
		s.must("Claim", err)
		if now.Node == "b" {
			if passed < s.ttl-drift {
				s.t.Fatalf("another has the name %v after the holder's Renew, want no less than %v", passed, s.ttl)
			}
			s.grown(was.Term, now.Term)
			break
		}
		if time.Since(ended) > late {
			s.t.Fatalf("the name is not free %v after the holder's last Renew, want %v", time.Since(ended), s.ttl)
		}
		s.pause()
	}
	s.isError(s.table().Pass(s.ctx, "x", "a", ""), lease.ErrNotHeld, lease.OpPass, "x", "a")
	_, err = s.table().Claim(s.ctx, "x", "a")
	s.isError(err, lease.ErrNoSession, lease.OpClaim, "x", "a")
}

// claimOneWins: of many that claim a name at once one gets it, and all are told who.
func claimOneWins(s *subject) {
	const nodes = 8
	var ids []string
	for i := range nodes {
		ids = append(ids, fmt.Sprintf("node-%d", i))
	}
	s.renew(ids...)
	for round := range 20 {
		name := fmt.Sprintf("center/%d", round)
		got := make([]lease.Lease, nodes)
		var wg sync.WaitGroup
		for i, id := range ids {
			wg.Go(func() {
				var err error
				if got[i], err = s.tables[i%2].Claim(s.ctx, name, id); err != nil {
					s.t.Errorf("Claim(%q, %q) failed: %v", name, id, err)
				}
			})
		}
		wg.Wait()
		if !slices.Contains(ids, got[0].Node) || len(slices.Compact(got)) != 1 {
			s.t.Fatalf("Claim(%q) gave different answers: %+v", name, got)
		}
		s.held(name, got[0].Node)
	}
}

// claimOneAtATime: of nodes that claim a name again and again and give it back, one has it at a time, and each time in a
// later term.
func claimOneAtATime(s *subject) {
	var inside atomic.Int32
	var last atomic.Uint64
	var wg sync.WaitGroup
	for i := range 4 {
		node, table := fmt.Sprintf("node-%d", i), s.tables[i%2]
		s.renew(node)
		wg.Go(func() {
			for won := 0; won < 10; {
				l, err := table.Claim(s.ctx, "x", node)
				if err != nil {
					s.t.Errorf("Claim failed: %v", err)
					return
				}
				if l.Node != node {
					continue
				}
				won++
				if inside.Add(1) != 1 {
					s.t.Error("two have the name at a time")
				}
				if before := last.Swap(l.Term); before >= l.Term {
					s.t.Errorf("term %d comes after term %d", l.Term, before)
				}
				inside.Add(-1)
				if err := table.Pass(s.ctx, "x", node, ""); err != nil {
					s.t.Errorf("Pass failed: %v", err)
					return
				}
			}
		})
	}
	wg.Wait()
	s.held("x", "")
}
