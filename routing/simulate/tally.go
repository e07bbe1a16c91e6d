package simulate

import "time"

// tally is what one day counted.
type tally struct {
	missed int
	kinds  []kindTally
	teams  []teamTally
}

type kindTally struct {
	arrivals, contained, blocked, abandoned, served, unserved, inTarget int

	wait float64 // of those served
}

// Sums of times are nanoseconds without a limit: an int64 ends at 292 years, which many agents work in a few days.
type teamTally struct{ busy, duty float64 }

func (t *tally) clear(c *center) {
	*t = tally{kinds: make([]kindTally, len(c.kinds)), teams: make([]teamTally, len(c.teams))}
}

// serve counts a customer who was answered.
func (t *kindTally) serve(wait, target int64) {
	t.served++
	t.wait += float64(wait)
	if wait <= target {
		t.inTarget++
	}
}

// all returns the sum over the types.
func (t *tally) all() kindTally {
	var sum kindTally
	for i := range t.kinds {
		k := &t.kinds[i]
		sum.arrivals += k.arrivals
		sum.contained += k.contained
		sum.blocked += k.blocked
		sum.abandoned += k.abandoned
		sum.served += k.served
		sum.unserved += k.unserved
		sum.inTarget += k.inTarget
		sum.wait += k.wait
	}
	return sum
}

func minutes(nanos float64) float64 { return nanos / float64(time.Minute) }
