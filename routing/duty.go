package routing

import (
	"slices"

	"github.com/acdkit/acdkit/contact"
)

// The commands about an agent's state.
type (
	// SignIn brings an agent to work, Idle.
	SignIn struct {
		Agent contact.AgentID `json:"agent"`
	}
	// SignOut ends an agent's work. It is refused while contacts are in hand; offers are withdrawn.
	SignOut struct {
		Agent contact.AgentID `json:"agent"`
	}
	// SetState puts an agent into Available or Idle at the agent's own wish, out of RONA too (S6).
	// Offers that are pending are withdrawn without RONA (D9); contacts in hand go on (S7).
	SetState struct {
		Agent contact.AgentID    `json:"agent"`
		State contact.AgentState `json:"state"`
		Code  string             `json:"code,omitempty"` // of Idle
	}
	// SetNextState asks for Available or Idle when the work in hand ends, at once if there is none
	// (R8). An agent who asked for Idle is offered nothing more.
	SetNextState struct {
		Agent contact.AgentID    `json:"agent"`
		State contact.AgentState `json:"state"`
		Code  string             `json:"code,omitempty"`
	}
	// ForceState puts an agent into Available or Idle by a supervisor (R9); never into RONA (S4).
	ForceState struct {
		Supervisor contact.AgentID    `json:"supervisor"`
		Agent      contact.AgentID    `json:"agent"`
		State      contact.AgentState `json:"state"`
		Code       string             `json:"code,omitempty"`
	}
)

// The events of an agent's state.
type (
	// AgentStateSet says where an agent stands from now on.
	AgentStateSet struct {
		Agent contact.AgentID    `json:"agent" cbor:"1,keyasint"`
		State contact.AgentState `json:"state" cbor:"2,keyasint"`
		Code  string             `json:"code,omitempty" cbor:"3,keyasint,omitempty"`
		By    contact.AgentID    `json:"by,omitempty" cbor:"4,keyasint,omitempty"` // the supervisor who forced it
	}
	// NextStateSet says which state an agent asked for; with SignedOut, none any more.
	NextStateSet struct {
		Agent contact.AgentID    `json:"agent" cbor:"1,keyasint"`
		State contact.AgentState `json:"state" cbor:"2,keyasint"`
		Code  string             `json:"code,omitempty" cbor:"3,keyasint,omitempty"`
	}
)

func (c SignIn) step(f *Floor) error {
	a := f.agent(c.Agent)
	switch {
	case a == nil:
		return ErrUnknownAgent
	case !a.Can(contact.SignIn):
		return stateError(a)
	}
	f.setState(a, contact.Stand{State: contact.Idle}, "")
	return nil
}

func (c SignOut) step(f *Floor) error {
	a := f.agent(c.Agent)
	switch {
	case a == nil:
		return ErrUnknownAgent
	case !a.Can(contact.SignOut):
		return stateError(a)
	case a.working():
		return ErrHasWork
	}
	f.setState(a, contact.Stand{State: contact.SignedOut}, "")
	return nil
}

func (c SetState) step(f *Floor) error {
	return f.request(c.Agent, contact.Stand{State: c.State, Code: c.Code}, "")
}

func (c ForceState) step(f *Floor) error {
	if err := checkID(string(c.Supervisor)); err != nil {
		return err
	}
	return f.request(c.Agent, contact.Stand{State: c.State, Code: c.Code}, c.Supervisor)
}

// request puts an agent into Available or Idle at somebody's wish.
func (f *Floor) request(id contact.AgentID, to contact.Stand, by contact.AgentID) error {
	a := f.agent(id)
	if a == nil {
		return ErrUnknownAgent
	}
	if err := f.checkStand(a, to); err != nil {
		return err
	}
	if (contact.Stand{State: a.State(), Code: a.Code()}) != to {
		f.setState(a, to, by)
	} else if _, asked := a.Next(); asked {
		f.emit(NextStateSet{Agent: id})
	}
	return nil
}

