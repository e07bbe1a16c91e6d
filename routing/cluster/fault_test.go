package cluster_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// trio is three nodes that have one center open, of which the leader is the first.
func trio(t *testing.T) (s *site, nodes []string, centers map[string]*routing.Center) {
	t.Helper()
	s = newSite(t, "n1", "n2", "n3")
	centers = map[string]*routing.Center{}
	for _, node := range []string{"n1", "n2", "n3"} {
		centers[node] = s.center(node, "x")
		s.do(centers[node], enqueue("first-"+node))
	}
	leader := s.leaders()["x"]
	nodes = []string{leader}
	for node := range centers {
		if node != leader {
			nodes = append(nodes, node)
		}
	}
	return s, nodes, centers
}

// TestKill: what a killed node led is led by another within TTL, and the commands that came meanwhile are done.
func TestKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, nodes, centers := trio(t)
		s.kill(nodes[0])
		if took := s.do(centers[nodes[1]], enqueue("second")); took > ttl+ttl/10 {
			t.Errorf("a command took %v, want no more than %v", took, ttl)
		}
		if took := s.do(centers[nodes[2]], enqueue("third")); took > 10*time.Millisecond {
			t.Errorf("a command took %v after the center was taken over", took)
		}
	})
}

// TestCutOff: a leader that is cut off stops leading when its session is over, and what it was asked comes to nothing, or
// is done once. When it is back, it takes part again.
func TestCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, nodes, centers := trio(t)
		leader := nodes[0]
		s.cut(leader)
		asked := make(chan error, 1)
		go func() { asked <- centers[leader].Do(s.ctx, enqueue("cut-off")) }()
		s.do(centers[nodes[1]], enqueue("second"))
		s.await("commands fail there", 20*time.Second, func() bool { return len(asked) == 1 })
		s.await("the node that is cut off leads no more", time.Second, func() bool { leads, _ := centers[leader].Role(); return !leads })
		if err := <-asked; !errors.Is(err, routing.ErrUnavailable) {
			t.Errorf("Do returned %v, want %v", err, routing.ErrUnavailable)
		}
		s.mend()
		s.do(centers[leader], enqueue("third"))
		s.await("the center is back", 3*ttl, func() bool { return s.leaders()["x"] == leader })
		for contact, times := range s.contacts("x") {
			if times != 1 {
				t.Errorf("contact %s is in the log %d times", contact, times)
			}
		}
	})
}

// TestStopped: a leader that was stopped for a while, and still believes to lead, acknowledges nothing.
func TestStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, nodes, centers := trio(t)
		leader := nodes[0]
		s.links[leader].deafen()
		s.await("another leads", 2*ttl, func() bool {
			for _, node := range nodes[1:] {
				if leads, _ := centers[node].Role(); leads {
					return true
				}
			}
			return false
		})
		if leads, _ := centers[leader].Role(); !leads {
			t.Fatal("the stopped node should believe that it leads")
		}
		s.do(centers[leader], enqueue("late")) // by the other, after its own append has met the fence
		if leads, _ := centers[leader].Role(); leads {
			t.Error("the stopped node leads though another has appended")
		}
		s.do(centers[nodes[1]], enqueue("second"))
		s.mend()
		s.do(centers[leader], enqueue("third"))
		if got := s.contacts("x"); len(got) != 6 {
			t.Errorf("the log has the contacts %v, want six", got)
		}
	})
}

// TestJournalFails: a node that has a session but does not reach the journal lets another lead, for as long as that is so.
func TestJournalFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, nodes, centers := trio(t)
		leader, other := nodes[0], nodes[1]
		s.breakJournal(leader)
		longest := time.Duration(0)
		for i := range 60 {
			longest = max(longest, s.do(centers[other], enqueue(fmt.Sprint("meanwhile-", i))))
			if i == 0 && longest > ttl+ttl/2 {
				t.Errorf("nobody led for %v", longest)
			}
			time.Sleep(time.Second)
		}
		if longest > ttl+ttl/2 {
			t.Errorf("a command took %v", longest)
		}
		s.mend()
		s.do(centers[leader], enqueue("third"))
		s.await("the center is back", 2*unled, func() bool { return s.leaders()["x"] == leader })
	})
}

// unled is how long a node leads a center no more that it could not lead.
const unled = 10 * ttl

// TestLeasesFail: while the table is out of reach for all, and for longer than TTL, nobody leads. Then it goes on.
func TestLeasesFail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, nodes, centers := trio(t)
		for _, node := range nodes {
			s.links[node].cut()
		}
		time.Sleep(ttl + time.Second)
		if leaders := s.leaders(); len(leaders) != 0 {
			t.Errorf("leaders: %v, want none", leaders)
		}
		s.mend()
		for _, node := range nodes {
			s.do(centers[node], enqueue("second-"+node))
		}
	})
}

// TestNetworkFails: while nodes do not reach each other, the leader goes on by itself, and commands on others fail; when the
// network is back, they are done.
func TestNetworkFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, nodes, centers := trio(t)
		leader := nodes[0]
		s.net.Isolate(leader)
		if took := s.do(centers[leader], enqueue("second")); took > 10*time.Millisecond {
			t.Errorf("a command on the leader took %v", took)
		}
		asked := make(chan error, 1)
		go func() { asked <- centers[nodes[1]].Do(s.ctx, enqueue("third")) }()
		time.Sleep(5 * time.Second)
		if len(asked) > 0 {
			t.Fatalf("Do returned %v though the leader cannot be reached", <-asked)
		}
		if got := s.leaders()["x"]; got != leader {
			t.Errorf("%q leads, want %q", got, leader)
		}
		s.mend()
		if err := <-asked; err != nil {
			t.Errorf("Do returned %v", err)
		}
	})
}
