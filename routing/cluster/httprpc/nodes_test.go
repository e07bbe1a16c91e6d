package httprpc_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/cluster"
	"github.com/acdkit/acdkit/routing/cluster/httprpc"
)

// BenchmarkCommands measures commands of many callers at once on the node that leads, and on the one that follows.
func BenchmarkCommands(b *testing.B) {
	networks := map[string]func(id string) cluster.Transport{
		"HTTP": func(string) cluster.Transport {
			return mount(b, (*httptest.Server).Start, httprpc.Config{Token: token})
		},
		"Local": new(cluster.Local).Transport,
	}
	for name, transport := range networks {
		for _, callers := range []int{1, 16, 256} {
			for _, role := range []string{"leader", "follower"} {
				b.Run(fmt.Sprintf("%s/%s/callers=%d", name, role, callers), func(b *testing.B) {
					measure(b, transport, role == "leader", callers)
				})
			}
		}
	}
}

// pair starts two nodes that have one center, and returns the center of the one that leads, and of the other.
func pair(t testing.TB, transport func(string) cluster.Transport) (leader, follower *routing.Center) {
	t.Helper()
	log, table := new(journal.Memory), new(lease.Memory)
	for i := range 2 {
		n, err := cluster.Start(t.Context(), cluster.Config{
			Leases: table, Transport: transport(fmt.Sprint(t.Name(), i)), Logger: slog.New(slog.DiscardHandler),
			Center: func(string) routing.Config {
				return routing.Config{Journal: log, SnapshotEvery: -1, Setup: []routing.Command{
					routing.SetQueue{Queue: routing.Queue{ID: "q", Channel: contact.Chat}},
				}}
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := n.Close(context.Background()); err != nil {
				t.Errorf("Close failed: %v", err)
			}
		})
		c, err := n.Center(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		if leads, _ := c.Role(); leads {
			leader = c
		} else {
			follower = c
		}
	}
	if leader == nil || follower == nil {
		t.Fatal("not one leads and the other follows")
	}
	return leader, follower
}

// TestNodes: commands of one node are done by the other, and so are refusals.
func TestNodes(t *testing.T) {
	leader, follower := pair(t, func(string) cluster.Transport {
		return mount(t, (*httptest.Server).Start, httprpc.Config{Token: token})
	})
	cmd := routing.Enqueue{Contact: "c", Queue: "q"}
	if err := follower.Do(t.Context(), cmd); err != nil {
		t.Errorf("Do failed: %v", err)
	}
	for _, c := range []*routing.Center{leader, follower} {
		if err := c.Do(t.Context(), cmd); !errors.Is(err, routing.ErrDuplicate) {
			t.Errorf("Do returned %v, want %v", err, routing.ErrDuplicate)
		}
	}
}

func measure(b *testing.B, transport func(string) cluster.Transport, leads bool, callers int) {
	to, follower := pair(b, transport)
	if !leads {
		to = follower
	}
	b.ResetTimer()
	var next atomic.Int64
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
				id := contact.ID(fmt.Sprint("c", i))
				if err := to.Do(b.Context(), routing.Enqueue{Contact: id, Queue: "q"}); err != nil {
					b.Errorf("Do failed: %v", err)
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
}
