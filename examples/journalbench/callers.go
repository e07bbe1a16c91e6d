package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// figures are what a run gave.
type figures struct {
	Journal string        `json:"journal"`
	Callers int           `json:"callers"`
	Rate    float64       `json:"commands_per_second"`
	Appends float64       `json:"appends_per_second"`
	P50     time.Duration `json:"p50_ns"`
	P99     time.Duration `json:"p99_ns"`
	P999    time.Duration `json:"p999_ns"`
}

// counted counts the appends of a journal.
type counted struct {
	journal.Journal
	appends atomic.Int64
}

func (c *counted) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	c.appends.Add(1)
	return c.Journal.Append(ctx, stream, after, rec)
}

// drive has callers carry contacts through their lives, each with a queue and an agent of its own, for so long.
func drive(ctx context.Context, name string, j journal.Journal, callers int, long time.Duration) (figures, error) {
	c := &counted{Journal: j}
	center, err := routing.Open(ctx, routing.Config{
		ID: fmt.Sprintf("bench-%d-%s", callers, contact.NewID()), Journal: c, Setup: setup(callers), SnapshotEvery: -1,
		Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return figures{}, err
	}
	defer center.Close(context.WithoutCancel(ctx))
	if err := staff(ctx, center, callers); err != nil {
		return figures{}, err
	}
	appends, began := c.appends.Load(), time.Now()
	took := make([][]time.Duration, callers)
	errs := make([]error, callers)
	var wg sync.WaitGroup
	for n := range callers {
		wg.Go(func() { took[n], errs[n] = lives(ctx, center, n, began.Add(long)) })
	}
	wg.Wait()
	elapsed := time.Since(began).Seconds()
	all := slices.Concat(took...)
	slices.SortFunc(all, cmp.Compare)
	f := figures{
		Journal: name, Callers: callers, Rate: float64(len(all)) / elapsed, Appends: float64(c.appends.Load()-appends) / elapsed,
		P50: quantile(all, 0.5), P99: quantile(all, 0.99), P999: quantile(all, 0.999),
	}
	return f, errors.Join(errs...)
}

func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

func setup(callers int) []routing.Command {
	commands := []routing.Command{routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 1}}}}
	for n := range callers {
		commands = append(commands,
			routing.SetQueue{Queue: routing.Queue{ID: queue(n), Channel: contact.Chat}},
			routing.SetAgent{Agent: routing.Agent{ID: agent(n), Profile: "p", Queues: []routing.Serves{{Queue: queue(n)}}}})
	}
	return commands
}

func staff(ctx context.Context, center *routing.Center, callers int) error {
	errs := make([]error, callers)
	var wg sync.WaitGroup
	for n := range callers {
		wg.Go(func() {
			errs[n] = errors.Join(center.SignIn(ctx, agent(n)), center.SetState(ctx, agent(n), contact.Available, ""))
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

func queue(n int) contact.QueueID { return contact.QueueID(fmt.Sprintf("queue-%d", n)) }
func agent(n int) contact.AgentID { return contact.AgentID(fmt.Sprintf("agent-%d", n)) }

// lives carries one contact after the other through its life until a time, and returns how long each command took.
func lives(ctx context.Context, center *routing.Center, n int, until time.Time) (took []time.Duration, err error) {
	for time.Now().Before(until) {
		id := contact.ID(contact.NewID())
		for _, cmd := range []routing.Command{
			routing.Enqueue{Contact: id, Queue: queue(n)}, routing.Accept{Agent: agent(n), Contact: id},
			routing.End{Agent: agent(n), Contact: id}, routing.WrapUp{Agent: agent(n), Contact: id},
		} {
			began := time.Now()
			if err := center.Do(ctx, cmd); err != nil {
				return took, err
			}
			took = append(took, time.Since(began))
		}
	}
	return took, nil
}
