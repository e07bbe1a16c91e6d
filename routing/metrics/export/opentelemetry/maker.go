package opentelemetry

import (
	"errors"
	"time"

	"go.opentelemetry.io/otel/metric"

	"github.com/acdkit/acdkit/routing/metrics"
)

// The units, in UCUM.
const (
	seconds  = "s"
	contacts = "{contact}"
	offers   = "{offer}"
	agents   = "{agent}"
)

// maker makes instruments and joins the errors of that.
type maker struct {
	meter metric.Meter
	err   error
}

func (m *maker) note(err error) { m.err = errors.Join(m.err, err) }

func (m *maker) counter(name, unit, about string) metric.Int64Observable {
	c, err := m.meter.Int64ObservableCounter(name, metric.WithUnit(unit), metric.WithDescription(about))
	m.note(err)
	return c
}

func (m *maker) upDown(name, unit, about string) metric.Int64Observable {
	c, err := m.meter.Int64ObservableUpDownCounter(name, metric.WithUnit(unit), metric.WithDescription(about))
	m.note(err)
	return c
}

func (m *maker) gauge(name, unit, about string) metric.Float64Observable {
	g, err := m.meter.Float64ObservableGauge(name, metric.WithUnit(unit), metric.WithDescription(about))
	m.note(err)
	return g
}

// measured is what the histograms are of.
var measured = [metrics.Measures]string{
	metrics.Answer:  "How long a contact waited until an agent accepted it.",
	metrics.Abandon: "How long a contact waited until its customer gave up.",
	metrics.Talk:    "How long an agent had a contact, without hold.",
	metrics.Hold:    "How long an agent had a contact on hold.",
	metrics.WrapUp:  "How long the wrap-up of a contact took.",
	metrics.Handle:  "Talk, hold and wrap-up of a contact with one agent together.",
}

func (m *maker) histograms(buckets []time.Duration) (all [metrics.Measures]metric.Float64Histogram) {
	bounds := make([]float64, len(buckets))
	for i, bucket := range buckets {
		bounds[i] = bucket.Seconds()
	}
	for i, about := range measured {
		h, err := m.meter.Float64Histogram("acdkit.queue."+metrics.Measure(i).String()+".duration",
			metric.WithUnit(seconds), metric.WithDescription(about), metric.WithExplicitBucketBoundaries(bounds...))
		m.note(err)
		all[i] = h
	}
	return all
}
