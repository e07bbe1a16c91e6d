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
}

// NewLive returns figures that are empty until Run.
func NewLive(cfg Config) *Live { return &Live{cfg: cfg, metrics: New(cfg)} }

// Run folds the center's log from its beginning on, and then what happens, until the context ends, whose error it
// returns, or the center's subscription does, such as with routing.ErrClosed. If the log was cut, the figures begin
// with what the center's state is now.
func (l *Live) Run(ctx context.Context, center *routing.Center) error {
	after := journal.Version(0)
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
		l.apply(batch.Events)
	}
	return nil
}

func (l *Live) apply(events []routing.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, ev := range events {
		l.metrics.Apply(ev)
	}
}

// begin starts anew from the center's state.
func (l *Live) begin(center *routing.Center) (after journal.Version, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.metrics = New(l.cfg)
	err = center.ViewAt(func(f *routing.Floor, version journal.Version) {
		l.metrics.Begin(f)
		after = version
	})
	return after, err
}

// Report returns the figures at a time, as Metrics.Report does.
func (l *Live) Report(at time.Time) Report {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.metrics.Report(at)
}
