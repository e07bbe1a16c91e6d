package routing

import (
	"github.com/acdkit/acdkit/contact"
)

// The owner's commands that send a contact on. The sender's wrap-up starts at once (X4).
type (
	// TransferToQueue sends a contact to a queue of its channel (X1, E10).
	TransferToQueue struct {
		Agent   contact.AgentID `json:"agent"`
		Contact contact.ID      `json:"contact"`
		Queue   contact.QueueID `json:"queue"`
	}
	// TransferToAgent offers a contact to an agent who is Available and has room (X2). Emails go to
	// queues only (E10).
	TransferToAgent struct {
		Agent   contact.AgentID `json:"agent"`
		Contact contact.ID      `json:"contact"`
		To      contact.AgentID `json:"to"`
	}
)

// ContactTransferred says that a contact left its owner for a queue, or to be offered to an agent.
type ContactTransferred struct {
	Contact contact.ID      `json:"contact" cbor:"1,keyasint"`
	Agent   contact.AgentID `json:"agent" cbor:"2,keyasint"`                     // the owner it left
	Queue   contact.QueueID `json:"queue,omitempty" cbor:"3,keyasint,omitempty"` // where it waits now
	To      contact.AgentID `json:"to,omitempty" cbor:"4,keyasint,omitempty"`    // whom it is offered to
	By      contact.AgentID `json:"by,omitempty" cbor:"5,keyasint,omitempty"`    // the supervisor who reassigned it
}

func (c TransferToQueue) step(f *Floor) error {
	a, it, err := f.movable(c.Agent, c.Contact)
	if err != nil {
		return err
	}
	q := f.queues[c.Queue]
	switch {
	case q == nil:
		return ErrUnknownQueue
	case q.cfg.Channel != it.Channel():
		return ErrInvalidChannel
	}
	if err := f.refuses(q); err != nil {
		return err
	}
	from := it.queue
	f.sendAway(it)
	f.emit(ContactTransferred{Contact: c.Contact, Agent: c.Agent, Queue: c.Queue})
	f.startWrapUp(a, it, from)
	return nil
}

func (c TransferToAgent) step(f *Floor) error {
	a, it, err := f.movable(c.Agent, c.Contact)
	if err != nil {
		return err
	}
	if it.Channel() == contact.Email {
		return ErrChannelRule
	}
	to, err := f.target(c.To, it)
	if err != nil {
		return err
	}
	f.sendAway(it)
	f.emit(ContactTransferred{Contact: c.Contact, Agent: c.Agent, To: c.To})
	f.startWrapUp(a, it, it.queue)
	f.offerTo(it, to, FromTransfer, c.Agent, it.queue.cfg.Offer)
	return nil
}

// owned returns the agent and the contact that the agent owns.
func (f *Floor) owned(agent contact.AgentID, id contact.ID) (*agent, *item, error) {
	a, c := f.agent(agent), f.item(id)
	switch {
	case a == nil:
		return nil, nil, ErrUnknownAgent
	case c == nil:
		return nil, nil, ErrUnknownContact
	case c.over():
		return nil, nil, ErrOver
	case c.owner != a:
		return nil, nil, ErrNotOwner
	}
	return a, c, nil
}

// movable returns the agent and the contact that the agent owns and may send on: its customer is
// there, and there is no conference (D2).
func (f *Floor) movable(agent contact.AgentID, id contact.ID) (*agent, *item, error) {
	a, c, err := f.owned(agent, id)
	switch {
	case err != nil:
		return nil, nil, err
	case c.CustomerLeft():
		return nil, nil, ErrCustomerLeft
	case c.Guest() != contact.NoGuest:
		return nil, nil, ErrConference
	}
	return a, c, nil
}

// target returns the agent whom a contact can be offered to directly: another one, Available, with
// room for the contact (X2, D2, I7).
func (f *Floor) target(id contact.AgentID, c *item) (*agent, error) {
	a := f.agent(id)
	switch {
	case a == nil:
		return nil, &Error{Code: ErrUnknownAgent, Agent: id}
	case a == c.owner || a == c.guest || a == c.offer.agent:
		return nil, &Error{Code: ErrSelf, Agent: id}
	case a.State() != contact.Available:
		return nil, &Error{Code: ErrNotAvailable, Agent: id, State: a.State().String()}
	}
	if next, leaving := a.Next(); leaving {
		return nil, &Error{Code: ErrNotAvailable, Agent: id, State: "next-" + next.State.String()}
	}
	switch a.profile.Fit(&a.load, c.Channel()) {
	case contact.Fits:
		return a, nil
	case contact.NotPermitted:
		return nil, &Error{Code: ErrNotPermitted, Agent: id, State: a.State().String()}
	}
	return nil, &Error{Code: ErrNoRoom, Agent: id, State: a.State().String()}
}

func (p ContactTransferred) apply(f *Floor) bool {
	a, c, q := f.agent(p.Agent), f.item(p.Contact), f.queues[p.Queue]
	if a == nil || c == nil || c.owner != a || p.Queue != "" && (q == nil || q.cfg.Channel != c.Channel()) {
		return false
	}
	if c.Fire(contact.Transfer, 0) != nil {
		return false
	}
	c.owner, c.avoid = nil, a
	if q != nil {
		f.move(c, q)
		c.entered = f.now
	}
	f.free(a, c, owning)
	f.lineUp(c)
	return true
}

// missTransfer applies the queue's rule to a direct transfer that was not accepted (D1).
func (f *Floor) missTransfer(c *item, sender *agent) {
	switch miss := c.queue.cfg.Miss; miss.Action {
	case Drop:
		f.finish(c, contact.TransferMissed)
	case ReturnToSender:
		if sender != nil && sender.canTakeBack(c) {
			f.offerTo(c, sender, FromReturn, "", c.queue.cfg.Offer)
		}
	case OverflowTo:
		if q := f.queues[miss.Queue]; q != nil && q.cfg.Channel == c.Channel() {
			f.emit(ContactMoved{Contact: c.ID(), Queue: miss.Queue})
		}
	}
}

// canTakeBack reports whether the agent can be offered a contact that was the agent's: its wrap-up, if
// it is still open, holds the unit of capacity that the contact needs.
func (a *agent) canTakeBack(c *item) bool {
	if c.wrapOf(a) == nil {
		return a.canTake(c.Channel())
	}
	_, leaving := a.Next()
	return a.State() == contact.Available && !leaving
}

func (c TransferToQueue) about() Error {
	return Error{Agent: c.Agent, Contact: c.Contact, Queue: c.Queue}
}
func (c TransferToAgent) about() Error { return Error{Agent: c.Agent, Contact: c.Contact} }
