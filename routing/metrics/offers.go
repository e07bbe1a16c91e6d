package metrics

import (
	"math"

	"github.com/acdkit/acdkit/routing"
)

// Offers counts contacts and conference requests that agents were shown. What is not accepted, missed, declined or
// withdrawn is still live.
type Offers struct {
	Made        int `json:"made"`
	Conferences int `json:"conferences"` // of Made: requests to join one (K2)
	Accepted    int `json:"accepted"`
	Missed      int `json:"missed"` // ran out: each put its agent into RONA (O4)
	Declined    int `json:"declined"`
	Withdrawn   int `json:"withdrawn"` // because the agent's state changed, or the contact went away
}

// Add adds the offers of another scope or span.
func (f *Offers) Add(o *Offers) {
	f.Made += o.Made
	f.Conferences += o.Conferences
	f.Accepted += o.Accepted
	f.Missed += o.Missed
	f.Declined += o.Declined
	f.Withdrawn += o.Withdrawn
}

// AnswerRate is the share of offers that were accepted, of those that agents could have accepted: Accepted over
// Accepted, Missed and Declined. NaN if there are none.
func (f *Offers) AnswerRate() float64 { return share(f.Accepted, f.Accepted+f.Missed+f.Declined) }

func (f *Offers) made(kind routing.OfferKind) {
	f.Made++
	if kind == routing.ToConference {
		f.Conferences++
	}
}

func (f *Offers) ended(cause routing.Cause) {
	switch cause {
	case routing.Missed:
		f.Missed++
	case routing.Declined:
		f.Declined++
	case routing.Withdrawn:
		f.Withdrawn++
	}
}

// share returns n of all, NaN if all is none.
func share(n, all int) float64 {
	if all <= 0 {
		return math.NaN()
	}
	return float64(n) / float64(all)
}
