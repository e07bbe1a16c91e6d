package email

import "github.com/acdkit/acdkit/internal/machine"

// A Phase is where a thread stands.
type Phase uint8

// The phases.
const (
	Waiting Phase = iota // for an agent: in a queue, or offered
	Serving              // an agent has it
	Over                 // answered, ended without an answer, or closed; its mails may still be on their way
)

var phaseNames = [...]string{"waiting", "serving", "over"}

// String returns the phase's name, such as "serving".
func (p Phase) String() string {
	if int(p) < len(phaseNames) {
		return phaseNames[p]
	}
	return ""
}

// MarshalText writes String.
func (p Phase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// step is what moves a thread from one phase to another.
type step uint8

const (
	join step = iota
	transfer
	finish
)

func (s step) String() string { return [...]string{"agent-joins", "transfer", "end"}[s] }

var phases = machine.MustCompile(machine.Definition[Phase, step]{
	Name:    "thread",
	Initial: Waiting,
	Rules: []machine.Rule[Phase, step]{
		{Event: join, From: []Phase{Waiting}, To: Serving},
		{Event: transfer, From: []Phase{Waiting, Serving}, To: Waiting},
		{Event: finish, From: []Phase{Waiting, Serving}, To: Over},
	},
})

// Diagram returns the phases as a Mermaid diagram.
func Diagram() string { return phases.Mermaid() }
