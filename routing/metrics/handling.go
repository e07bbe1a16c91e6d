package metrics

import "time"

// Handling is the work on contacts that is done: each time an agent had a contact counts once, with all its times,
// when the agent's wrap-up for it ends. A contact that was transferred is handled by each of its agents.
//
// Average handle time is talk plus hold plus wrap-up over contacts handled (Cleveland, Call Center Management
// on Fast Forward; in the terms of Erlang, the mean service time).
type Handling struct {
	Handled int `json:"handled"`
	Talk    Sum `json:"talk_seconds"` // with the customer, hold left out; of a chat or email, the time in hand
	Hold    Sum `json:"hold_seconds"`
	WrapUp  Sum `json:"wrapup_seconds"`
}

// Add adds the work of another scope or span.
func (f *Handling) Add(o *Handling) {
	f.Handled += o.Handled
	f.Talk.Add(o.Talk)
	f.Hold.Add(o.Hold)
	f.WrapUp.Add(o.WrapUp)
}

// Time is the handle time of all contacts handled.
func (f *Handling) Time() Sum { return plus(f.Talk, f.Hold, f.WrapUp) }

// AverageTime is the average handle time (AHT); 0 if there is none.
func (f *Handling) AverageTime() time.Duration { return f.Time().Mean(f.Handled) }

// AverageTalk is the average time with the customer.
func (f *Handling) AverageTalk() time.Duration { return f.Talk.Mean(f.Handled) }

// AverageHold is the time on hold over all contacts handled, those never on hold included.
func (f *Handling) AverageHold() time.Duration { return f.Hold.Mean(f.Handled) }

// AverageWrapUp is the average time of after-contact work.
func (f *Handling) AverageWrapUp() time.Duration { return f.WrapUp.Mean(f.Handled) }

// done counts the work of one agent on one contact.
func (f *Handling) done(talk, hold, wrapUp time.Duration) {
	f.Handled++
	f.Talk.AddTime(talk)
	f.Hold.AddTime(hold)
	f.WrapUp.AddTime(wrapUp)
}
