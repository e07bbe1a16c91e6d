// Package prometheus exposes the figures of a center to Prometheus: contacts entered, answered and abandoned, waits and
// handle times, offers, transfers, queue lengths and agents by state.
//
// A [Collector] goes into a registry of github.com/prometheus/client_golang. Each scrape takes the Totals once, so that its
// series fit one another:
//
//	live := metrics.NewLive(metrics.Config{Target: 30 * time.Second})
//	go live.Run(ctx, center)
//	...
//	err := registry.Register(prometheus.New(live, prometheus.Options{}))
//	http.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
//
// Names are acdkit_queue_, acdkit_agents and acdkit_agent_ with base units, and _total for what only grows. Series of
// a queue have the labels queue, its id, and channel. Shares and means are left to queries, as they do not add up:
//
//	sum by (queue) (rate(acdkit_queue_answered_in_target_total[30m]))
//	  / sum by (queue) (rate(acdkit_queue_answered_total[30m]) + rate(acdkit_queue_abandoned_total[30m]))
//
// is the service level metrics.OfOffered, and
//
//	rate(acdkit_queue_answer_wait_seconds_sum[30m]) / rate(acdkit_queue_answer_wait_seconds_count[30m])
//
// the average speed of answer.
//
// # What a restart sees
//
// Totals come from the center's log. They go on after a restart where they were, and say when they began as created
// timestamps; figures of a log that was cut begin anew, which Prometheus takes for the reset of a counter.
//
// # Duties of the host
//
//  1. Register the Collector when the figures have caught up with the log, or answer no scrape before: totals on their
//     way up would be taken for a reset. They have when Live.Version is Center.Version.
//  2. Register more than one center through prometheus.WrapRegistererWith, with a label for the center's id: the
//     Collector has no constant labels.
//  3. Switch Options.Agents on only if the time that each agent works may be watched by whoever reads the metrics.
package prometheus
