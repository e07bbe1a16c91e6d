package prometheus

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// series is one figure of a report of a queue or of agents.
type series[R any] struct {
	desc *prometheus.Desc
	kind prometheus.ValueType
	of   func(*R) float64
}

func describe[R any](ch chan<- *prometheus.Desc, all []series[R]) {
	for _, s := range all {
		ch <- s.desc
	}
}

// collect sends all series of a report.
func collect[R any](ch chan<- prometheus.Metric, all []series[R], r *R, since time.Time, labels ...string) {
	for _, s := range all {
		ch <- s.metric(s.of(r), since, labels)
	}
}

// metric returns the series' value, which has been counted since a time if it is a counter.
func (s *series[R]) metric(value float64, since time.Time, labels []string) prometheus.Metric {
	if s.kind != prometheus.CounterValue {
		return valid(prometheus.NewConstMetric(s.desc, s.kind, value, labels...))
	}
	return valid(prometheus.NewConstMetricWithCreatedTimestamp(s.desc, s.kind, value, since, labels...))
}

// valid makes an error, such as for a label that is not UTF-8, the scrape's.
func valid(m prometheus.Metric, err error) prometheus.Metric {
	if err != nil {
		return prometheus.NewInvalidMetric(prometheus.NewInvalidDesc(err), err)
	}
	return m
}
