package jetstream_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/acdkit/acdkit/routing"
)

// benchCluster starts three servers. The folder NATS_BENCH_DIR, if it is set, says which disk is measured; otherwise it is
// memory if there is one, and the figures are those of everything but the disk.
func benchCluster(b *testing.B) *natstest.Cluster {
	dir := os.Getenv("NATS_BENCH_DIR")
	if dir != "" {
		var err error
		if dir, err = os.MkdirTemp(dir, "bench"); err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { os.RemoveAll(dir) })
	}
	return natstest.NewConfig(b, natstest.Config{Servers: 3, Dir: dir})
}

// BenchmarkAppend is appends a second, of 300 bytes each, with three replicas, to many streams at once.
func BenchmarkAppend(b *testing.B) {
	c := benchCluster(b)
	for _, streams := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprintf("streams=%d", streams), func(b *testing.B) {
			nc := connect(b, c.URL())
			j := open(b, jetstream.Config{Conn: nc, Stream: newStore(b, nc)})
			data := make([]byte, 300)
			var wg sync.WaitGroup
			b.ResetTimer()
			for s := range streams {
				wg.Go(func() {
					for i := s; i < b.N; i += streams {
						rec := journal.NewRecord(contact.NewID(), data)
						if _, err := journal.Commit(b.Context(), j, fmt.Sprintf("center/%d", s), journal.Version(i/streams), rec); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
		})
	}
}

// BenchmarkRead is records a second of a stream that is read from its beginning.
func BenchmarkRead(b *testing.B) {
	c := benchCluster(b)
	j := open(b, jetstream.Config{Conn: connect(b, c.URL())})
	const records = 2000
	fill(b, j, "a", 0, records, 300)
	b.ResetTimer()
	for b.Loop() {
		if n := count(b, j, "a"); n != records {
			b.Fatal(n)
		}
	}
	b.ReportMetric(records*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkCenter is commands a second through a Center with three replicas, each goroutine carrying contacts through their lives.
func BenchmarkCenter(b *testing.B) {
	c := benchCluster(b)
	for _, callers := range []int{1, 16, 256, 4096} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			nc := connect(b, c.URL())
			j := open(b, jetstream.Config{Conn: nc, Stream: newStore(b, nc)})
			center := openCenter(b, j, callers)
			done := make(chan error, callers)
			b.ResetTimer()
			for g := range callers {
				go func() { done <- lives(b.Context(), center, g, b.N/callers+1) }()
			}
			for range callers {
				if err := <-done; err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N/callers+1)*float64(callers)/b.Elapsed().Seconds(), "commands/s")
		})
	}
}

// openCenter opens a center with a queue and an agent of its own for each caller.
func openCenter(b *testing.B, j journal.Journal, callers int) *routing.Center {
	setup := []routing.Command{routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 1}}}}
	for g := range callers {
		queue, agent := names(g)
		setup = append(setup,
			routing.SetQueue{Queue: routing.Queue{ID: queue, Channel: contact.Chat}},
			routing.SetAgent{Agent: routing.Agent{ID: agent, Profile: "p", Queues: []routing.Serves{{Queue: queue}}}},
			routing.SignIn{Agent: agent}, routing.SetState{Agent: agent, State: contact.Available},
		)
	}
	c, err := routing.Open(b.Context(), routing.Config{Journal: j, Setup: setup, SnapshotEvery: -1, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		c.Close(ctx)
	})
	return c
}

func names(g int) (contact.QueueID, contact.AgentID) {
	return contact.QueueID(fmt.Sprintf("queue-%d", g)), contact.AgentID(fmt.Sprintf("agent-%d", g))
}

// lives carries contacts through their lives until n commands were sent.
func lives(ctx context.Context, c *routing.Center, g, n int) error {
	queue, agent := names(g)
	for {
		id := contact.ID(contact.NewID())
		for _, cmd := range []routing.Command{
			routing.Enqueue{Contact: id, Queue: queue}, routing.Accept{Agent: agent, Contact: id},
			routing.End{Agent: agent, Contact: id}, routing.WrapUp{Agent: agent, Contact: id},
		} {
			if n--; n < 0 {
				return nil
			}
			if err := c.Do(ctx, cmd); err != nil {
				return err
			}
		}
	}
}
