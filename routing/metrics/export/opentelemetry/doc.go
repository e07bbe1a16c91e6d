// Package opentelemetry gives the figures of a center to OpenTelemetry: counts and queue lengths when they are collected,
// and waits, talk, hold, wrap-up and handle times, each as it ends, as histograms.
//
// Instruments come first, since the figures are made with their Hook:
//
//	instruments, err := opentelemetry.New(meter, opentelemetry.Options{})
//	live := metrics.NewLive(metrics.Config{Hook: instruments.Hook})
//	err = instruments.Observe(live)
//	defer instruments.Close()
//	go live.Run(ctx, center)
//
// The meter comes from any provider of go.opentelemetry.io/otel/metric, and so does where the figures go.
//
// # The instruments
//
//	acdkit.queue.entered, .answered, .abandoned, ...   counters, by queue and channel
//	acdkit.queue.length, .offered, .in_hand            up-down counters, by queue and channel
//	acdkit.queue.longest_wait                          a gauge in s, by queue and channel
//	acdkit.queue.answer.duration, .abandon, .talk,
//	    .hold, .wrapup, .handle                        histograms in s, by queue and channel
//	acdkit.agent.count                                 an up-down counter, by state
//	acdkit.agent.busy                                  an up-down counter
//
// Units are those of the Unified Code for Units of Measure. No attribute names an agent. One collection takes one Report,
// so that what is observed in it fits together; shares, such as the service level, are left to queries.
//
// # What a restart sees
//
// Counters and histograms count from Observe on, as OpenTelemetry wants it of a process that starts: not what a log of
// last month has, unless Observe comes before Run reads it.
//
// # Duties of the host
//
//  1. Call Observe before Run if the log begins with the process, or if totals are to go on where they were, for a
//     backend that takes no notice of when a process started; otherwise when the figures have caught up with the log.
//     They have when Live.Version is Center.Version.
//  2. Give each center a meter of its own, if there are several: its id is for WithInstrumentationAttributes, or for
//     the resource.
//  3. Close before the Live is given up.
package opentelemetry
