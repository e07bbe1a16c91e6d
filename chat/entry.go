package chat

import (
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/internal/wire"
	"github.com/acdkit/acdkit/pci"
)

// An Entry is one thing that was said or that happened. The entries of a conversation are numbered 1, 2, 3 and so
// on, without gaps (I9).
type Entry struct {
	Seq     uint64
	At      time.Time // UTC
	Payload Payload
}

// Payload is what an entry is about: one small struct per kind. The package's own are the only ones.
type Payload interface {
	// apply changes the state; false means that the entry does not fit it.
	apply(*Conversation, Entry) bool
	// kind is the number by which logs know the payload. Never renumber.
	kind() uint8
	// audience is who may read it.
	audience() Audience
}

// Opened begins a conversation.
type Opened struct {
	Contact   contact.ID         `json:"contact" cbor:"1,keyasint"`
	Customer  contact.CustomerID `json:"customer,omitempty" cbor:"2,keyasint,omitempty"`
	Name      string             `json:"name,omitempty" cbor:"3,keyasint,omitempty"` // the customer's display name
	Queue     contact.QueueID    `json:"queue" cbor:"4,keyasint"`                    // where it goes, or has gone
	QueueName string             `json:"queue_name,omitempty" cbor:"5,keyasint,omitempty"`
	Language  string             `json:"language,omitempty" cbor:"6,keyasint,omitempty"` // of the customer (BCP 47)
	Bot       string             `json:"bot,omitempty" cbor:"7,keyasint,omitempty"`      // the label of the bot that answers first (B2); none
	Timers    Timers             `json:"timers,omitzero" cbor:"8,keyasint,omitempty"`
}

// Said is a message. Its text and its files are what a Guard has let through.
type Said struct {
	ID       string            `json:"id" cbor:"1,keyasint"` // the sender's own: a message is sent once
	From     Party             `json:"from" cbor:"2,keyasint"`
	To       Audience          `json:"to,omitempty" cbor:"3,keyasint,omitempty"` // Everyone or Staff
	Text     string            `json:"text,omitempty" cbor:"4,keyasint,omitempty"`
	Files    []attachment.File `json:"files,omitempty" cbor:"5,keyasint,omitempty"`
	Redacted bool              `json:"redacted,omitempty" cbor:"6,keyasint,omitempty"` // something was hidden
}

// Noticed tells a sender what became of a message (P3). It is for that member alone.
type Noticed struct {
	Member  Member       `json:"member" cbor:"1,keyasint"`
	ID      string       `json:"id" cbor:"2,keyasint"` // of the message
	Notices []pci.Notice `json:"notices" cbor:"3,keyasint"`
}

// Revised hides something in a message that was sent before, because a later one made it card data (P2).
type Revised struct {
	Of    uint64   `json:"of" cbor:"1,keyasint"` // the sequence number of the message
	To    Audience `json:"to,omitempty" cbor:"2,keyasint,omitempty"`
	Text  string   `json:"text,omitempty" cbor:"3,keyasint,omitempty"`
	Names []string `json:"names,omitempty" cbor:"4,keyasint,omitempty"` // of its files, all of them
}

// HandedOver says that the bot answers no more, and an agent is asked for (B1).
type HandedOver struct {
	Cause Cause `json:"cause" cbor:"1,keyasint"` // Asked, ByBot, BotFailed or BotSlow
}

// Queued says where the contact waits for an agent.
type Queued struct {
	Queue contact.QueueID `json:"queue" cbor:"1,keyasint"`
	Name  string          `json:"name,omitempty" cbor:"2,keyasint,omitempty"`
}

// Joined says that somebody is in the conversation from now on, or in another role.
type Joined struct {
	Party Party `json:"party" cbor:"1,keyasint"`
}

// Left says that somebody who had joined is not there any more.
type Left struct {
	Party Party `json:"party" cbor:"1,keyasint"`
	Cause Cause `json:"cause,omitempty" cbor:"2,keyasint,omitempty"`
}

// Transferred says that Agent 1 has passed the contact on, to a queue or to an agent, or a supervisor did (X1, R9).
type Transferred struct {
	From      Party           `json:"from,omitzero" cbor:"1,keyasint,omitempty"` // whom it left; none if nobody had it
	Queue     contact.QueueID `json:"queue,omitempty" cbor:"2,keyasint,omitempty"`
	QueueName string          `json:"queue_name,omitempty" cbor:"3,keyasint,omitempty"`
	To        Party           `json:"to,omitzero" cbor:"4,keyasint,omitempty"`  // the agent it is offered to
	By        contact.AgentID `json:"by,omitempty" cbor:"5,keyasint,omitempty"` // a supervisor who reassigned it
}

// Invited says that an agent was asked to join (K3).
type Invited struct {
	Guest Party `json:"guest" cbor:"1,keyasint"`
}

// InviteEnded says that the agent who was asked does not join (D2).
type InviteEnded struct {
	Guest Party `json:"guest" cbor:"1,keyasint"`
	Cause Cause `json:"cause,omitempty" cbor:"2,keyasint,omitempty"` // Missed, Declined or Withdrawn
}

// Held says that the customer is on hold, or no longer (R13).
type Held struct {
	On bool `json:"on,omitempty" cbor:"1,keyasint,omitempty"`
}

// CustomerLeft says that the customer is gone while an agent has the contact (W1).
type CustomerLeft struct{}

// Disconnected says that a member's connection is lost. The customer, and the guest of a conference, have Timers.Grace
// to come back; Agent 1 keeps the contact.
type Disconnected struct {
	Party Party `json:"party" cbor:"1,keyasint"`
}

