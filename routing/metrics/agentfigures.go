package metrics

import (
	"math"
	"time"
)

// AgentFigures is what an agent did in a span of time. Figures of several agents or spans add up. Times within the span
// count as they pass, also of what is not done yet.
type AgentFigures struct {
	Available time.Duration `json:"available_ns"` // in the state Available
	Idle      time.Duration `json:"idle_ns"`      // in the state Idle
	RONA      time.Duration `json:"rona_ns"`      // in the state RONA

	Busy   time.Duration `json:"busy_ns"`    // with a contact in hand: talk, hold, conference, wrap-up; in whatever state
	Free   time.Duration `json:"free_ns"`    // Available with nothing in hand
	InHand time.Duration `json:"in_hand_ns"` // of all contacts in hand together

	Transfers int `json:"transfers"` // contacts that the agent, or a supervisor for the agent, sent on

	Offers   Offers   `json:"offers"`
	Handling Handling `json:"handling"`
}

// Add adds the figures of another agent or span.
func (f *AgentFigures) Add(o *AgentFigures) {
	f.Available += o.Available
	f.Idle += o.Idle
	f.RONA += o.RONA
	f.Busy += o.Busy
	f.Free += o.Free
	f.InHand += o.InHand
	f.Transfers += o.Transfers
	f.Offers.Add(&o.Offers)
	f.Handling.Add(&o.Handling)
}

// SignedIn is the time at work.
func (f *AgentFigures) SignedIn() time.Duration { return f.Available + f.Idle + f.RONA }

// Occupancy is the share of time with work in hand, of the time with work in hand or ready for it: Busy over Busy and
// Free. Breaks and RONA do not count, unless work goes on in them. (Cleveland; Koole, Call Center Optimization,
// 2013: the load that agents are under, rho in Erlang's formulas.) NaN if there is no such time.
func (f *AgentFigures) Occupancy() float64 { return ratio(f.Busy, f.Busy+f.Free) }

// Concurrency is how many contacts were in hand on average while any was; NaN if none was.
func (f *AgentFigures) Concurrency() float64 { return ratio(f.InHand, f.Busy) }

func ratio(a, b time.Duration) float64 {
	if b <= 0 {
		return math.NaN()
	}
	return float64(a) / float64(b)
}

// idle reports whether the agent was not there.
func (f *AgentFigures) idle() bool { return *f == AgentFigures{} }
