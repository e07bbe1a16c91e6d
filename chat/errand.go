package chat

import (
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/routing"
	"github.com/google/uuid"
)

// Want is what a conversation needs routing to do.
type Want uint8

// What may be wanted.
const (
	Nothing     Want = iota
	WantAgent        // put the contact into its queue
	WantAbandon      // the customer is gone
	WantEnd          // end the contact in Agent 1's name
	WantLeave        // take the guest out of the conference
)

// An Errand is what a conversation wants of routing. A shell runs it, again after a restart, until it is done: until
// the conversation follows what routing did, or is told Refused.
type Errand struct {
	Want    Want
	Seq     uint64 // the entry that made it so
	Command routing.Once
}

// Errand returns what the conversation wants now.
func (c *Conversation) Errand() Errand {
	e := Errand{Want: c.want, Seq: c.wanted}
	switch id := c.opened.Contact; c.want {
	case WantAgent:
		e.Command.Command = routing.Enqueue{Contact: id, Queue: c.opened.Queue, Customer: c.opened.Customer}
	case WantAbandon:
		e.Command.Command = routing.Abandon{Contact: id}
	case WantEnd:
		host, _ := c.host.Agent()
		e.Command.Command = routing.End{Agent: host, Contact: id}
	case WantLeave:
		guest, _ := c.guest.Agent()
		e.Command.Command = routing.Leave{Agent: guest, Contact: id}
	default:
		return Errand{}
	}
	// The same errand has the same id, so that it is done once (I8).
	name := fmt.Sprintf("chat/%s/%d", c.opened.Contact, c.wanted)
	e.Command.ID = uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)).String()
	return e
}

// Refused returns what the conversation is to be told if routing refuses the errand; nil if it is to be matched with
// where routing stands.
func (e Errand) Refused(refusal error) Command {
	switch {
	case e.Want != WantAgent || errors.Is(refusal, routing.ErrDuplicate):
		return nil
	case errors.Is(refusal, routing.ErrQueueFull):
		return NotAdmitted{QueueFull}
	case errors.Is(refusal, routing.ErrQueueClosed):
		return NotAdmitted{QueueClosed}
	}
	return NotAdmitted{Vanished}
}
