// Package simulate answers what a staffing planner asks (what if three more agents, another strategy, a shorter offer?)
// with the very Floor that routes in production, in virtual time.
//
// There are three ways to ask.
//
// # A scenario
//
// [Run] simulates independent days of a [Scenario]: arrivals, groups of agents with shifts, handling, wrap-up and patience
// times, bots, missed offers. A day is one goroutine without sleeps: a heap of what is going to happen, and the Floor.
// Days run in parallel; the result depends on the scenario and the seed alone, on any number of cores.
//
//	result, err := simulate.Run(ctx, scenario, 1)
//	fmt.Println(result.ServiceLevel.Mean, "±", result.ServiceLevel.Half)
//
// [Compare] simulates variants on the same customers (common random numbers): what chance decides about a customer is
// drawn on its arrival, from random numbers of the customer's type, so that it does not depend on what the agents do.
// Differences between variants then have far narrower confidence intervals than the variants themselves.
//
// # A record
//
// [NewRecord] takes the log of a center apart into what people did, and what they timed it from; Replay has them do it
// again in a center that is different. A replay that changes nothing gives the log again, event for event.
//
//	record, err := simulate.NewRecord(simulate.RecordConfig{}, events)
//	more, err := record.MoreAgents("kim", 3)
//	outcome, err := record.Replay(ctx, simulate.WhatIf{More: more, Observe: observe})
//
// Give what Observe is told to a metrics.Metrics to see what came out.
//
// # A formula
//
// [ErlangC], [ErlangA], [ErlangB] and [MMCK] are the classic models of one queue in the long run, and [Staffing] finds
// the fewest agents that meet a goal by them. Simulated values are held against them in the package's tests.
//
// # What is simulated how
//
// Each type of contact has a queue of its own. Groups are tiers of it, in the type's order of Routing. An agent of a
// group is offered contacts as the Floor decides; the agent accepts after AnswerSeconds or misses the offer, falls into
// RONA and returns. A contact takes its handling time in the agent's hand, longer if there are others (Slowdown), then
// its wrap-up time. Customers who give up leave the queue. A shift that ends lets agents finish what they have.
//
// Means per period of a time are those of the period in which the contact arrives.
package simulate
