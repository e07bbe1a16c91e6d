package opentelemetry

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing/metrics"
)

// Hook records a time that was measured. It is for metrics.Config.Hook, and records nothing before Observe and after
// Close.
func (i *Instruments) Hook(s metrics.Sample) {
	if i.recording.Load() && int(s.Measure) < metrics.Measures {
		i.times[s.Measure].Record(context.Background(), s.Took.Seconds(), attributes(s.Queue, s.Channel))
	}
}

// attributes returns the attributes of a queue.
func attributes(queue contact.QueueID, channel contact.Channel) metric.MeasurementOption {
	return metric.WithAttributeSet(attribute.NewSet(
		attribute.String("queue", string(queue)), attribute.Stringer("channel", channel),
	))
}
