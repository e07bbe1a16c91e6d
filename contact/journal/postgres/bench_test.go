package postgres_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/routing"
	"github.com/jackc/pgx/v5/pgxpool"
)

// The benchmarks say how many appends, or commands, are done in a second, and how long one takes that is in the middle,
// or slower than 99 in 100. Compare with those of Commit, which are what the same server does with a row that is inserted
// by each of so many connections, prepared and without any version: about what pgbench would say.

// BenchmarkCommit is the raw rate of the server.
func BenchmarkCommit(b *testing.B) {
	for _, conns := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("connections=%d", conns), func(b *testing.B) {
			pool := newPool(b, server(b), fmt.Sprintf("pool_max_conns=%d", conns))
			table := newSchema()
			if _, err := pool.Exec(b.Context(), "CREATE TABLE "+table+" (writer int, data bytea)"); err != nil {
				b.Fatal(err)
			}
			insert := "INSERT INTO " + table + " VALUES ($1, $2)"
			drive(b, conns, func(ctx context.Context, writer int) error {
				_, err := pool.Exec(ctx, insert, writer, make([]byte, 128))
				return err
			})
		})
	}
}

// BenchmarkAppend has a writer for each stream, and records like those of a small group commit.
func BenchmarkAppend(b *testing.B) {
	for _, streams := range []int{1, 16, 256} {
		b.Run(fmt.Sprintf("streams=%d", streams), func(b *testing.B) {
			j := openDB(b, postgres.Config{Pool: newPool(b, server(b), "pool_max_conns=8"), Schema: newSchema()}).Journal()
			versions := make([]journal.Version, streams)
			drive(b, streams, func(ctx context.Context, w int) (err error) {
				rec := journal.NewRecord(contact.NewID(), make([]byte, 128))
				versions[w], err = j.Append(ctx, fmt.Sprintf("chat/%d", w), versions[w], rec)
				return err
			})
		})
	}
}

// BenchmarkCenter has callers that carry contacts through their lives, each with an agent and a queue.
func BenchmarkCenter(b *testing.B) {
	for _, callers := range []int{1, 256} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			c := openCenter(b, newPool(b, server(b), "pool_max_conns=8"), callers)
			next := make([]func() routing.Command, callers)
			for i := range next {
				next[i] = life(i)
			}
			drive(b, callers, func(ctx context.Context, i int) error { return c.Do(ctx, next[i]()) })
		})
	}
}

func openCenter(b *testing.B, pool *pgxpool.Pool, agents int) *routing.Center {
	setup := []routing.Command{routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 1}}}}
	for i := range agents {
		queue, agent := contact.QueueID(fmt.Sprint("queue-", i)), contact.AgentID(fmt.Sprint("agent-", i))
		setup = append(setup,
			routing.SetQueue{Queue: routing.Queue{ID: queue, Channel: contact.Chat}},
			routing.SetAgent{Agent: routing.Agent{ID: agent, Profile: "p", Queues: []routing.Serves{{Queue: queue}}}},
			routing.SignIn{Agent: agent}, routing.SetState{Agent: agent, State: contact.Available})
	}
	j := openDB(b, postgres.Config{Pool: pool, Schema: newSchema()}).Journal()
	c, err := routing.Open(b.Context(), routing.Config{Journal: j, Setup: setup})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { c.Close(context.Background()) })
	return c
}

// life returns the commands of one contact after another.
func life(i int) func() routing.Command {
	queue, agent := contact.QueueID(fmt.Sprint("queue-", i)), contact.AgentID(fmt.Sprint("agent-", i))
	step, id := -1, contact.ID("")
	return func() routing.Command {
		switch step = (step + 1) % 4; step {
		case 0:
			id = contact.ID(contact.NewID())
			return routing.Enqueue{Contact: id, Queue: queue}
		case 1:
			return routing.Accept{Agent: agent, Contact: id}
		case 2:
			return routing.End{Agent: agent, Contact: id}
		}
		return routing.WrapUp{Agent: agent, Contact: id}
	}
}

// drive has n workers do b.N things, each as fast as it can.
func drive(b *testing.B, n int, do func(ctx context.Context, worker int) error) {
	var left atomic.Int64
	left.Store(int64(b.N))
	took := make([][]time.Duration, n)
	var wg sync.WaitGroup
	b.ResetTimer()
	for w := range n {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				begin := time.Now()
				if err := do(b.Context(), w); err != nil {
					b.Error(err)
					return
				}
				took[w] = append(took[w], time.Since(begin))
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	report(b, took)
}
