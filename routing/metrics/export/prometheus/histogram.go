package prometheus

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/acdkit/acdkit/routing/metrics"
)

// histogram is a distribution of times of a queue.
type histogram struct {
	desc *prometheus.Desc
	of   func(*metrics.QueueFigures) (times *metrics.Distribution, sum metrics.Sum)
}

// queueHistograms are the distributions of a queue.
var queueHistograms = []histogram{
	{
		queueDesc("answer_wait_seconds", "How long contacts waited until an agent accepted them."),
		func(f *metrics.QueueFigures) (*metrics.Distribution, metrics.Sum) { return &f.Answers, f.AnswerTime },
	},
	{
		queueDesc("abandon_wait_seconds", "How long contacts waited until their customer gave up."),
		func(f *metrics.QueueFigures) (*metrics.Distribution, metrics.Sum) {
			return &f.Abandons, f.AbandonTime
		},
	},
	{
		queueDesc("handle_seconds", "Talk, hold and wrap-up of a contact with one agent together."),
		func(f *metrics.QueueFigures) (*metrics.Distribution, metrics.Sum) {
			return &f.Handles, f.Handling.Time()
		},
	},
}

// metric returns the distribution of figures that have been counted since a time.
func (h *histogram) metric(f *metrics.QueueFigures, bounds []time.Duration, since time.Time, labels []string) prometheus.Metric {
	times, sum := h.of(f)
	buckets := make(map[float64]uint64, len(bounds))
	for _, bound := range bounds {
		buckets[bound.Seconds()] = uint64(times.Within(bound))
	}
	return valid(prometheus.NewConstHistogramWithCreatedTimestamp(
		h.desc, uint64(times.Count()), sum.Seconds(), buckets, since, labels...))
}
