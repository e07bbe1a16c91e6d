package metrics

import "time"

// Handling is the work on contacts that is done: each time an agent had a contact counts once, with all its times,
// when the agent's wrap-up for it ends. A contact that was transferred is handled by each of its agents.
//
// Average handle time is talk plus hold plus wrap-up over contacts handled (Cleveland, Call Center Management
// on Fast Forward; in the terms of Erlang, the mean service time).
type Handling struct {
	Handled int           `json:"handled"`
	Talk    time.Duration `json:"talk_ns"` // with the customer, hold left out; of a chat or email, the time in hand
	Hold    time.Duration `json:"hold_ns"`
	WrapUp  time.Duration `json:"wrapup_ns"`
}

// Add adds the work of another scope or span.
func (f *Handling) Add(o *Handling) {
	f.Handled += o.Handled
	f.Talk += o.Talk
	f.Hold += o.Hold
	f.WrapUp += o.WrapUp
}

// Time is the handle time of all contacts handled.
func (f *Handling) Time() time.Duration { return f.Talk + f.Hold + f.WrapUp }

// AverageTime is the average handle time (AHT); 0 if there is none.
func (f *Handling) AverageTime() time.Duration { return f.per(f.Time()) }

// AverageTalk is the average time with the customer.
func (f *Handling) AverageTalk() time.Duration { return f.per(f.Talk) }

// AverageHold is the time on hold over all contacts handled, those never on hold included.
func (f *Handling) AverageHold() time.Duration { return f.per(f.Hold) }

// AverageWrapUp is the average time of after-contact work.
func (f *Handling) AverageWrapUp() time.Duration { return f.per(f.WrapUp) }

func (f *Handling) per(d time.Duration) time.Duration { return per(d, f.Handled) }

// per returns a sum of times over a count, 0 if that is 0.
func per(d time.Duration, n int) time.Duration {
	if n == 0 {
		return 0
	}
	return d / time.Duration(n)
}
