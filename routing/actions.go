package routing

import (
	"errors"

	"github.com/acdkit/acdkit/contact"
)

// Action is something that an agent or supervisor may do with a contact.
type Action string

// The actions, in the order that Actions lists them. A host's buttons are made of them.
const (
	CanAccept          Action = "accept"
	CanDecline         Action = "decline"
	CanSend            Action = "send" // write to the customer (O7)
	CanHold            Action = "hold" // put the customer on hold (R13)
	CanRetrieve        Action = "retrieve"
	CanTransferToQueue Action = "transfer-to-queue"
	CanTransferToAgent Action = "transfer-to-agent"
	CanConference      Action = "conference"
	CanLeave           Action = "leave"
	CanEnd             Action = "end"
	CanWrapUp          Action = "wrapup"
	CanCancelTimer     Action = "cancel-timer"
)

// Permission says whether an action is possible now, and why not.
type Permission struct {
	Action  Action `json:"action"`
	Allowed bool   `json:"allowed"`
	Why     Code   `json:"why,omitempty"` // if it is not
}

// Actions returns what an agent, or a supervisor on the contact, may do with it now, and why not the
// rest (R11). Who the target of a transfer or a conference can be is for TransferQueues and Agents to
// say. Times are those of the last event: an offer just out of time still shows as acceptable.
func (f *Floor) Actions(agent contact.AgentID, id contact.ID) ([]Permission, error) {
	c := f.item(id)
	if c == nil {
		return nil, &Error{Code: ErrUnknownContact, Command: "actions", Agent: agent, Contact: id}
	}
	if f.agent(agent) == nil && f.watcher(c, agent) < 0 {
		return nil, &Error{Code: ErrUnknownAgent, Command: "actions", Agent: agent, Contact: id}
	}
	f.at = at(f.now)
	list := []struct {
		action Action
		check  func(contact.AgentID, *item) error
	}{
		{CanAccept, f.mayAccept}, {CanDecline, f.mayDecline}, {CanSend, f.maySend},
		{CanHold, f.mayHold}, {CanRetrieve, f.mayRetrieve},
		{CanTransferToQueue, f.mayMove}, {CanTransferToAgent, f.mayHand}, {CanConference, f.mayHand},
		{CanLeave, f.mayLeave}, {CanEnd, f.mayEnd}, {CanWrapUp, f.mayWrapUp}, {CanCancelTimer, f.mayCancelTimer},
	}
	all := make([]Permission, len(list))
	for i, l := range list {
		err := l.check(agent, c)
		all[i] = Permission{Action: l.action, Allowed: err == nil, Why: codeOf(err)}
	}
	return all, nil
}

// codeOf returns the code of a refusal.
func codeOf(err error) Code {
	if code, ok := errors.AsType[Code](err); ok {
		return code
	}
	return ""
}

func (f *Floor) mayAccept(agent contact.AgentID, c *item) error {
	_, err := f.offerOf(agent, c.ID())
	return err
}

func (f *Floor) mayDecline(agent contact.AgentID, c *item) error {
	if err := f.mayAccept(agent, c); err != nil {
		return err
	}
	if !c.queue.cfg.Decline {
		return ErrDeclineOff
	}
	return nil
}

// maySend tells who is heard: the owner, a guest who has joined, and a supervisor who whispers or
// barges in, as long as the customer is there (K8, R9).
func (f *Floor) maySend(agent contact.AgentID, c *item) error {
	i := f.watcher(c, agent)
	heard := c.owner != nil && c.owner.ID() == agent || c.guest != nil && c.guest.ID() == agent ||
		i >= 0 && f.watch[c.ID()][i].Role != Monitor
	switch {
	case c.over():
		return ErrOver
	case !heard:
		return ErrNotOwner
	case c.CustomerLeft():
		return ErrCustomerLeft
	}
	return nil
}

func (f *Floor) mayHold(agent contact.AgentID, c *item) error {
	return f.holdable(agent, c.ID())
}

func (f *Floor) mayRetrieve(agent contact.AgentID, c *item) error {
	return f.retrievable(agent, c.ID())
}

func (f *Floor) mayMove(agent contact.AgentID, c *item) error {
	_, _, err := f.movable(agent, c.ID())
	return err
}

func (f *Floor) mayHand(agent contact.AgentID, c *item) error {
	if err := f.mayMove(agent, c); err != nil {
		return err
	}
	if c.Channel() == contact.Email {
		return ErrChannelRule
	}
	return nil
}

func (f *Floor) mayLeave(agent contact.AgentID, c *item) error {
	if c.guest != nil && c.guest.ID() == agent || f.watcher(c, agent) >= 0 {
		return nil
	}
	return ErrNotGuest
}

func (f *Floor) mayEnd(agent contact.AgentID, c *item) error {
	_, _, err := f.owned(agent, c.ID())
	return err
}

func (f *Floor) mayWrapUp(agent contact.AgentID, c *item) error {
	_, _, err := f.owing(agent, c.ID())
	return err
}

func (f *Floor) mayCancelTimer(agent contact.AgentID, c *item) error {
	a, _, err := f.owing(agent, c.ID())
	if err != nil {
		return err
	}
	if w := *c.wrapOf(a); w.CancelTimer(w.queue.cfg.WrapUp) != nil {
		return ErrTimer
	}
	return nil
}
