package leasetest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// lives expects exactly these nodes to have a session.
func (s *subject) lives(want ...string) {
	s.t.Helper()
	if got := s.nodes(); !slices.Equal(got, want) {
		s.t.Fatalf("Nodes: %q have a session, want %q", got, want)
	}
}

// sessionsBeginAndEnd: Renew begins a session and changes its address; Leave ends it, and may be repeated.
func sessionsBeginAndEnd(s *subject) {
	s.lives()
	s.renew("b", "a", "B", "a/1", "가")
	s.lives("B", "a", "a/1", "b", "가")
	s.must("Renew", s.table().Renew(s.ctx, lease.Node{ID: "a", Addr: "elsewhere"}))
	nodes, err := s.table().Nodes(s.ctx)
	s.must("Nodes", err)
	if nodes[1] != (lease.Node{ID: "a", Addr: "elsewhere"}) {
		s.t.Errorf("Nodes: got %+v, want the address of the last Renew", nodes[1])
	}
	s.renew("a")
	for range 2 {
		s.must("Leave", s.table().Leave(s.ctx, "B"))
		s.must("Leave", s.table().Leave(s.ctx, "nobody"))
		s.lives("a", "a/1", "b", "가")
	}
	s.must("Renew", s.table().Renew(s.ctx, lease.Node{ID: "quiet"}))
	s.must("Leave", s.table().Leave(s.ctx, "quiet"))
}

// sessionsManyAtOnce: nodes come and go at once, and none disturbs another.
func sessionsManyAtOnce(s *subject) {
	var wg sync.WaitGroup
	var want []string
	for i := range 16 {
		node := fmt.Sprintf("node-%02d", i)
		if i%2 == 0 {
			want = append(want, node)
		}
		wg.Go(func() {
			for range 5 {
				if err := s.table().Renew(s.ctx, lease.Node{ID: node, Addr: addr(node)}); err != nil {
					s.t.Errorf("Renew(%q) failed: %v", node, err)
				}
			}
			if i%2 == 1 {
				if err := s.table().Leave(s.ctx, node); err != nil {
					s.t.Errorf("Leave(%q) failed: %v", node, err)
				}
			}
		})
	}
	wg.Wait()
	s.lives(want...)
}

// drift is how far a store's clock may be from the process's own, in the length of a short session.
const drift = short / 50

// late is after how long a short session should be over, on a machine that is busy.
const late = 10 * short

// over waits until the node has no session, which was renewed last between began and ended: not before TTL has passed since
// then, and not long after.
func (s *subject) over(node string, began, ended time.Time) {
	s.t.Helper()
	for {
		alive := slices.Contains(s.nodes(), node)
		now := time.Now()
		switch {
		case !alive && now.Sub(began) < s.ttl-drift:
			s.t.Fatalf("the session of %q was over %v after it was renewed, want no less than %v", node, now.Sub(began), s.ttl)
		case !alive:
			return
		case now.Sub(ended) > late:
			s.t.Fatalf("the session of %q is not over after %v, want %v", node, now.Sub(ended), s.ttl)
		}
		s.pause()
	}
}

// pause waits for a small part of a session.
func (s *subject) pause() {
	s.t.Helper()
	select {
	case <-time.After(s.ttl / 50):
	case <-s.ctx.Done():
		s.t.Fatalf("gave up after %v: %v", patience, context.Cause(s.ctx))
	}
}

// sessionsRunOut: without Renew a session lasts for TTL, no less and not much longer.
func sessionsRunOut(s *subject) {
	began := time.Now()
	s.renew("a")
	ended := time.Now()
	s.over("a", began, ended)
}

// sessionsRenewed: a node that renews in time keeps what it holds for longer than TTL.
func sessionsRenewed(s *subject) {
	for began := time.Now(); ; {
		s.renew("a")
		l, err := s.table().Claim(s.ctx, "x", "a")
		s.must("Claim", err)
		if !s.renewsInTime(l.Term) {
			s.t.Logf("the machine is slow: again")
			began = time.Now()
			continue
		}
		if time.Since(began) > 2*s.ttl {
			return
		}
	}
}

// renewsInTime renews for two sessions' time. It reports false if it came too late itself.
func (s *subject) renewsInTime(term uint64) bool {
	for start := time.Now(); time.Since(start) < 2*s.ttl; {
		renewed := time.Now()
		s.renew("a")
		for time.Since(renewed) < s.ttl/3 {
			l, err := s.table().Holder(s.ctx, "x")
			s.must("Holder", err)
			nodes := s.nodes()
			if time.Since(renewed) > s.ttl-drift {
				return false
			}
			if l.Node != "a" || l.Term != term || !slices.Equal(nodes, []string{"a"}) {
				s.t.Fatalf("%v after Renew the holder is %+v, nodes %q; want a in term %d", time.Since(renewed), l, nodes, term)
			}
			s.pause()
		}
	}
	return true
}

// sessionsBeginAgain: a node whose session was over has to claim again, and gets what nobody has taken since.
func sessionsBeginAgain(s *subject) {
	began := time.Now()
	s.renew("a")
	ended := time.Now()
	if _, err := s.table().Claim(s.ctx, "x", "a"); err != nil && time.Since(began) < s.ttl-drift {
		s.t.Fatalf("Claim failed: %v", err)
	}
	s.over("a", began, ended)
	for again := 0; ; again++ { // as often as the machine is too slow
		began = time.Now()
		s.renew("a")
		l, err := s.table().Claim(s.ctx, "x", "a")
		if time.Since(began) < s.ttl-drift {
			s.must("Claim", err)
			if l.Node != "a" {
				s.t.Errorf("Claim = %+v, want a", l)
			}
			return
		}
		if again == 10 {
			s.t.Fatalf("no Renew and Claim within %v", s.ttl)
		}
	}
}
