package email

import (
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/internal/wire"
	"github.com/acdkit/acdkit/pci"
)

// An Entry is one thing that happened in a thread. The entries of a thread are numbered 1, 2, 3 and so on, without
// gaps (I9).
type Entry struct {
	Seq     uint64
	At      time.Time // UTC
	Payload Payload
}

// Payload is what an entry is about: one small struct per kind. The package's own are the only ones.
type Payload interface {
	// apply changes the state; false means that the entry does not fit it.
	apply(*Thread, Entry) bool
	// kind is the number by which logs know the payload. Never renumber.
	kind() uint8
}

// Opened begins a thread.
type Opened struct {
	Contact   contact.ID         `json:"contact" cbor:"1,keyasint"`
	Customer  contact.CustomerID `json:"customer,omitempty" cbor:"2,keyasint,omitempty"`
	Name      string             `json:"name,omitempty" cbor:"3,keyasint,omitempty"` // the customer's display name
	Mailbox   string             `json:"mailbox" cbor:"4,keyasint"`                  // the own address that it came to, and is answered from
	Queue     contact.QueueID    `json:"queue" cbor:"5,keyasint"`                    // where it goes
	QueueName string             `json:"queue_name,omitempty" cbor:"6,keyasint,omitempty"`
	Continues contact.ID         `json:"continues,omitempty" cbor:"7,keyasint,omitempty"`  // the contact whose mails this one answers
	Stranger  bool               `json:"stranger,omitempty" cbor:"8,keyasint,omitempty"`   // but its sender has no part in that: do not trust the link (I11)
	LastAgent contact.AgentID    `json:"last_agent,omitempty" cbor:"9,keyasint,omitempty"` // who had that last (R5)
	Received  time.Time          `json:"received" cbor:"10,keyasint"`                      // when the first mail came (O2)
}

// Received is a mail that came in.
type Received struct {
	Letter
	Digest string       `json:"digest" cbor:"30,keyasint"`                      // of its content as it is kept: the same mail is taken once
	Class  auto.Class   `json:"class" cbor:"31,keyasint"`                       // whether a person wrote it
	Reason auto.Reason  `json:"reason,omitempty" cbor:"32,keyasint,omitempty"`  // what tells that
	About  uint64       `json:"about,omitempty" cbor:"33,keyasint,omitempty"`   // of a bounce: the entry of the mail that came back
	Failed bool         `json:"failed,omitempty" cbor:"34,keyasint,omitempty"`  // of a bounce: the mail has not arrived
	Told   []pci.Notice `json:"notices,omitempty" cbor:"35,keyasint,omitempty"` // what the Guard did (P3)
}

// Queued says where the contact waits for an agent.
type Queued struct {
	Queue contact.QueueID `json:"queue" cbor:"1,keyasint"`
	Name  string          `json:"name,omitempty" cbor:"2,keyasint,omitempty"`
}

// Party is an agent or a supervisor as others see them.
type Party struct {
	Agent      contact.AgentID `json:"agent" cbor:"1,keyasint"`
	Name       string          `json:"name,omitempty" cbor:"2,keyasint,omitempty"`
	Supervises bool            `json:"supervises,omitempty" cbor:"3,keyasint,omitempty"` // reads along (R9)
}

// Joined says that an agent has the contact, or that a supervisor reads along.
type Joined struct {
	Party Party `json:"party" cbor:"1,keyasint"`
}

// Left says that a supervisor does not read along any more.
type Left struct {
	Party Party `json:"party" cbor:"1,keyasint"`
}

// Transferred says that the contact was passed on to a queue (E10), or to an agent by a supervisor (R9).
type Transferred struct {
	From      Party           `json:"from,omitzero" cbor:"1,keyasint,omitempty"` // whom it left; none if nobody had it
	Queue     contact.QueueID `json:"queue,omitempty" cbor:"2,keyasint,omitempty"`
	QueueName string          `json:"queue_name,omitempty" cbor:"3,keyasint,omitempty"`
	By        contact.AgentID `json:"by,omitempty" cbor:"4,keyasint,omitempty"` // a supervisor
}

