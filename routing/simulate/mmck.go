package simulate

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// maxPlaces is how many can wait in MMCK.
const maxPlaces = 1_000_000

// MMCK returns what M/M/c/K is like: nobody gives up, and so many contacts can wait, besides those whom agents
// serve (K is places and agents together). Whoever comes then is blocked. Places are 0, which is ErlangB, to
// a million; Scenario.QueueCapacity counts the same places but says -1 for none. There is a steady state at any
// load. It returns a *QueueError for other numbers. (Cooper 1981, section 3.6; Gross, Shortle, Thompson and
// Harris, Fundamentals of Queueing Theory, 2008, section 2.5.)
func MMCK(q Queue, places int) (Steady, error) {
	if err := q.Validate(); err != nil {
		return Steady{}, err
	}
	if places < 0 || places > maxPlaces {
		return Steady{}, &QueueError{"places", "must be 0 to a million"}
	}
	return q.mmck(places), nil
}

// mmck sums over the contacts whom an arrival finds waiting: j of them with a weight of ratio^j, scaled so that the
// greatest is 1. Its own wait then has an Erlang distribution of j+1 phases.
func (q *Queue) mmck(places int) Steady {
	ratio, top := q.load()/float64(q.Agents), 0
	if ratio > 1 {
		top = places
	}
	weight := func(waiting int) float64 { return math.Pow(ratio, float64(waiting-top)) }
	free := inverseErlangB(q.load(), q.Agents-1) * weight(-1)
	var waits, minutes, inTarget float64
	for j := range places {
		w, ahead := weight(j), float64(j+1)
		waits += w
		minutes += w * ahead / q.rate()
		inTarget += w * mathext.GammaIncReg(ahead, q.rate()*q.target())
	}
	full := weight(places)
	share := func(weight float64) float64 { return weight / (free + waits + full) }
	atOnce := 1 / (1 + (waits+full)/free)
	s := Steady{
		Waits: share(waits), Blocked: share(full),
		Served: atOnce + share(waits), InTarget: atOnce + share(inTarget),
	}
	s.WaitMinutes = share(minutes) / s.Served
	s.AnswerMinutes = s.WaitMinutes
	return q.settle(s)
}
