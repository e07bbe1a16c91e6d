package cluster_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// damage has a node read badly what is appended next, and appends it.
func (s *site) damage(node string, c *routing.Center, by *routing.Center) {
	s.t.Helper()
	s.links[node].spoil(by.Version())
	s.do(by, enqueue("unread-"+node))
	s.await(node+" notices", ttl, func() bool { return c.Err() != nil })
}

// TestReadBadly: a center that a node has read badly once is read anew when it is wanted, or is to lead.
func TestReadBadly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, nodes, centers := trio(t)
		leader, bad := nodes[0], nodes[1]
		s.damage(bad, centers[bad], centers[leader])
		s.mend()
		again := s.center(bad, "x")
		if err := again.Err(); err != nil {
			t.Errorf("the center is not read anew: %v", err)
		}
		s.do(again, enqueue("again"))
		s.do(centers[bad], enqueue("before")) // who has the one before can go on
		s.stop(leader)
		s.do(centers[bad], enqueue("after"))
		s.do(again, enqueue("last"))
	})
}

// TestDamagedHere: a node on which a center is damaged, as with a version that does not know its events, does not lead it,
// whoever leaves and in which way, for as long as another node can. Its commands are done.
func TestDamagedHere(t *testing.T) {
	for _, leave := range []struct {
		name    string
		leave   func(*site, string)
		longest time.Duration
	}{
		{"closed", (*site).stop, time.Second},
		{"killed", (*site).kill, 2*ttl + ttl/10},
	} {
		for bad := range 2 {
			t.Run(fmt.Sprint(leave.name, bad), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					s, nodes, centers := trio(t)
					bad, sound := nodes[1+bad], nodes[2-bad]
					s.damage(bad, centers[bad], centers[nodes[0]])
					leave.leave(s, nodes[0])
					if took := s.do(centers[sound], enqueue("x")); took > leave.longest {
						t.Errorf("nobody led for %v, want at most %v", took, leave.longest)
					}
					for i := range 60 {
						s.do(centers[bad], enqueue(fmt.Sprint("on-", i)))
						if leader := s.leaders()["x"]; leader != sound {
							t.Fatalf("%q leads, want %q", leader, sound)
						}
						time.Sleep(time.Second)
					}
				})
			})
		}
	}
}

// TestDamagedLeader: a leader that has to read the log anew, and finds it damaged, gives the center to another. It leads
// again when it can read it.
func TestDamagedLeader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _, centers := trio(t)
		time.Sleep(2 * ttl) // the nodes know each other, and who should lead does
		bad := s.leaders()["x"]
		s.breakJournal(bad)
		asked := make(chan error, 1)
		go func() { asked <- centers[bad].Do(s.ctx, enqueue("asked")) }()
		s.await("its append fails", ttl, func() bool { leads, _ := centers[bad].Role(); return !leads })
		s.links[bad].spoil(1)
		s.await("another leads", ttl, func() bool { l := s.leaders()["x"]; return l != "" && l != bad })
		if err := <-asked; err != nil {
			t.Errorf("Do returned %v", err)
		}
		for i := range 60 {
			s.do(centers[bad], enqueue(fmt.Sprint("on-", i)))
			if leader := s.leaders()["x"]; leader == bad {
				t.Fatalf("%q leads", leader)
			}
			time.Sleep(time.Second)
		}
		s.mend()
		s.await("the center is back", 40*ttl, func() bool { return s.leaders()["x"] == bad })
		s.do(centers[bad], enqueue("last"))
	})
}

// TestDamagedForAll: when the only node leaves that could read the log, commands on the others are told so, at once, and
// nobody reads it over and over. A node that can read it leads as soon as it is there.
func TestDamagedForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, nodes, centers := trio(t)
		for _, bad := range nodes[1:] {
			s.damage(bad, centers[bad], centers[nodes[0]])
		}
		s.stop(nodes[0])
		time.Sleep(ttl)
		before := map[string]int{}
		for _, bad := range nodes[1:] {
			before[bad] = s.links[bad].hasRead()
		}
		const minutes = 5
		for range minutes * 60 {
			for _, bad := range nodes[1:] {
				began := time.Now()
				isDamage(t, centers[bad].Do(s.ctx, enqueue("lost")))
				if took := time.Since(began); took > time.Second {
					t.Fatalf("a command was refused after %v", took)
				}
			}
			time.Sleep(time.Second)
		}
		for _, bad := range nodes[1:] {
			if n := s.links[bad].hasRead() - before[bad]; n > 10*minutes {
				t.Errorf("%s has read the log %d times in %d minutes", bad, n, minutes)
			}
		}
		s.start("sound")
		s.await("it leads", 3*ttl, func() bool { return s.leaders()["x"] == "sound" })
		for _, bad := range nodes[1:] {
			s.do(centers[bad], enqueue("done-"+bad))
		}
	})
}

// TestHangingReads: a journal that hangs for some centers keeps a node from the others for a while only.
func TestHangingReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, "n1")
		s.hang = func(center string) bool { return center != "x" }
		failed := make(chan error, 32)
		for i := range cap(failed) {
			go func() { _, err := s.nodes["n1"].Center(s.ctx, centerID(i)); failed <- err }()
		}
		time.Sleep(time.Second)
		s.do(s.center("n1", "x"), enqueue("c"))
		for range cap(failed) {
			if err := <-failed; !errors.Is(err, routing.ErrUnavailable) {
				t.Errorf("Center returned %v, want %v", err, routing.ErrUnavailable)
			}
		}
	})
}
