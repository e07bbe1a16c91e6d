package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/cluster"
	"github.com/acdkit/acdkit/wrapup"
	"github.com/google/go-cmp/cmp"
)

// TestCommandsFromEveryNode: a center works alike on all nodes, whoever leads it.
func TestCommandsFromEveryNode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, "n1", "n2", "n3")
		for i := range 5 {
			id := centerID(i)
			for _, node := range []string{"n2", "n3", "n1"} {
				c := s.center(node, id)
				if took := s.do(c, enqueue("from-"+node)); took > 100*time.Millisecond {
					t.Errorf("a command on %s took %v", node, took)
				}
				c.View(func(f *routing.Floor) {
					if _, ok := f.Contact(contactID("from-" + node)); !ok {
						t.Errorf("%s does not see what its own command did", node)
					}
				})
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

// TestRefusals: who is refused is told the same on every node.
func TestRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, "n1", "n2")
		leader, follower := s.center("n1", "x"), s.center("n2", "x")
		if leads, _ := leader.Role(); !leads {
			leader, follower = follower, leader
		}
		s.do(leader, routing.SignIn{Agent: "a"})
		s.do(leader, routing.SetState{Agent: "a", State: contact.Available})
		s.do(leader, enqueue("c"))
		s.do(leader, routing.Accept{Agent: "a", Contact: "c"})
		s.do(leader, routing.End{Agent: "a", Contact: "c"})
		for _, cmd := range []routing.Command{
			routing.WrapUp{Agent: "a", Contact: "c", Reasons: []wrapup.ReasonID{"none", "other"}},
			routing.Accept{Agent: "a", Contact: "c"},
			routing.Accept{Agent: "nobody", Contact: "c"},
			routing.End{Agent: "b", Contact: "c"},
			routing.SetState{Agent: "b", State: contact.Available},
			routing.Enqueue{Contact: "c", Queue: "q"},
			routing.Enqueue{Contact: "new", Queue: "none"},
			routing.Enqueue{Contact: "\x00", Queue: "q"},
			routing.Once{ID: "", Command: routing.SignIn{Agent: "b"}},
			routing.Once{ID: "1", Command: routing.Once{ID: "2", Command: routing.SignIn{Agent: "b"}}},
			routing.TransferToAgent{Agent: "a", Contact: "c", To: "b"},
		} {
			here, there := leader.Do(s.ctx, cmd), follower.Do(s.ctx, cmd)
			if here == nil || there == nil {
				t.Errorf("%+v: the leader says %v, the follower %v, want refusals", cmd, here, there)
				continue
			}
			if diff := cmp.Diff(here, there); diff != "" {
				t.Errorf("%+v: refusals mismatch (-leader +follower):\n%s", cmd, diff)
			}
		}
	})
}

// TestRelease: a node keeps the centers that it leads, and those that somebody wants, and no others.
func TestRelease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t)
		var mu sync.Mutex
		opened := map[string]int{} // by node and center
		count := func(key string, n int) {
			mu.Lock()
			defer mu.Unlock()
			opened[key] += n
		}
		s.opened = func(node, center string) func() {
			count(node+"/"+center, 1)
			return func() { count(node+"/"+center, -1) }
		}
		check := func(want map[string]int) {
			t.Helper()
			mu.Lock()
			defer mu.Unlock()
			if diff := cmp.Diff(want, opened); diff != "" {
				t.Errorf("open centers mismatch (-want +got):\n%s", diff)
			}
		}
		s.start("n1")
		s.start("n2")
		time.Sleep(ttl)
		s.center("n1", "x")
		s.center("n2", "x")
		s.center("n2", "x")
		leader, follower := "n1", "n2"
		if s.leaders()["x"] == "n2" {
			leader, follower = "n2", "n1"
		}
		s.nodes["n1"].Release("x")
		s.nodes["n2"].Release("x")
		s.nodes["n2"].Release("x")
		s.nodes["n2"].Release("x") // once too often
		s.nodes["n2"].Release("unknown")
		time.Sleep(ttl)
		check(map[string]int{leader + "/x": 1, follower + "/x": 0})
		s.do(s.center(follower, "x"), enqueue("c"))
		check(map[string]int{"n1/x": 1, "n2/x": 1})
		s.stop("n1")
		s.stop("n2")
		check(map[string]int{"n1/x": 0, "n2/x": 0})
	})
}

// TestForget: a center that the table forgets is led by nobody, until it is wanted again. It is closed if nobody has it.
func TestForget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t)
		var open atomic.Int32
		s.opened = func(string, string) func() {
			open.Add(1)
			return func() { open.Add(-1) }
		}
		s.start("n1")
		s.start("n2")
		time.Sleep(ttl)
		s.do(s.center("n1", "x"), enqueue("c"))
		if err := s.leases.Forget(s.ctx, "x"); err != nil {
			t.Fatal(err)
		}
		s.await("nobody leads", ttl, func() bool { return len(s.leaders()) == 0 })
		time.Sleep(5 * ttl)
		if leaders := s.leaders(); len(leaders) != 0 {
			t.Errorf("leaders: %v, want none", leaders)
		}
		if n := open.Load(); n != 1 {
			t.Errorf("%d centers are open, want the one that somebody has", n)
		}
		s.nodes["n1"].Release("x")
		s.await("it is closed", ttl, func() bool { return open.Load() == 0 })
		s.do(s.center("n2", "x"), enqueue("d"))
	})
}

