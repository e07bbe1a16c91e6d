package httprpc_test

import (
	"context"
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

func measure(b *testing.B, transport func(string) cluster.Transport, leads bool, callers int) {
	var log journal.Memory
	var table lease.Memory
	center := map[bool]*routing.Center{} // by whether it leads
	for i := range 2 {
		n, err := cluster.Start(b.Context(), cluster.Config{
			Leases: &table, Transport: transport(fmt.Sprint(b.Name(), i)), Logger: slog.New(slog.DiscardHandler),
			Center: func(string) routing.Config {
				return routing.Config{Journal: &log, SnapshotEvery: -1, Setup: []routing.Command{
					routing.SetQueue{Queue: routing.Queue{ID: "q", Channel: contact.Chat}},
				}}
			},
		})
		if err != nil {
			b.Fatal(err)
		}
		defer n.Close(context.Background())
		c, err := n.Center(b.Context(), "x")
		if err != nil {
			b.Fatal(err)
		}
		leads, _ := c.Role()
		center[leads] = c
	}
	if len(center) != 2 {
		b.Fatal("not one leads and the other follows")
	}
	b.ResetTimer()
	var next atomic.Int64
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
				id := contact.ID(fmt.Sprint("c", i))
				if err := center[leads].Do(b.Context(), routing.Enqueue{Contact: id, Queue: "q"}); err != nil {
					b.Errorf("Do failed: %v", err)
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
}
