package chat

import (
	"errors"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/routing"
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
	var cmd routing.Command
	switch id := c.opened.Contact; c.want {
	case WantAgent:
		cmd = routing.Enqueue{Contact: id, Queue: c.opened.Queue, Customer: c.opened.Customer}
	case WantAbandon:
		cmd = routing.Abandon{Contact: id}
	case WantEnd:
		host, _ := c.host.Agent()
		cmd = routing.End{Agent: host, Contact: id}
	case WantLeave:
		guest, _ := c.guest.Agent()
		cmd = routing.Leave{Agent: guest, Contact: id}
	default:
		return Errand{}
	}
	return Errand{Want: c.want, Seq: c.wanted, Command: desk.Once(contact.Chat, c.opened.Contact, c.wanted, cmd)}
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
