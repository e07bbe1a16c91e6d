package auto

import "time"

// Allowance bounds automatic mail to one address: what makes a loop die out, whatever the other end says of itself
// (I13, RFC 3834 2). The zero value permits 3 a day.
type Allowance struct {
	Most   int           // so many
	Within time.Duration // in any time of this length
}

// Take asks whether one more may leave now, after those that left at earlier times, in any order. It returns the times to
// give the next time: now among them if it may leave, and none that no longer counts. A time in the future counts.
func (a Allowance) Take(now time.Time, earlier []time.Time) (times []time.Time, ok bool) {
	if a.Most <= 0 {
		a.Most = 3
	}
	if a.Within <= 0 {
		a.Within = 24 * time.Hour
	}
	for _, t := range earlier {
		if now.Sub(t) < a.Within {
			times = append(times, t)
		}
	}
	if len(times) >= a.Most {
		return times, false
	}
	return append(times, now), true
}
