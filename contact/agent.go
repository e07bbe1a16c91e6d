package contact

import "github.com/acdkit/acdkit/internal/machine"

// AgentState is where an agent stands (S3).
type AgentState uint8

// The states of an agent.
const (
	SignedOut AgentState = iota // not at work
	Idle                        // at work, not to be offered anything; carries an idle code
	Available                   // may be offered contacts (S2)
	RONA                        // ring on no answer: missed an offer; leaves by hand only (S4-S6)
)

// String returns signed-out, idle, available or rona.
func (s AgentState) String() string {
	return name(s, "signed-out", "idle", "available", "rona")
}

// MarshalText writes String.
func (s AgentState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText wrote; anything else is ErrUnknownName.
func (s *AgentState) UnmarshalText(text []byte) error { return parse(s, RONA, text, "agent state") }

// AgentEvent is what can happen to an agent's state.
type AgentEvent uint8

// The events of an agent. MissOffer is the system's alone: no command of an agent or a supervisor
// causes it (S4).
const (
	SignIn AgentEvent = iota
	SignOut
	GoAvailable
	GoIdle
	MissOffer
)

// String returns the event's name as diagrams and errors print it.
func (e AgentEvent) String() string {
	return name(e, "sign-in", "sign-out", "go-available", "go-idle", "miss-offer")
}

var agentTable = machine.MustCompile(machine.Definition[AgentState, AgentEvent]{
	Name:    "agent",
	Initial: SignedOut,
	Rules: []machine.Rule[AgentState, AgentEvent]{
		{Event: SignIn, From: []AgentState{SignedOut}, To: Idle},
		{Event: GoAvailable, From: []AgentState{Idle, RONA}, To: Available},
		{Event: GoIdle, From: []AgentState{Idle, Available, RONA}, To: Idle},
		{Event: MissOffer, From: []AgentState{Available}, To: RONA},
		{Event: SignOut, From: []AgentState{Idle, Available, RONA}, To: SignedOut},
	},
})

// AgentDiagram returns the agent's states as a Mermaid diagram.
func AgentDiagram() string { return agentTable.Mermaid() }

// MaxCode is the length in bytes that an idle code may have; whoever takes codes in checks it.
const MaxCode = 64

// Agent is the state machine of one agent. It is a value without locks: not safe for concurrent use.
// The zero value is a signed-out agent without an id.
type Agent struct {
	id       AgentID
	code     string
	nextCode string
	state    AgentState
	next     AgentState
	asked    bool // next is meant
}

// NewAgent returns a signed-out agent.
func NewAgent(id AgentID) *Agent { return &Agent{id: id} }

// RestoreAgent returns an agent as a snapshot describes it; next is nil if none was asked for.
func RestoreAgent(id AgentID, now Stand, next *Stand) *Agent {
	a := &Agent{id: id, state: now.State, code: now.Code}
	if next != nil {
		a.next, a.nextCode, a.asked = next.State, next.Code, true
	}
	return a
}

// Stand is an agent's state together with its idle code, which only Idle has.
type Stand struct {
	State AgentState `json:"state" cbor:"1,keyasint"`
	Code  string     `json:"code,omitempty" cbor:"2,keyasint,omitempty"`
}

// ID returns the agent's id.
func (a *Agent) ID() AgentID { return a.id }

// State returns where the agent stands.
func (a *Agent) State() AgentState { return a.state }

// Code returns the idle code; it is empty in every state but Idle.
func (a *Agent) Code() string { return a.code }

// Can reports whether the event may happen now.
func (a *Agent) Can(e AgentEvent) bool { return agentTable.Can(a.state, e) }

// Fire lets the event happen. The code is the idle code of GoIdle and ignored otherwise; an Idle
// agent changes its code by GoIdle. An event that may not happen now is refused with a
// *TransitionError and changes nothing. Signing out and falling into RONA forget a next state that
// was asked for: leaving RONA is manual (S6).
func (a *Agent) Fire(e AgentEvent, code string) error {
	to, err := agentTable.Next(a.state, e)
	if err != nil {
		return err
	}
	a.state, a.code = to, ""
	switch e {
	case GoIdle:
		a.code = code
	case SignOut, MissOffer:
		a.ClearNext()
	}
	return nil
}

// Next returns the state that the agent asked to be put into when its work ends (R8), and whether it
// asked for one.
func (a *Agent) Next() (next Stand, asked bool) {
	return Stand{State: a.next, Code: a.nextCode}, a.asked
}

// AskNext asks for a next state (R8), Available or Idle, of an agent who is Available or Idle. Its
// owner applies it with Fire and ClearNext when the agent's work ends. Anything else is refused
// with a *TransitionError.
func (a *Agent) AskNext(next Stand) error {
	if (next.State != Idle && next.State != Available) || (a.state != Idle && a.state != Available) {
		return &TransitionError{Machine: "agent", State: a.state.String(), Event: "next " + next.State.String()}
	}
	a.next, a.nextCode, a.asked = next.State, next.Code, true
	return nil
}

// ClearNext forgets a next state.
func (a *Agent) ClearNext() { a.next, a.nextCode, a.asked = 0, "", false }
