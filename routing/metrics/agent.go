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
	passed := time.Duration(now - a.asOf)
	a.asOf = now
	switch a.state {
	case contact.Available:
		a.now.Available += passed
	case contact.Idle:
		a.now.Idle += passed
	case contact.RONA:
		a.now.RONA += passed
	}
	switch {
	case a.inHand > 0:
		a.now.Busy += passed
		a.now.InHand += passed * time.Duration(a.inHand)
	case a.state == contact.Available:
		a.now.Free += passed
	}
}

// turn closes an interval.
func (a *agent) turn(of span, keep int) {
	a.accrue(of.end)
	a.close(of, keep)
}
