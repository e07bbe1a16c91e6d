package simulate

import "sort"

// Goal is traffic, and how well it is to be served.
type Goal struct {
	ArrivalsPerMinute float64 // as in Queue
	HandlingMinutes   float64 // as in Queue
	PatienceMinutes   float64 // as in ErlangA; nobody gives up if 0
	TargetSeconds     float64 // as in Queue

	ServiceLevel float64 // at least, below 1; any if 0
	MaxOccupancy float64 // at most; any if 0
	MaxAbandons  float64 // at most, as a share of arrivals; any if 0
}

// Staffing returns the fewest agents who meet a goal, at least one, by Erlang A, or Erlang C if nobody gives up;
// then they are more than the load in any case, or there would be no steady state. It returns a *QueueError for a
// goal that is not valid, or that a million agents do not meet.
func Staffing(g Goal) (int, error) {
	if err := g.Validate(); err != nil {
		return 0, err
	}
	most := 1
	for !g.met(most) {
		if most == MaxAgents {
			return 0, &QueueError{"Goal", "would take more than a million agents"}
		}
		most = min(2*most, MaxAgents)
	}
	return 1 + sort.Search(most-1, func(n int) bool { return g.met(n + 1) }), nil
}

// Validate reports the first thing that is wrong as a *QueueError; nil if nothing is.
func (g *Goal) Validate() error {
	q := g.queue(1)
	if err := q.Validate(); err != nil {
		return err
	}
	if err := checkPatience("PatienceMinutes", g.PatienceMinutes); err != nil {
		return err
	}
	switch {
	case !(g.ServiceLevel >= 0 && g.ServiceLevel < 1):
		return &QueueError{"ServiceLevel", "must be 0 to below 1"}
	case !(g.MaxOccupancy >= 0 && g.MaxOccupancy <= 1):
		return &QueueError{"MaxOccupancy", "must be 0 to 1"}
	case !(g.MaxAbandons >= 0 && g.MaxAbandons <= 1):
		return &QueueError{"MaxAbandons", "must be 0 to 1"}
	}
	return nil
}

func (g *Goal) queue(agents int) Queue {
	return Queue{g.ArrivalsPerMinute, g.HandlingMinutes, agents, g.TargetSeconds}
}

// met reports whether so many agents meet the goal. More agents then do, too: they shorten every wait.
func (g *Goal) met(agents int) bool {
	q := g.queue(agents)
	if g.PatienceMinutes == 0 && !q.stable() {
		return false
	}
	s := q.erlangA(g.PatienceMinutes)
	return s.ServiceLevel >= g.ServiceLevel &&
		(g.MaxOccupancy == 0 || s.Occupancy <= g.MaxOccupancy) &&
		(g.MaxAbandons == 0 || s.Abandons <= g.MaxAbandons)
}
