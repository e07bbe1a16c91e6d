package opentelemetry

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing/metrics"
)

// observation is the figures of a center under observation.
type observation struct {
	*observed
	live   *metrics.Live
	now    func() time.Time
	before baseline
}

// baseline is what was counted before.
type baseline struct {
	from   time.Time // the beginning of the figures
	queues map[contact.QueueID]metrics.QueueFigures
}

func before(r metrics.Report) baseline {
	b := baseline{from: r.From, queues: make(map[contact.QueueID]metrics.QueueFigures, len(r.Queues))}
	for i := range r.Queues {
		b.queues[r.Queues[i].ID] = r.Queues[i].Total
	}
	return b
}

// of returns what was counted of a queue before; nothing of figures that have begun anew since.
func (b *baseline) of(queue contact.QueueID, from time.Time) (f metrics.QueueFigures) {
	if b.from.Equal(from) {
		f = b.queues[queue]
	}
	return f
}

// observe is what a collection calls. The collection waits for the Live, so nothing that runs inside the Live may wait
// for a collection.
func (o *observation) observe(_ context.Context, to metric.Observer) error {
	report := o.live.Totals(o.now())
	for i := range report.Queues {
		q := &report.Queues[i]
		before := o.before.of(q.ID, report.From)
		o.queue(to, q, &before)
	}
	o.staff(to, &report.Staff.Now)
	return nil
}

func (o *observation) queue(to metric.Observer, q *metrics.QueueReport, before *metrics.QueueFigures) {
	by := attributes(q.ID, q.Channel)
	for _, c := range o.counted {
		to.ObserveInt64(c.Int64Observable, int64(c.of(&q.Total)-c.of(before)), by)
	}
	for _, s := range o.standing {
		to.ObserveInt64(s.Int64Observable, int64(s.of(&q.Now)), by)
	}
	to.ObserveFloat64(o.longest, q.Now.LongestWait.Seconds(), by)
}

func (o *observation) staff(to metric.Observer, now *metrics.AgentNow) {
	for state, of := range states {
		to.ObserveInt64(o.agents, int64(of(now)), metric.WithAttributes(attribute.Stringer("state", state)))
	}
	to.ObserveInt64(o.busy, int64(now.Busy))
}
