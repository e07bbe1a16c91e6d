package prometheus

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/acdkit/acdkit/routing/metrics"
)

// Options say what is exposed. Zero fields take the defaults named beside them.
type Options struct {
	// Buckets are the upper bounds of the histograms. 1, 5, 10, 20 and 30 seconds; 1, 2, 5, 10 and 30 minutes; 1, 4
	// and 24 hours: from a call's wait to an email's. A time counts into its bucket right to 1 %, as
	// metrics.Distribution has it; the target of the service level has exact counters.
	Buckets []time.Duration

	// Agents adds how long each agent was in which state, with the agent's id as a label. Off: it is six series
	// for each agent, and about people.
	Agents bool

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

// Collector is the figures of a center as a prometheus.Collector. It is safe for concurrent use.
type Collector struct {
	live *metrics.Live
	opts Options
}

// New returns a Collector of the figures of a center.
func New(live *metrics.Live, opts Options) *Collector {
	return &Collector{live: live, opts: opts.withDefaults()}
}

// Describe sends the descriptions of all series there can be.
func (c *Collector) Describe(ch chan<- *prometheus.Desc) {
	describe(ch, queueSeries)
	for _, h := range queueHistograms {
		ch <- h.desc
	}
	describe(ch, staffSeries)
	if c.opts.Agents {
		describe(ch, agentSeries)
	}
}

// Collect sends the figures as they are now, all from one report.
func (c *Collector) Collect(ch chan<- prometheus.Metric) {
	report := c.live.Totals(c.opts.Now())
	for i := range report.Queues {
		q := &report.Queues[i]
		labels := []string{string(q.ID), q.Channel.String()}
		collect(ch, queueSeries, q, report.From, labels...)
		for _, h := range queueHistograms {
			ch <- h.metric(&q.Total, c.opts.Buckets, report.From, labels)
		}
	}
	collect(ch, staffSeries, &report.Staff, report.From)
	if !c.opts.Agents {
		return
	}
	for i := range report.Agents {
		a := &report.Agents[i]
		collect(ch, agentSeries, a, report.From, string(a.ID))
	}
}
