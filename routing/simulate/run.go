package simulate

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Run simulates the scenario's days and returns what came out per day. The result depends on the scenario and the
// seed alone. It returns a *ScenarioError for a scenario that is not valid, the *routing.Error of a command of
// Setup that the Floor refuses, or the context's error.
func Run(ctx context.Context, s Scenario, seed uint64) (Result, error) {
	c, days, err := simulate(ctx, &s, seed)
	if err != nil {
		return Result{}, err
	}
	return newResult(c, days), nil
}

// simulate returns what each day counted.
func simulate(ctx context.Context, s *Scenario, seed uint64) (*center, []tally, error) {
	if err := s.Validate(); err != nil {
		return nil, nil, err
	}
	c := newCenter(s)
	r := run{Scenario: s, center: c, seed: seed, days: make([]tally, s.days())}
	group, ctx := errgroup.WithContext(ctx)
	for range r.workers() {
		group.Go(func() error { return r.work(ctx) })
	}
	if err := group.Wait(); err != nil {
		return nil, nil, err
	}
	return c, r.days, nil
}

// run is days on their way.
type run struct {
	*Scenario
	center *center
	seed   uint64
	days   []tally // by day

	mu   sync.Mutex
	next int // day to simulate
	done int
}

func (r *run) workers() int {
	n := r.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	return min(n, len(r.days))
}

// work simulates one day after another until there is none left.
func (r *run) work(ctx context.Context) error {
	d := newDay(r.center)
	for {
		n := r.take()
		if n == len(r.days) {
			return nil
		}
		if r.Observe != nil {
			d.observe = r.Observe(n)
		}
		if err := d.run(ctx, seedOf(r.seed, n)); err != nil {
			return err
		}
		r.days[n] = d.tally
		r.report()
	}
}

// take returns the next day to simulate.
func (r *run) take() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.next
	r.next = min(n+1, len(r.days))
	return n
}

func (r *run) report() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	if r.Progress != nil {
		r.Progress(r.done, len(r.days))
	}
}
