package chat

import (
	"github.com/acdkit/acdkit/internal/machine"
)

// A Phase is where a conversation stands.
type Phase uint8

// The phases.
const (
	WithBot      Phase = iota // a bot answers the customer (B1)
	Waiting                   // for an agent: in a queue, or offered
	Serving                   // an agent has it
	Inviting                  // and has asked another agent to join (K3)
	Conferring                // who has joined: a conference (K1)
	CustomerGone              // the customer left, the agent has not ended it yet (W1, K8)
	Over
)

var phaseNames = [...]string{"with-bot", "waiting", "serving", "inviting", "conferring", "customer-gone", "over"}

// String returns the phase's name, such as "serving".
func (p Phase) String() string {
	if int(p) < len(phaseNames) {
		return phaseNames[p]
	}
	return ""
}

// MarshalText writes String.
func (p Phase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// step is what moves a conversation from one phase to another.
type step uint8

const (
	handOver step = iota
	join
	invite
	guestJoin
	guestLeave
	transfer
	customerLeave
	finish
)

func (s step) String() string {
	return [...]string{"hand-over", "agent-joins", "invite", "guest-joins", "guest-leaves", "transfer", "customer-leaves", "end"}[s]
}

var phases = machine.MustCompile(machine.Definition[Phase, step]{
	Name:    "conversation",
	Initial: WithBot,
	Rules: []machine.Rule[Phase, step]{
		{Event: handOver, From: []Phase{WithBot}, To: Waiting},
		{Event: join, From: []Phase{Waiting}, To: Serving},
		{Event: invite, From: []Phase{Serving}, To: Inviting},
		{Event: guestJoin, From: []Phase{Inviting}, To: Conferring},
		{Event: guestLeave, From: []Phase{Inviting, Conferring}, To: Serving},
		{Event: guestLeave, From: []Phase{CustomerGone}, To: CustomerGone},
		{Event: transfer, From: []Phase{Serving, Inviting, Conferring, CustomerGone}, To: Waiting},
		{Event: customerLeave, From: []Phase{Serving, Inviting, Conferring}, To: CustomerGone},
		{Event: finish, From: []Phase{WithBot, Waiting, Serving, Inviting, Conferring, CustomerGone}, To: Over},
	},
})

// Diagram returns the phases as a Mermaid diagram.
func Diagram() string { return phases.Mermaid() }
