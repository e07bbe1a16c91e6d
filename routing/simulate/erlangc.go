package simulate

import "math"

// ErlangC returns what M/M/c is like: nobody gives up, and any number can wait. If the load is as high as the number
// of agents or higher there is no steady state, and the queue grows for ever: waits and length are +Inf, the service
// level is 0, all agents are busy. It returns a *QueueError for a queue that is not valid.
//
// (Erlang 1917; Cooper, Introduction to Queueing Theory, 1981, section 3.6.)
func ErlangC(q Queue) (Steady, error) {
	if err := q.Validate(); err != nil {
		return Steady{}, err
	}
	return q.erlangC(), nil
}

func (q *Queue) erlangC() Steady {
	if !q.stable() {
		inf := math.Inf(1)
		return Steady{Waits: 1, Served: 1, WaitMinutes: inf, AnswerMinutes: inf, Occupancy: 1, Length: inf}
	}
	spare, busy := q.rate()-q.ArrivalsPerMinute, q.load()/float64(q.Agents)
	waits := 1 / (busy + (1-busy)*inverseErlangB(q.load(), q.Agents))
	return q.settle(Steady{
		Waits: waits, Served: 1,
		InTarget:    1 - waits*math.Exp(-spare*q.target()),
		WaitMinutes: waits / spare, AnswerMinutes: waits / spare,
	})
}
