package metrics

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// Live keeps the figures of a Center that runs. It is safe for concurrent use.
type Live struct {
	cfg Config

	mu      sync.Mutex
	metrics *Metrics
	version journal.Version
}

// NewLive returns figures that are empty until Run.
func NewLive(cfg Config) *Live { return &Live{cfg: cfg, metrics: New(cfg)} }

// Run folds the center's log from its beginning on, and then what happens, until the context ends, whose error it
// returns, or the center's subscription does, such as with routing.ErrClosed. If the log was cut, the figures begin
// with what the center's state is now, which Run cannot have while the center's journal fails: it returns that
// routing.ErrUnavailable too. Each Run begins anew; there must be one at a time.
func (l *Live) Run(ctx context.Context, center *routing.Center) error {
	after := journal.Version(0)
	l.reset()
	for {
		err := l.follow(ctx, center, after)
		if !errors.Is(err, journal.ErrTrimmed) {
			return err
		}
		if after, err = l.begin(center); err != nil {
			return err
		}
	}
}

func (l *Live) follow(ctx context.Context, center *routing.Center, after journal.Version) error {
	for batch, err := range center.Subscribe(ctx, after) {
		if err != nil {
			return err
		}
		l.apply(batch)
	}
	return nil
}

func (l *Live) apply(batch routing.Batch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, ev := range batch.Events {
		l.metrics.Apply(ev)
	}
	l.version = batch.Version
}

func (l *Live) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.metrics, l.version = New(l.cfg), 0
}

// begin starts anew from the center's state.
func (l *Live) begin(center *routing.Center) (after journal.Version, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.metrics = New(l.cfg)
	err = center.ViewAt(func(f *routing.Floor, version journal.Version) {
		l.metrics.Begin(f)
		l.version = version
	})
	return l.version, err
}

// Report returns the figures at a time, as Metrics.Report does.
func (l *Live) Report(at time.Time) Report {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.metrics.Report(at)
}

// Totals returns the figures at a time without intervals, as Metrics.Totals does.
func (l *Live) Totals(at time.Time) Report {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.metrics.Totals(at)
}

// Version returns the version of the log that the figures have come to. They have caught up when it is that of the
// center.
func (l *Live) Version() journal.Version {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.version
}
