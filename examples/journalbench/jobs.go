package main

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// noop is a job that does nothing.
type noop struct{}

func (noop) Kind() string { return "noop" }

type worker struct {
	river.WorkerDefaults[noop]
	worked atomic.Int64
}

func (w *worker) Work(context.Context, *river.Job[noop]) error {
	w.worked.Add(1)
	return nil
}

// jobs returns how many jobs a second callers insert into River, one each at a time, while others work them, and how many
// are worked. River is the queue of jobs in PostgreSQL that Go developers use most.
func jobs(ctx context.Context, pool *pgxpool.Pool, callers int, long time.Duration) (inserted, worked float64, err error) {
	if err := migrate(ctx, pool); err != nil {
		return 0, 0, err
	}
	w := &worker{}
	workers := river.NewWorkers()
	river.AddWorker(workers, w)
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
		Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 1000}}, Workers: workers,
		FetchCooldown: 5 * time.Millisecond, FetchPollInterval: 50 * time.Millisecond, Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return 0, 0, err
	}
	if err := client.Start(ctx); err != nil {
		return 0, 0, err
	}
	defer client.StopAndCancel(context.WithoutCancel(ctx))
	return insert(ctx, client, w, callers, long)
}

func insert(ctx context.Context, client *river.Client[pgx.Tx], w *worker, callers int, long time.Duration) (inserted, worked float64, err error) {
	var count atomic.Int64
	var once sync.Once
	var wg sync.WaitGroup
	began := time.Now()
	for range callers {
		wg.Go(func() {
			for time.Since(began) < long {
				if _, failed := client.Insert(ctx, noop{}, nil); failed != nil {
					once.Do(func() { err = failed })
					return
				}
				count.Add(1)
			}
		})
	}
	wg.Wait()
	elapsed := time.Since(began).Seconds()
	return float64(count.Load()) / elapsed, float64(w.worked.Load()) / elapsed, err
}

func migrate(ctx context.Context, pool *pgxpool.Pool) error {
	m, err := rivermigrate.New(riverpgxv5.New(pool), nil)
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}
