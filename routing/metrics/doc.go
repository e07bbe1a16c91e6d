// Package metrics turns the events of a center into the figures that contact centers are run by (R13): service level,
// speed of answer, abandonment, handle time, occupancy, offers and RONA, transfers, queue length and longest wait, per
// queue, channel and agent, in total and by interval.
//
// The definitions are code over the event log. A wallboard and last month's report are the same fold, [Metrics],
// once over events as they come and once over a stored log:
//
//	m := metrics.New(metrics.Config{Target: 30 * time.Second})
//	for _, ev := range events {
//		m.Apply(ev)
//	}
//	report := m.Report(time.Time{})
//	level := report.All.Total.ServiceLevel(metrics.OfOffered)
//
// [Live] does that for a routing.Center that runs:
//
//	live := metrics.NewLive(metrics.Config{})
//	go live.Run(ctx, center)
//	waiting := live.Report(time.Now()).All.Now.Length
//
// # What is counted, and when
//
// [QueueFigures] follow the customer: a wait from a contact's entering a queue to its answer or abandonment.
// [AgentFigures] follow the agent: where time goes. [Handling] joins both: talk, hold and wrap-up of each agent's work
// on a contact. Everything is counted in the interval in which it happens or ends, and past intervals never change;
// so a contact that arrives in one interval and is answered in the next counts as Entered in the first and as
// Answered in the second. Shares are therefore taken of what has ended: of offered means of answered and abandoned.
//
// Sums of times are [Sum], which has no practical limit: a time.Duration ends at 292 years, which 2,000 agents work in
// half a year. The figures of intervals, queues and agents add up to those of all, to the nanosecond. Shares and means
// are methods of the sums, so that they can be taken of whatever is added up.
//
// What a center refuses, such as a contact that finds its queue full, is not in its log, and not in the figures.
//
// # Sources
//
// The names are those of the field's reference works and products: B. Cleveland, Call Center Management on Fast
// Forward (4th ed., 2019); G. Koole, Call Center Optimization (2013); N. Gans, G. Koole and A. Mandelbaum, Telephone
// call centers: tutorial, review, and research prospects, Manufacturing & Service Operations Management 5(2), 2003;
// ISO 18295-1:2017 and the COPC CX Standard for what is measured; the metric definitions of Amazon Connect,
// Genesys Cloud and Cisco Unified Contact Center for how. Where these differ, the doc comment of a figure says
// which way it goes.
package metrics
