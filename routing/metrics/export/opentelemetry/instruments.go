package opentelemetry

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/metric"

	"github.com/acdkit/acdkit/routing/metrics"
)

// ErrObserved says that Observe was called before.
var ErrObserved = errors.New("opentelemetry: instruments observe one center once")

// Options say how figures are recorded. Zero fields take the defaults named beside them.
type Options struct {
	// Buckets are the boundaries that are advised for histograms, ascending. 1, 5, 10, 20 and 30 seconds; 1, 2, 5,
	// 10 and 30 minutes; 1, 4 and 24 hours: from a call's wait to an email's. Views override them.
	Buckets []time.Duration

	Now func() time.Time // time.Now
}

func (o Options) withDefaults() Options {
	if len(o.Buckets) == 0 {
		o.Buckets = metrics.Buckets()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Instruments are the instruments of one center on a meter. It is safe for concurrent use.
type Instruments struct {
	meter    metric.Meter
	opts     Options
	times    [metrics.Measures]metric.Float64Histogram
	observed observed

	recording    atomic.Bool
	mu           sync.Mutex          // never held in Hook nor in a collection
	registration metric.Registration // nil until Observe
}

// New creates the instruments, all that there will be: a Hook that created one would wait for a collection, which may
// wait for the Hook. The error is the meter's.
func New(meter metric.Meter, opts Options) (*Instruments, error) {
	i := &Instruments{meter: meter, opts: opts.withDefaults()}
	m := maker{meter: meter}
	i.times = m.histograms(i.opts.Buckets)
	i.observed = m.observed()
	if m.err != nil {
		return nil, m.err
	}
	return i, nil
}

// Observe lets collections see the figures of a center, and the Hook record. What was counted before is left out of
// counters. It is for once; after that it returns ErrObserved. Any other error is the meter's.
func (i *Instruments) Observe(live *metrics.Live) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.registration != nil {
		return ErrObserved
	}
	i.recording.Store(true)
	o := observation{observed: &i.observed, live: live, now: i.opts.Now, before: before(live.Totals(i.opts.Now()))}
	registration, err := i.meter.RegisterCallback(o.observe, i.observed.all...)
	if err != nil {
		i.recording.Store(false)
		return err
	}
	i.registration = registration
	return nil
}

// Close ends what Observe began: collections see nothing of the center any more, and the Hook records nothing. The error
// is the meter's.
func (i *Instruments) Close() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.recording.Store(false)
	if i.registration == nil {
		return nil
	}
	return i.registration.Unregister()
}