// Drafted is a draft as it was saved (E7, D8).
type Drafted struct {
	Draft
}

// Discarded says that an agent has thrown a draft away.
type Discarded struct {
	Agent contact.AgentID `json:"agent" cbor:"1,keyasint"`
	Mode  reply.Mode      `json:"mode" cbor:"2,keyasint"`
}

// Sent is a mail that leaves. It is on its way until Delivery says what became of it.
type Sent struct {
	Letter
	Agent   contact.AgentID `json:"agent,omitempty" cbor:"40,keyasint,omitempty"` // who wrote it; "" for automatic mail
	Name    string          `json:"name,omitempty" cbor:"41,keyasint,omitempty"`  // the agent's
	Mode    reply.Mode      `json:"mode,omitempty" cbor:"42,keyasint,omitempty"`
	Version uint64          `json:"version,omitempty" cbor:"43,keyasint,omitempty"` // of the draft
	Answers uint64          `json:"answers,omitempty" cbor:"44,keyasint,omitempty"` // the entry of the mail that it answers
	Return  string          `json:"return,omitempty" cbor:"45,keyasint,omitempty"`  // the envelope's sender; "" for automatic mail (RFC 3834)
	Rcpt    []string        `json:"rcpt" cbor:"46,keyasint"`                        // the envelope's recipients
}

// Delivery says what became of a mail on its way. Who is neither among those who have it nor among those who were refused
// is still tried.
type Delivery struct {
	Of      uint64    `json:"of" cbor:"1,keyasint"`
	Have    []string  `json:"have,omitempty" cbor:"2,keyasint,omitempty"`
	Refused []Refusal `json:"refused,omitempty" cbor:"3,keyasint,omitempty"` // for good
	GaveUp  bool      `json:"gave_up,omitempty" cbor:"4,keyasint,omitempty"` // the rest was tried for too long, or the mail as such is not wanted
}

// Continued says that a later mail of the thread has come when it was over: another contact has it.
type Continued struct {
	By contact.ID `json:"by" cbor:"1,keyasint"`
}

// Ended ends the thread.
type Ended struct {
	By     Party          `json:"by,omitzero" cbor:"1,keyasint,omitempty"` // the agent, if it was one
	Reason contact.Reason `json:"reason" cbor:"2,keyasint"`
}

func (Opened) kind() uint8      { return 1 }
func (Received) kind() uint8    { return 2 }
func (Queued) kind() uint8      { return 3 }
func (Joined) kind() uint8      { return 4 }
func (Left) kind() uint8        { return 5 }
func (Transferred) kind() uint8 { return 6 }
func (Drafted) kind() uint8     { return 7 }
func (Discarded) kind() uint8   { return 8 }
func (Sent) kind() uint8        { return 9 }
func (Delivery) kind() uint8    { return 10 }
func (Continued) kind() uint8   { return 11 }
func (Ended) kind() uint8       { return 12 }

var payloads = wire.Types[Payload]{
	1: wire.Of[Payload, Opened]("opened"), 2: wire.Of[Payload, Received]("received"),
	3: wire.Of[Payload, Queued]("queued"), 4: wire.Of[Payload, Joined]("joined"),
	5: wire.Of[Payload, Left]("left"), 6: wire.Of[Payload, Transferred]("transferred"),
	7: wire.Of[Payload, Drafted]("drafted"), 8: wire.Of[Payload, Discarded]("discarded"),
	9: wire.Of[Payload, Sent]("sent"), 10: wire.Of[Payload, Delivery]("delivery"),
	11: wire.Of[Payload, Continued]("continued"), 12: wire.Of[Payload, Ended]("ended"),
}

// Kind returns the name of what the entry is about, such as "said".
func (e Entry) Kind() string {
	if e.Payload == nil {
		return ""
	}
	return payloads.Name(e.Payload.kind())
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
