package routing

import (
	"slices"

	"github.com/acdkit/acdkit/contact"
)

// Agent is an administrator's agent: what routing knows of a person.
type Agent struct {
	ID      contact.AgentID   `json:"id" cbor:"1,keyasint"`
	Name    string            `json:"name,omitempty" cbor:"2,keyasint,omitempty"` // display name
	Profile contact.ProfileID `json:"profile" cbor:"3,keyasint"`                  // channels and capacities (S1)
	Skills  []Skill           `json:"skills,omitempty" cbor:"4,keyasint,omitempty"`
	Queues  []Serves          `json:"queues,omitempty" cbor:"5,keyasint,omitempty"` // in the agent's own order; none: direct transfers and conferences only
	Takes   string            `json:"takes,omitempty" cbor:"6,keyasint,omitempty"`  // which waiting contact the agent is given (R2); Oldest
}

// Serves is an agent's place in a queue.
type Serves struct {
	Queue contact.QueueID `json:"queue" cbor:"1,keyasint"`
	Tier  int             `json:"tier,omitempty" cbor:"2,keyasint,omitempty"` // 1 (or 0) is served first; a backup tier only when no better one is free (R2)
}

// Limits of agents.
const (
	MaxQueues = 256 // queues of one agent
	MaxTier   = 16
)

// validate checks what can be checked without the queues and profiles.
func (a *Agent) validate() error {
	switch {
	case checkID(string(a.ID)) != nil:
		return ErrInvalidID
	case checkName(a.Name) != nil:
		return ErrInvalidName
	case len(a.Queues) > MaxQueues:
		return ErrTooMany
	case a.repeats():
		return ErrDuplicate
	}
	for _, s := range a.Queues {
		if s.Tier < 0 || s.Tier > MaxTier {
			return ErrInvalidAgent
		}
	}
	return checkSkills(a.Skills, 1)
}

// repeats reports whether the agent serves a queue twice.
func (a *Agent) repeats() bool {
	for i, s := range a.Queues {
		if slices.ContainsFunc(a.Queues[:i], func(o Serves) bool { return o.Queue == s.Queue }) {
			return true
		}
	}
	return false
}

// withDefaults returns the agent with its defaults filled in.
func (a Agent) withDefaults() Agent {
	if a.Takes == "" {
		a.Takes = Oldest
	}
	a.Skills, a.Queues = own(a.Skills), own(a.Queues)
	for i := range a.Queues {
		a.Queues[i].Tier = max(a.Queues[i].Tier, 1)
	}
	return a
}
