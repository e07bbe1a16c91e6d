package metrics

import (
	"time"

	"github.com/acdkit/acdkit/contact"
)

// agent is one agent on the way.
type agent struct {
	id     contact.AgentID
	name   string
	state  contact.AgentState
	inHand int   // contacts
	asOf   int64 // when the times were right
	series[AgentFigures, *AgentFigures]
}

// accrue counts the time up to now.
func (a *agent) accrue(now int64) {
	if now <= a.asOf {
		return
	}
	took := time.Duration(now - a.asOf)
	passed := SumOf(took)
	a.asOf = now
	switch a.state {
	case contact.Available:
		a.now.Available.Add(passed)
	case contact.Idle:
		a.now.Idle.Add(passed)
	case contact.RONA:
		a.now.RONA.Add(passed)
	}
	switch {
	case a.inHand > 0:
		a.now.Busy.Add(passed)
		a.now.InHand.AddTimes(took, a.inHand)
	case a.state == contact.Available:
		a.now.Free.Add(passed)
	}
}

// turn closes an interval.
func (a *agent) turn(of span, keep int) {
	a.accrue(of.end)
	a.close(of, keep)
}
