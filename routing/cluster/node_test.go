package cluster_test

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestCommandsFromEveryNode: a center works alike on all nodes, whoever leads it.
func TestCommandsFromEveryNode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, "n1", "n2", "n3")
		for i := range 5 {
			id := centerID(i)
			for _, node := range []string{"n2", "n3", "n1"} {
				c := s.center(node, id)
				took := s.do(c, enqueue("from-"+node))
				if took > 100*time.Millisecond {
					t.Errorf("a command on %s took %v", node, took)
				}
			}
			if got := s.contacts(id); len(got) != 3 {
				t.Errorf("the log of %s has the contacts %v, want three", id, got)
			}
		}
		if leaders := s.leaders(); len(leaders) != 5 {
			t.Errorf("leaders: %v", leaders)
		}
	})
}

// TestKill: what a killed node led is led by others within TTL, and commands go through.
func TestKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, "n1", "n2", "n3")
		const centers = 9
		for i := range centers {
			for _, node := range []string{"n1", "n2", "n3"} {
				s.do(s.center(node, centerID(i)), enqueue("first-"+node))
			}
		}
		before := s.leaders()
		t.Log(before)
		s.kill("n1")
		for i := range centers {
			took := s.do(s.center("n2", centerID(i)), enqueue("second"))
			t.Log(centerID(i), before[centerID(i)], took)
		}
		s.await("all centers are led", 2*ttl, func() bool { return len(s.leaders()) == centers })
	})
}
