package opentelemetry

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing/metrics"
)

// figure is one number of a report.
type figure[R any] struct {
	name, unit, about string
	of                func(*R) int
}

// counted is what happened in a queue.
var counted = []figure[metrics.QueueFigures]{
	{"entered", contacts, "Contacts that entered the queue: arrivals, overflow, transfers.",
		func(f *metrics.QueueFigures) int { return f.Entered }},
	{"answered", contacts, "Contacts that an agent accepted.",
		func(f *metrics.QueueFigures) int { return f.Answered }},
	{"answered_in_target", contacts, "Contacts that an agent accepted within the queue's target.",
		func(f *metrics.QueueFigures) int { return f.AnsweredInTarget }},
	{"abandoned", contacts, "Contacts whose customer gave up waiting.",
		func(f *metrics.QueueFigures) int { return f.Abandoned }},
	{"abandoned_in_target", contacts, "Contacts whose customer gave up within the queue's target.",
		func(f *metrics.QueueFigures) int { return f.AbandonedInTarget }},
	{"abandoned_short", contacts, "Contacts whose customer gave up too soon to be answered.",
		func(f *metrics.QueueFigures) int { return f.AbandonedShort }},
	{"moved_in", contacts, "Contacts that came from another queue by overflow.",
		func(f *metrics.QueueFigures) int { return f.MovedIn }},
	{"moved_out", contacts, "Contacts that went to another queue by overflow.",
		func(f *metrics.QueueFigures) int { return f.MovedOut }},
	{"dropped", contacts, "Direct transfers that nobody accepted.",
		func(f *metrics.QueueFigures) int { return f.Dropped }},
	{"transfers_in", contacts, "Contacts that agents sent to the queue.",
		func(f *metrics.QueueFigures) int { return f.TransfersIn }},
	{"transfers_out", contacts, "Contacts that agents of the queue sent on.",
		func(f *metrics.QueueFigures) int { return f.TransfersOut }},
	{"handled", contacts, "Times that an agent was done with a contact, its wrap-up included.",
		func(f *metrics.QueueFigures) int { return f.Handling.Handled }},

	{"offers_made", offers, "Contacts and conference requests that agents were shown.",
		func(f *metrics.QueueFigures) int { return f.Offers.Made }},
	{"offers_accepted", offers, "Offers that agents accepted.",
		func(f *metrics.QueueFigures) int { return f.Offers.Accepted }},
	{"offers_missed", offers, "Offers that ran out and put their agent into RONA.",
		func(f *metrics.QueueFigures) int { return f.Offers.Missed }},
	{"offers_declined", offers, "Offers that agents declined.",
		func(f *metrics.QueueFigures) int { return f.Offers.Declined }},
	{"offers_withdrawn", offers, "Offers that ended without the agent's doing.",
		func(f *metrics.QueueFigures) int { return f.Offers.Withdrawn }},
}

// standing is how a queue stands.
var standing = []figure[metrics.QueueNow]{
	{"length", contacts, "Contacts that wait, those offered to an agent included.",
		func(n *metrics.QueueNow) int { return n.Length }},
	{"offered", contacts, "Contacts that wait and are offered to an agent.",
		func(n *metrics.QueueNow) int { return n.Offered }},
	{"in_hand", contacts, "Contacts of the queue that agents have: conversations and wrap-ups.",
		func(n *metrics.QueueNow) int { return n.InHand }},
}

// states are how many agents are in each state.
var states = map[contact.AgentState]func(*metrics.AgentNow) int{
	contact.SignedOut: func(n *metrics.AgentNow) int { return n.SignedOut },
	contact.Idle:      func(n *metrics.AgentNow) int { return n.Idle },
	contact.Available: func(n *metrics.AgentNow) int { return n.Available },
	contact.RONA:      func(n *metrics.AgentNow) int { return n.RONA },
}
