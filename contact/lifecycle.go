package contact

import "github.com/acdkit/acdkit/internal/machine"

// State is where a contact is on its way (I6: in exactly one of these).
type State uint8

// The states of a contact.
const (
	Queued  State = iota // waits in a queue for an agent
	Offered              // shown to one agent, who may accept it until a deadline
	Active               // an agent owns it
	WrapUp               // nobody serves it any more; agents still owe wrap-up reasons
	Closed               // over
)

// String returns queued, offered, active, wrapup or closed, and the number of any other value.
func (s State) String() string {
	return name(s, "queued", "offered", "active", "wrapup", "closed")
}

// MarshalText writes String.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText wrote; anything else is ErrUnknownName.
func (s *State) UnmarshalText(text []byte) error { return parse(s, Closed, text, "contact state") }

// Event is what can happen to a contact.
type Event uint8

// The events of a contact.
const (
	Offer    Event = iota // shown to an agent
	Return                // the offer ended without an acceptance
	Accept                // the agent took it
	Transfer              // its owner, or a supervisor, sent it on: to a queue, or to be offered to one agent
	End                   // served or given up, and wrap-up is owed
	Close                 // nothing is owed any more
)

// String returns the event's name as diagrams and errors print it.
func (e Event) String() string {
	return name(e, "offer", "return", "accept", "transfer", "end", "close")
}

var lifecycle = machine.MustCompile(machine.Definition[State, Event]{
	Name:    "contact",
	Initial: Queued,
	Rules: []machine.Rule[State, Event]{
		{Event: Offer, From: []State{Queued}, To: Offered},
		{Event: Return, From: []State{Offered}, To: Queued},
		{Event: Accept, From: []State{Offered}, To: Active},
		{Event: Transfer, From: []State{Active}, To: Queued},
		{Event: End, From: []State{Queued, Active}, To: WrapUp},
		{Event: Close, From: []State{Queued, WrapUp}, To: Closed},
	},
})

// Diagram returns the contact's states as a Mermaid diagram.
func Diagram() string { return lifecycle.Mermaid() }

// GuestState is the place of a conference guest, Agent 2, on a contact (K1).
type GuestState uint8

// The states of the guest's place.
const (
	NoGuest GuestState = iota
	Invited            // conference requested: the place is held until Agent 2 accepts or the request expires
	Joined             // conference
)

// String returns none, invited or joined.
func (s GuestState) String() string { return name(s, "none", "invited", "joined") }

// MarshalText writes String.
func (s GuestState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText wrote; anything else is ErrUnknownName.
func (s *GuestState) UnmarshalText(text []byte) error { return parse(s, Joined, text, "guest state") }

// GuestEvent is what can happen to the guest's place.
type GuestEvent uint8

// The events of the guest's place.
const (
	Invite GuestEvent = iota // Agent 1 asks Agent 2 (K2)
	Join                     // Agent 2 accepts (K3)
	Leave                    // the request ends, Agent 2 leaves (K6), or Agent 1 ends the conference (K5)
)

// String returns the event's name as diagrams and errors print it.
func (e GuestEvent) String() string { return name(e, "invite", "join", "leave") }

var guestTable = machine.MustCompile(machine.Definition[GuestState, GuestEvent]{
	Name:    "guest",
	Initial: NoGuest,
	Rules: []machine.Rule[GuestState, GuestEvent]{
		{Event: Invite, From: []GuestState{NoGuest}, To: Invited},
		{Event: Join, From: []GuestState{Invited}, To: Joined},
		{Event: Leave, From: []GuestState{Invited, Joined}, To: NoGuest},
	},
})

// GuestDiagram returns the guest's place as a Mermaid diagram.
func GuestDiagram() string { return guestTable.Mermaid() }