func (c SetNextState) step(f *Floor) error {
	a := f.agent(c.Agent)
	if a == nil {
		return ErrUnknownAgent
	}
	to := contact.Stand{State: c.State, Code: c.Code}
	if err := f.checkStand(a, to); err != nil {
		return err
	}
	if a.State() == contact.RONA { // leaving RONA is a choice of now (S6)
		return stateError(a)
	}
	if !a.working() || (contact.Stand{State: a.State(), Code: a.Code()}) == to {
		return f.request(c.Agent, to, "")
	}
	if next, asked := a.Next(); !asked || next != to {
		f.emit(NextStateSet(c))
	}
	return nil
}

// checkStand refuses states that may not be chosen (S4), and idle codes that are not there.
func (f *Floor) checkStand(a *agent, to contact.Stand) error {
	switch {
	case to.State != contact.Available && to.State != contact.Idle, a.State() == contact.SignedOut:
		return stateError(a)
	case to.Code == "":
		return nil
	case to.State != contact.Idle || checkCode(to.Code) != nil:
		return ErrUnknownCode
	}
	if code, known := f.codes[to.Code]; len(f.codes) > 0 && (!known || code.Inactive) {
		return ErrUnknownCode
	}
	return nil
}

func checkCode(code string) error {
	if len(code) > contact.MaxCode || !printable(code) {
		return ErrInvalidID
	}
	return nil
}

func stateError(a *agent) error { return &Error{Code: ErrState, State: a.State().String()} }

// setState withdraws what is pending (D9, S7) and puts the agent into a state.
func (f *Floor) setState(a *agent, to contact.Stand, by contact.AgentID) {
	if to.State != contact.Available {
		f.withdrawAll(a)
		f.releaseHeld(a)
	}
	f.emit(AgentStateSet{Agent: a.ID(), State: to.State, Code: to.Code, By: by})
}

// withdrawAll ends an agent's pending offers, uncounted against anybody (S7, D9).
func (f *Floor) withdrawAll(a *agent) {
	for _, l := range slices.Clone(a.work) {
		if l.role == offered {
			f.endOffer(l.item, Withdrawn)
		}
	}
}

// releaseHeld lets the contacts that wait for one agent alone go to others (R5).
func (f *Floor) releaseHeld(a *agent) {
	for _, c := range f.match.held(a) {
		f.emit(HoldEnded{Contact: c.ID()})
	}
}

func (p AgentStateSet) apply(f *Floor) bool {
	a := f.agent(p.Agent)
	if a == nil || p.State > contact.RONA || a.State() == contact.SignedOut && p.State != contact.Idle {
		return false
	}
	if a.Fire(stateEvent(a.State(), p.State), p.Code) != nil {
		return false
	}
	a.ClearNext()
	a.changed = f.now
	if p.State == contact.Available {
		a.since = f.now
	}
	f.touch(a)
	return true
}

// stateEvent returns the event that leads from one state to another.
func stateEvent(from, to contact.AgentState) contact.AgentEvent {
	switch {
	case from == contact.SignedOut:
		return contact.SignIn
	case to == contact.Available:
		return contact.GoAvailable
	case to == contact.Idle:
		return contact.GoIdle
	case to == contact.RONA:
		return contact.MissOffer
	}
	return contact.SignOut
}

func (p NextStateSet) apply(f *Floor) bool {
	a := f.agent(p.Agent)
	if a == nil {
		return false
	}
	if p.State == contact.SignedOut {
		a.ClearNext()
	} else if a.AskNext(contact.Stand{State: p.State, Code: p.Code}) != nil {
		return false
	}
	f.touch(a)
	return true
}

func (c SignIn) about() Error       { return Error{Agent: c.Agent} }
func (c SignOut) about() Error      { return Error{Agent: c.Agent} }
func (c SetState) about() Error     { return Error{Agent: c.Agent} }
func (c SetNextState) about() Error { return Error{Agent: c.Agent} }
func (c ForceState) about() Error   { return Error{Agent: c.Agent} }
