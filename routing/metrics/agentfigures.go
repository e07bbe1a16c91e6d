package metrics

import "math"

// AgentFigures is what an agent did in a span of time. Figures of several agents or spans add up. Times within the span
// count as they pass, also of what is not done yet.
type AgentFigures struct {
	Available Sum `json:"available_seconds"` // in the state Available
	Idle      Sum `json:"idle_seconds"`      // in the state Idle
	RONA      Sum `json:"rona_seconds"`      // in the state RONA

	Busy   Sum `json:"busy_seconds"`    // with a contact in hand: talk, hold, conference, wrap-up; in whatever state
	Free   Sum `json:"free_seconds"`    // Available with nothing in hand
	InHand Sum `json:"in_hand_seconds"` // of all contacts in hand together

	Transfers int `json:"transfers"` // contacts that the agent, or a supervisor for the agent, sent on

	Offers   Offers   `json:"offers"`
	Handling Handling `json:"handling"`
}

// Add adds the figures of another agent or span.
func (f *AgentFigures) Add(o *AgentFigures) {
	f.Available.Add(o.Available)
	f.Idle.Add(o.Idle)
	f.RONA.Add(o.RONA)
	f.Busy.Add(o.Busy)
	f.Free.Add(o.Free)
	f.InHand.Add(o.InHand)
	f.Transfers += o.Transfers
	f.Offers.Add(&o.Offers)
	f.Handling.Add(&o.Handling)
}

// SignedIn is the time at work.
func (f *AgentFigures) SignedIn() Sum { return plus(f.Available, f.Idle, f.RONA) }

// Occupancy is the share of time with work in hand, of the time with work in hand or ready for it: Busy over Busy and
// Free. Breaks and RONA do not count, unless work goes on in them. (Cleveland; Koole, Call Center Optimization,
// 2013: the load that agents are under, rho in Erlang's formulas.) NaN if there is no such time.
func (f *AgentFigures) Occupancy() float64 { return ratio(f.Busy, plus(f.Busy, f.Free)) }

// Concurrency is how many contacts were in hand on average while any was; NaN if none was.
func (f *AgentFigures) Concurrency() float64 { return ratio(f.InHand, f.Busy) }

func ratio(a, b Sum) float64 {
	if b.Compare(Sum{}) <= 0 {
		return math.NaN()
	}
	return a.Seconds() / b.Seconds()
}

func (f *AgentFigures) add(o *AgentFigures) { f.Add(o) }

// idle reports whether the agent was not there.
func (f *AgentFigures) idle() bool { return *f == AgentFigures{} }
