package leasetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// passToAnother: the holder hands a name to a node with a session.
func passToAnother(s *subject) {
	s.renew("a", "b")
	term := s.claim("x", "a", "a")
	s.claim("y", "a", "a")
	for _, hands := range [][2]string{{"a", "b"}, {"b", "a"}, {"a", "b"}} {
		s.pass("x", hands[0], hands[1])
		next := s.claim("x", hands[0], hands[1])
		s.grown(term, next)
		term = next
	}
	s.pass("x", "b", "b")
	s.held("y", "a")
}

// passToNobody: a name that is given back stays in the table, free for whoever claims it.
func passToNobody(s *subject) {
	s.renew("a", "b")
	term := s.claim("x", "a", "a")
	s.pass("x", "a", "")
	s.isError(s.table().Pass(s.ctx, "x", "a", "b"), lease.ErrNotHeld, lease.OpPass, "x", "a")
	leases, err := s.table().Leases(s.ctx)
	s.must("Leases", err)
	if len(leases) != 1 || leases[0].Name != "x" || leases[0].Node != "" {
		s.t.Errorf("Leases = %+v, want x, held by nobody", leases)
	}
	next := s.claim("x", "b", "b")
	s.grown(term, next)
	s.pass("x", "b", "")
	s.grown(next, s.claim("x", "b", "b"))
}

// passRefused: only the holder passes a name, and only to a node with a session. A refusal changes nothing.
func passRefused(s *subject) {
	s.renew("a", "b", "c")
	term := s.claim("x", "a", "a")
	s.isError(s.table().Pass(s.ctx, "x", "b", "c"), lease.ErrNotHeld, lease.OpPass, "x", "b")
	s.isError(s.table().Pass(s.ctx, "x", "b", "b"), lease.ErrNotHeld, lease.OpPass, "x", "b")
	s.isError(s.table().Pass(s.ctx, "x", "b", ""), lease.ErrNotHeld, lease.OpPass, "x", "b")
	s.isError(s.table().Pass(s.ctx, "x", "nobody", "b"), lease.ErrNotHeld, lease.OpPass, "x", "nobody")
	s.isError(s.table().Pass(s.ctx, "unknown", "a", "b"), lease.ErrNotHeld, lease.OpPass, "unknown", "a")
	s.isError(s.table().Pass(s.ctx, "x", "a", "nobody"), lease.ErrNoSession, lease.OpPass, "x", "nobody")
	if got := s.claim("x", "a", "a"); got != term {
		s.t.Errorf("refused calls changed the term from %d to %d", term, got)
	}
}

// passOneWins: of several calls that pass a name at once to different nodes one succeeds.
func passOneWins(s *subject) {
	targets := []string{"b", "c", "d", "e", ""}
	s.renew("a", "b", "c", "d", "e")
	for round := range 10 {
		name := fmt.Sprintf("center/%d", round)
		s.claim(name, "a", "a")
		errs := make([]error, len(targets))
		var wg sync.WaitGroup
		for i, to := range targets {
			wg.Go(func() { errs[i] = s.tables[i%2].Pass(s.ctx, name, "a", to) })
		}
		wg.Wait()
		winner := slices.Index(errs, nil)
		if winner < 0 {
			s.t.Fatalf("no Pass of %q succeeded: %v", name, errs)
		}
		s.held(name, targets[winner])
		for i, err := range errs {
			if i != winner && !errors.Is(err, lease.ErrNotHeld) {
				s.t.Errorf("Pass to %q returned %v though %q has the name, want %v", targets[i], err, targets[winner], lease.ErrNotHeld)
			}
		}
	}
}
