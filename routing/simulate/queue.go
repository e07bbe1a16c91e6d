package simulate

import "fmt"

// Queue is one queue and the agents who serve it, in the long run: Poisson arrivals, exponential handling times, one
// contact at a time, first come, first served.
type Queue struct {
	ArrivalsPerMinute float64 // mean, 0 to 10 million
	HandlingMinutes   float64 // mean time of an agent for a contact, wrap-up included; above 0, to 10 million
	Agents            int     // 1 to MaxAgents
	TargetSeconds     float64 // of the service level, 0 to 600 million: contacts answered after at most that long are in target
}

// Steady is what a queue is like in the long run. Shares are of all arrivals, 0 to 1.
type Steady struct {
	Waits    float64 // share that neither is answered at once nor blocked
	Served   float64 // share answered; Served, Abandons and Blocked make 1
	Abandons float64 // share that gives up
	Blocked  float64 // share turned away
	InTarget float64 // share answered within the target

	ServiceLevel  float64 // InTarget over Served, as Result has it
	WaitMinutes   float64 // mean wait of those who are not blocked, until they are answered or give up
	AnswerMinutes float64 // mean wait of those served: the speed of answer
	Occupancy     float64 // share of their time that agents are busy
	Length        float64 // mean number of contacts that wait
}

// QueueError says what is wrong with the input of a queueing formula.
type QueueError struct {
	Field   string // or parameter
	Problem string
}

func (e *QueueError) Error() string { return fmt.Sprintf("simulate: queue: %s %s", e.Field, e.Problem) }

// Validate reports the first thing that is wrong as a *QueueError; nil if nothing is.
func (q *Queue) Validate() error {
	switch {
	case !(q.ArrivalsPerMinute >= 0 && q.ArrivalsPerMinute <= maxRate):
		return &QueueError{"ArrivalsPerMinute", "must be 0 to 10 million"}
	case !(q.HandlingMinutes > 0 && q.HandlingMinutes <= maxRate):
		return &QueueError{"HandlingMinutes", "must be above 0 and at most 10 million"}
	case q.Agents < 1 || q.Agents > MaxAgents:
		return &QueueError{"Agents", "must be 1 to a million"}
	case !(q.TargetSeconds >= 0 && q.TargetSeconds <= 60*maxRate):
		return &QueueError{"TargetSeconds", "must be 0 to 600 million"}
	}
	return nil
}

// load is the traffic in Erlang: as many agents would be busy if nobody had to wait.
func (q *Queue) load() float64 { return q.ArrivalsPerMinute * q.HandlingMinutes }

// rate is how many contacts a minute the agents are done with when all are busy.
func (q *Queue) rate() float64 { return float64(q.Agents) / q.HandlingMinutes }

// stable reports whether the agents can do all the work.
func (q *Queue) stable() bool { return q.ArrivalsPerMinute < q.rate() }

func (q *Queue) target() float64 { return q.TargetSeconds / 60 }

// settle adds what follows from the rest: by the conservation of work, and by Little's law.
func (q *Queue) settle(s Steady) Steady {
	s.ServiceLevel = s.InTarget / s.Served
	s.Occupancy = q.load() * s.Served / float64(q.Agents)
	s.Length = q.ArrivalsPerMinute * (s.Served + s.Abandons) * s.WaitMinutes
	return s
}
