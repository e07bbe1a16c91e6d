package cluster_test

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestLeavesOnce: a node that is closed keeps its session for as long as it leads anything, however long handing over takes.
// Once the session is ended it stays so, though it takes long to close the centers: what was not handed over is free.
func TestLeavesOnce(t *testing.T) {
	for name, others := range map[string]int{"hands over": 1, "is alone": 0} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSite(t)
				s.opened = func(node, _ string) func() {
					return func() {
						if node == "n1" {
							time.Sleep(ttl)
						}
					}
				}
				n := s.start("n1")
				for i := range 40 { // more than are handed over at once
					s.center("n1", centerID(i))
				}
				for range others {
					s.net.Delay = func(string, string) time.Duration { return ttl / 5 }
					s.start("n2")
					time.Sleep(ttl/3 + ttl/100) // n1 has seen it
				}
				leads := len(n.Leads())
				delete(s.nodes, "n1")
				closed := make(chan error, 1)
				go func() { closed <- n.Close(s.ctx) }()
				began, left := time.Now(), time.Time{}
				for len(closed) == 0 {
					time.Sleep(50 * time.Millisecond)
					nodes, err := s.leases.Nodes(s.ctx)
					if err != nil {
						t.Fatal(err)
					}
					there := len(nodes) > others
					switch {
					case t.Failed(): // Close is waited for in any case
					case there && !left.IsZero():
						t.Errorf("the node is in the table again %v after it left", time.Since(left))
					case !there && len(n.Leads()) > 0:
						t.Errorf("the node leads %d centers after its session is over", len(n.Leads()))
					case !there && left.IsZero():
						left = time.Now()
					}
				}
				if err := <-closed; err != nil {
					t.Errorf("Close failed: %v", err)
				}
				if handing := left.Sub(began); others > 0 && handing < ttl*3/2 {
					t.Errorf("%d centers were handed over within %v, or the session ended before", leads, handing)
				}
				if closing := time.Since(left); closing < ttl {
					t.Errorf("the centers were closed in %v, which is too soon to tell", closing)
				}
			})
		})
	}
}