// TestErrors: what cannot be started or opened.
func TestErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, "n1")
		good := cluster.Config{
			Leases: &s.leases, Transport: s.net.Transport("x"), Logger: logger("x"),
			Center: func(string) routing.Config { return routing.Config{} },
		}
		for name, spoil := range map[string]func(*cluster.Config){
			"no table":     func(c *cluster.Config) { c.Leases = nil },
			"no transport": func(c *cluster.Config) { c.Transport = nil },
			"no centers":   func(c *cluster.Config) { c.Center = nil },
			"bad id":       func(c *cluster.Config) { c.ID = "\n" },
		} {
			cfg := good
			spoil(&cfg)
			isError(t, name, second(cluster.Start(s.ctx, cfg)), cluster.OpStart, cluster.ErrConfig, "")
		}
		cancelled, cancel := context.WithCancel(s.ctx)
		cancel()
		err := second(cluster.Start(cancelled, good))
		isError(t, "cancelled", err, cluster.OpStart, cluster.ErrLeases, "")
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Start returned %v, want %v", err, context.Canceled)
		}
		n, err := cluster.Start(s.ctx, good)
		if err != nil {
			t.Fatalf("Start failed: %v", err)
		}
		err = second(n.Center(s.ctx, "y"))
		isError(t, "no journal", err, cluster.OpCenter, cluster.ErrOpen, "y")
		if !errors.Is(err, routing.ErrConfig) {
			t.Errorf("Center returned %v, want %v", err, routing.ErrConfig)
		}
		isError(t, "bad id", second(s.nodes["n1"].Center(s.ctx, "x/y")), cluster.OpCenter, cluster.ErrOpen, "x/y")
		if err := n.Close(s.ctx); err != nil {
			t.Errorf("Close failed: %v", err)
		}
		isError(t, "closed", second(n.Center(s.ctx, "y")), cluster.OpCenter, cluster.ErrClosed, "y")
		isError(t, "closed", n.Close(s.ctx), cluster.OpClose, cluster.ErrClosed, "")
	})
}

func second[T any](_ T, err error) error { return err }

func isError(t *testing.T, what string, err error, op cluster.Op, want error, center string) {
	t.Helper()
	e, ok := errors.AsType[*cluster.Error](err)
	if !ok || !errors.Is(err, want) || e.Op != op || e.Center != center {
		t.Errorf("%s: got %v, want a *cluster.Error of %s that is %v, about %q", what, err, op, want, center)
	}
}

// TestDamagedLog: a damaged center is read-only on every node, and says so; and it can be opened on no further one.
func TestDamagedLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, "n1", "n2")
		for _, node := range []string{"n1", "n2"} {
			s.do(s.center(node, "x"), enqueue("c-"+node))
		}
		rec := journal.NewRecord("x", []byte("this is no record of a center"))
		if _, err := s.journal.Append(s.ctx, "center/x", s.center("n1", "x").Version(), rec); err != nil {
			t.Fatal(err)
		}
		for _, node := range []string{"n1", "n2"} {
			isDamage(t, s.center(node, "x").Do(s.ctx, enqueue("d")))
		}
		n := s.start("n3")
		err := second(n.Center(s.ctx, "x"))
		isError(t, "damaged", err, cluster.OpCenter, cluster.ErrOpen, "x")
		isDamage(t, err)
		s.do(s.center("n1", "y"), enqueue("c"))
	})
}

func isDamage(t *testing.T, err error) {
	t.Helper()
	if _, damaged := errors.AsType[*routing.DamageError](err); !damaged || !errors.Is(err, routing.ErrReadOnly) {
		t.Errorf("got %v, want %v for damage", err, routing.ErrReadOnly)
	}
}

// TestManyCenters spreads centers over nodes, kills one, adds one, and closes one.
func TestManyCenters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const centers = 1000
		s := newSite(t, "n1", "n2", "n3", "n4", "n5")
		s.setup = nil
		for i := range centers {
			if err := s.leases.Renew(s.ctx, lease.Node{ID: "registrar"}); err != nil {
				t.Fatal(err)
			}
			if _, err := s.leases.Claim(s.ctx, centerID(i), "registrar"); err != nil {
				t.Fatal(err)
			}
		}
		s.leases.Leave(s.ctx, "registrar")
		settle := func(what string, longest time.Duration) {
			t.Helper()
			took := s.await(what, longest, func() bool {
				total, fair := 0, true
				for _, n := range s.nodes {
					leads := len(n.Leads())
					total += leads
					fair = fair && leads > centers/len(s.nodes)*3/4 && leads < centers/len(s.nodes)*5/4
				}
				return total == centers && fair
			})
			if leaders := s.leaders(); len(leaders) != centers {
				t.Errorf("%s: %d centers are led", what, len(leaders))
			}
			t.Logf("%s: %v", what, took)
		}
		settle("all led", 2*ttl)
		s.kill("n1")
		settle("after a kill", ttl+ttl/2)
		s.start("n6")
		settle("after a node came", 3*ttl)
		s.stop("n2")
		settle("after a node left", ttl/2)
		for i := range 10 {
			s.do(s.center(fmt.Sprintf("n%d", 3+i%4), centerID(i*97)), routing.SetQueue{Queue: routing.Queue{ID: "q", Channel: contact.Chat}})
		}
	})
}
