package simulate

import (
	"strconv"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// WhatIf is what is different in a Replay. The zero value changes nothing.
type WhatIf struct {
	// Edit, if not nil, returns what is given to the Floor in place of a recorded command: another strategy, a shorter
	// offer. nil: nothing.
	Edit func(routing.Command) routing.Command
	// More is commands beside the recorded ones, such as those of MoreAgents.
	More []Timed
	// Drain is how long the replay goes on after the record's end.
	Drain time.Duration
	// How long an agent takes for what the record shows nobody do. DefaultReturn, DefaultHandle, none.
	Return time.Duration // from RONA to Available
	Handle time.Duration // a contact
	WrapUp time.Duration

	// Seed is of the random numbers for what the record does not tell, such as how long a conversation takes that was
	// not had.
	Seed uint64
	// Observe, if not nil, is given the events, step by step, in order; the slice is good during the call only.
	Observe func([]routing.Event)
}

// Timed is a command with its time.
type Timed struct {
	At      time.Time
	Command routing.Command
}

// Defaults of WhatIf.
const (
	DefaultReturn = time.Minute
	DefaultHandle = 5 * time.Minute
)

// Outcome says how a Replay went.
type Outcome struct {
	Commands int // given
	Refused  int // of them: by the Floor, because things went another way than recorded
	Open     int // contacts that are not closed at its end
}

// MoreAgents returns the commands by which more agents work just when an agent of the record did, for WhatIf.More.
// They have the agent's configuration, and the agent's id with +1, +2 and so on behind it. The error is a *routing.Error
// of code routing.ErrUnknownAgent if the record does not show how the agent was set up and came to work: one that begins
// with a snapshot may not.
func (r *Record) MoreAgents(like contact.AgentID, n int) ([]Timed, error) {
	if !r.shows(like) {
		return nil, &routing.Error{Code: routing.ErrUnknownAgent, Agent: like}
	}
	var more []Timed
	for i := range n {
		id := like + "+" + contact.AgentID(strconv.Itoa(i+1))
		for _, a := range r.acts {
			if cmd := another(a.command, like, id); cmd != nil && a.after.kind == never {
				more = append(more, Timed{time.Unix(0, a.at).UTC(), cmd})
			}
		}
	}
	return more, nil
}

// shows reports whether a record has an agent set up and come to work.
func (r *Record) shows(id contact.AgentID) bool {
	set := false
	for _, a := range r.acts {
		switch cmd := a.command.(type) {
		case routing.SetAgent:
			set = set || cmd.ID == id
		case routing.SignIn:
			if set && cmd.Agent == id {
				return true
			}
		}
	}
	return false
}

func (w WhatIf) withDefaults() WhatIf {
	if w.Return <= 0 {
		w.Return = DefaultReturn
	}
	if w.Handle <= 0 {
		w.Handle = DefaultHandle
	}
	return w
}
