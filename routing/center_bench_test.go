package routing_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// BenchmarkCenter is commands a second through a Center on the in-memory journal, from many
// goroutines at once, each carrying contacts through their lives.
func BenchmarkCenter(b *testing.B) {
	for _, goroutines := range []int{1, 16, 256, 4096} {
		b.Run(fmt.Sprintf("goroutines=%d", goroutines), func(b *testing.B) {
			c := openBench(b, goroutines)
			b.ReportAllocs()
			done := make(chan error, goroutines)
			var count atomic.Int64
			b.ResetTimer()
			for g := range goroutines {
				go func() { done <- lives(b.Context(), c, g, &count, int64(b.N)) }()
			}
			for range goroutines {
				if err := <-done; err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
		})
	}
}

// openBench opens a center with a queue and an agent of its own for each goroutine.
func openBench(b *testing.B, agents int) *routing.Center {
	setup := []routing.Command{routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 1}}}}
	for g := range agents {
		queue, agent := benchQueue(g), benchAgent(g)
		setup = append(setup,
			routing.SetQueue{Queue: routing.Queue{ID: queue, Channel: contact.Chat}},
			routing.SetAgent{Agent: routing.Agent{ID: agent, Profile: "p", Queues: []routing.Serves{{Queue: queue}}}},
			routing.SignIn{Agent: agent}, routing.SetState{Agent: agent, State: contact.Available},
		)
	}
	c, err := routing.Open(b.Context(), routing.Config{Journal: new(journal.Memory), Setup: setup, SnapshotEvery: -1})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { c.Close(context.Background()) })
	return c
}

func benchQueue(g int) contact.QueueID { return contact.QueueID(fmt.Sprintf("queue-%d", g)) }
func benchAgent(g int) contact.AgentID { return contact.AgentID(fmt.Sprintf("agent-%d", g)) }

// lives carries contacts through their lives until count commands were sent in all.
func lives(ctx context.Context, c *routing.Center, g int, count *atomic.Int64, limit int64) error {
	queue, agent := benchQueue(g), benchAgent(g)
	for {
		id := contact.ID(contact.NewID())
		for _, cmd := range []routing.Command{
			routing.Enqueue{Contact: id, Queue: queue}, routing.Accept{Agent: agent, Contact: id},
			routing.End{Agent: agent, Contact: id}, routing.WrapUp{Agent: agent, Contact: id},
		} {
			if count.Add(1) > limit {
				return nil
			}
			if err := c.Do(ctx, cmd); err != nil {
				return err
			}
		}
	}
}
