package email

import "time"

// Retry is when a mail that a mail system does not take for now is tried again (RFC 5321 4.5.4.1). Zero fields take the
// defaults named beside them.
type Retry struct {
	First time.Duration `json:"first_ns,omitempty"` // the pause after the first try; it doubles from try to try; 30 seconds
	Max   time.Duration `json:"max_ns,omitempty"`   // the longest pause; 30 minutes
	For   time.Duration `json:"for_ns,omitempty"`   // since the agent has sent it; then it has failed; 24 hours
}

func (r Retry) withDefaults() Retry {
	if r.First <= 0 {
		r.First = 30 * time.Second
	}
	if r.Max <= 0 {
		r.Max = 30 * time.Minute
	}
	if r.For <= 0 {
		r.For = 24 * time.Hour
	}
	return r
}

// Pause returns how long to wait after so many tries that failed.
func (r Retry) Pause(tries int) time.Duration {
	r = r.withDefaults()
	pause := r.First
	for ; tries > 1 && pause < r.Max; tries-- {
		pause *= 2
	}
	return min(pause, r.Max)
}