// Reconnected says that the member is back.
type Reconnected struct {
	Party Party `json:"party" cbor:"1,keyasint"`
}

// Warned says that somebody has been silent for long: the customer, or the agents.
type Warned struct {
	Of Role `json:"of" cbor:"1,keyasint"` // RoleCustomer or RoleAgent
}

// Expired says that somebody has been silent for too long, or did not come back: the conversation is to end, or to go on
// without a guest.
type Expired struct {
	Of    Role  `json:"of" cbor:"1,keyasint"`    // RoleCustomer, RoleAgent, or RoleGuest, who is only taken out
	Cause Cause `json:"cause" cbor:"2,keyasint"` // Idle or Lost
}

// Resumed gives what runs its time anew, because nobody led the conversation meanwhile. It is for the log alone.
type Resumed struct{}

// Receipt says up to where a member has received, or read, the others' messages.
type Receipt struct {
	Member  Member `json:"member" cbor:"1,keyasint"`
	Through uint64 `json:"through" cbor:"2,keyasint"`
	Read    bool   `json:"read,omitempty" cbor:"3,keyasint,omitempty"` // and not only received
}

// Ended ends the conversation.
type Ended struct {
	By    Party `json:"by,omitzero" cbor:"1,keyasint,omitempty"` // Agent 1, if it was that
	Cause Cause `json:"cause" cbor:"2,keyasint"`
}

// Cause is why something happened.
type Cause string

// The causes.
const (
	Asked          Cause = "asked" // the customer asked for a person
	ByBot          Cause = "bot"   // the bot hands over
	BotFailed      Cause = "bot-failed"
	BotSlow        Cause = "bot-slow"
	Missed         Cause = "missed"
	Declined       Cause = "declined"
	Withdrawn      Cause = "withdrawn"
	Passed         Cause = "transferred"
	Reassigned     Cause = "reassigned"
	Idle           Cause = "idle"
	Lost           Cause = "lost"            // the connection
	AgentEnded     Cause = "agent-ended"     // W2
	LeftByCustomer Cause = "customer-left"   // W1
	Abandoned      Cause = "abandoned"       // the customer left before an agent came
	TransferMissed Cause = "transfer-missed" // X5
	QueueFull      Cause = "queue-full"      // R6
	QueueClosed    Cause = "queue-closed"
	Vanished       Cause = "unknown" // routing does not know the contact any more
)

func (Opened) kind() uint8       { return 1 }
func (Said) kind() uint8         { return 2 }
func (Noticed) kind() uint8      { return 3 }
func (Revised) kind() uint8      { return 4 }
func (HandedOver) kind() uint8   { return 5 }
func (Queued) kind() uint8       { return 6 }
func (Joined) kind() uint8       { return 7 }
func (Left) kind() uint8         { return 8 }
func (Transferred) kind() uint8  { return 9 }
func (Invited) kind() uint8      { return 10 }
func (InviteEnded) kind() uint8  { return 11 }
func (Held) kind() uint8         { return 12 }
func (CustomerLeft) kind() uint8 { return 13 }
func (Disconnected) kind() uint8 { return 14 }
func (Reconnected) kind() uint8  { return 15 }
func (Warned) kind() uint8       { return 16 }
func (Expired) kind() uint8      { return 17 }
func (Receipt) kind() uint8      { return 18 }
func (Ended) kind() uint8        { return 19 }
func (Resumed) kind() uint8      { return 20 }

var payloads = wire.Types[Payload]{
	1: wire.Of[Payload, Opened]("opened"), 2: wire.Of[Payload, Said]("said"),
	3: wire.Of[Payload, Noticed]("noticed"), 4: wire.Of[Payload, Revised]("revised"),
	5: wire.Of[Payload, HandedOver]("handed-over"), 6: wire.Of[Payload, Queued]("queued"),
	7: wire.Of[Payload, Joined]("joined"), 8: wire.Of[Payload, Left]("left"),
	9: wire.Of[Payload, Transferred]("transferred"), 10: wire.Of[Payload, Invited]("invited"),
	11: wire.Of[Payload, InviteEnded]("invite-ended"), 12: wire.Of[Payload, Held]("held"),
	13: wire.Of[Payload, CustomerLeft]("customer-left"), 14: wire.Of[Payload, Disconnected]("disconnected"),
	15: wire.Of[Payload, Reconnected]("reconnected"), 16: wire.Of[Payload, Warned]("warned"),
	17: wire.Of[Payload, Expired]("expired"), 18: wire.Of[Payload, Receipt]("receipt"),
	19: wire.Of[Payload, Ended]("ended"), 20: wire.Of[Payload, Resumed]("resumed"),
}

// Kind returns the name of what the entry is about, such as "said".
func (e Entry) Kind() string {
	if e.Payload == nil {
		return ""
	}
	return payloads.Name(e.Payload.kind())
}

// Audience returns who may read the entry.
func (e Entry) Audience() Audience {
	if e.Payload == nil {
		return Nobody
	}
	return e.Payload.audience()
}

// MarshalJSON writes the payload's fields with "seq", "at" and, for its name, "type".
func (e Entry) MarshalJSON() ([]byte, error) {
	kind := uint8(0)
	if e.Payload != nil {
		kind = e.Payload.kind()
	}
	return payloads.EntryJSON(e.Seq, e.At, kind, e.Payload)
}

// UnmarshalJSON reads what MarshalJSON wrote. Unknown fields are skipped, an unknown type is an error.
func (e *Entry) UnmarshalJSON(data []byte) (err error) {
	e.Seq, e.At, e.Payload, err = payloads.ReadEntryJSON(data)
	return err
}
