package simulate

import (
	"cmp"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// expiry is a time at which something expired.
type expiry struct {
	at  int64
	act bool // by a Tick; or else it may have been due, and some other command ended it
}

// pause is a time in which nobody led a center; it ended with a Resume.
type pause struct{ start, end int64 }

// tickLate is how late a shell may tick, by what a Center does: later, it resumes.
const tickLate = time.Second

// expired notes that something expired: a Tick is a command like any other, with a place among those of its time.
func (r *Record) expired(at int64) {
	r.ticks = append(r.ticks, expiry{at, true})
	r.acts = append(r.acts, act{command: routing.Tick{}, at: at})
}

// released reports whether, at the same time, the agent whom contacts were held for goes away, which ends that.
func released(by contact.AgentID, at time.Time, behind []routing.Event) bool {
	for i := range behind {
		switch p := behind[i].Payload.(type) {
		case routing.HoldEnded:
		case routing.AgentStateSet:
			return p.Agent == by && behind[i].At.Equal(at)
		default:
			return false
		}
	}
	return false
}

// tickAt returns when the Floor is given a Tick for what is due next, and whether that comes last of what is done at
// that time: at once, but not while nobody led the center. If the record has a Tick shortly after, what is due is left
// to that one, which has its place among the acts; and what a command makes overdue waits for the next batch.
func (p *replay) tickAt() (at int64, last, due bool) {
	deadline, waits := p.floor.Deadline()
	if !waits {
		return 0, false, false
	}
	at = p.led(max(deadline.UnixNano(), p.now))
	if recorded, found := p.expiryAfter(at); found && recorded-at <= int64(tickLate) {
		return recorded, true, true
	}
	return at, deadline.UnixNano() <= p.now, true
}

// led returns a time, or, if nobody led the center then, when somebody did again.
func (p *replay) led(at int64) int64 {
	i, _ := slices.BinarySearchFunc(p.pauses, at, func(out pause, at int64) int { return cmp.Compare(out.end, at) })
	if i < len(p.pauses) && at > p.pauses[i].start {
		return p.pauses[i].end
	}
	return at
}

// expiryAfter returns when the record next has something expire, from a time on.
func (p *replay) expiryAfter(at int64) (next int64, found bool) {
	to := p.ticks[p.ticked:]
	i, _ := slices.BinarySearchFunc(to, at, func(e expiry, at int64) int { return cmp.Compare(e.at, at) })
	for ; i < len(to); i++ {
		if to[i].act || to[i].at > p.now {
			return to[i].at, true
		}
	}
	return 0, false
}

// tick does a Tick of the record.
func (p *replay) tick(at int64) error {
	for !p.ticks[p.ticked].act {
		p.ticked++
	}
	p.ticked++
	return p.step(at, routing.Tick{})
}

// resumes reports whether a plan moves what is due, and so comes before it.
func (p *replay) resumes(next plan) bool {
	_, resumes := p.planned[next.who].command.(routing.Resume)
	return resumes
}
