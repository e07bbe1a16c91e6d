package routing

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// The commands as methods. Each returns as Do does. To be able to send one again, wrap it in Once and
// use Do.

// Enqueue brings a contact and returns its id, a fresh one if it brought none.
func (c *Center) Enqueue(ctx context.Context, cmd Enqueue) (contact.ID, error) {
	if cmd.Contact == "" {
		cmd.Contact = contact.ID(c.cfg.NewID())
	}
	return cmd.Contact, c.Do(ctx, cmd)
}

// Abandon is the customer's giving up or leaving.
func (c *Center) Abandon(ctx context.Context, id contact.ID) error {
	return c.Do(ctx, Abandon{Contact: id})
}

// SignIn brings an agent to work, Idle.
func (c *Center) SignIn(ctx context.Context, agent contact.AgentID) error {
	return c.Do(ctx, SignIn{Agent: agent})
}

// SignOut ends an agent's work.
func (c *Center) SignOut(ctx context.Context, agent contact.AgentID) error {
	return c.Do(ctx, SignOut{Agent: agent})
}

// SetState puts an agent into Available, or into Idle with a code.
func (c *Center) SetState(ctx context.Context, agent contact.AgentID, state contact.AgentState, code string) error {
	return c.Do(ctx, SetState{Agent: agent, State: state, Code: code})
}

// SetNextState asks for a state for when the work in hand ends (R8).
func (c *Center) SetNextState(ctx context.Context, agent contact.AgentID, state contact.AgentState, code string) error {
	return c.Do(ctx, SetNextState{Agent: agent, State: state, Code: code})
}

// ForceState puts an agent into a state by a supervisor (R9).
func (c *Center) ForceState(ctx context.Context, supervisor, agent contact.AgentID, state contact.AgentState, code string) error {
	return c.Do(ctx, ForceState{Supervisor: supervisor, Agent: agent, State: state, Code: code})
}

// Accept takes an offered contact, or joins a conference.
func (c *Center) Accept(ctx context.Context, agent contact.AgentID, id contact.ID) error {
	return c.Do(ctx, Accept{Agent: agent, Contact: id})
}

// Decline passes on an offer.
func (c *Center) Decline(ctx context.Context, agent contact.AgentID, id contact.ID) error {
	return c.Do(ctx, Decline{Agent: agent, Contact: id})
}

// TransferToQueue sends a contact to a queue.
func (c *Center) TransferToQueue(ctx context.Context, agent contact.AgentID, id contact.ID, queue contact.QueueID) error {
	return c.Do(ctx, TransferToQueue{Agent: agent, Contact: id, Queue: queue})
}

// TransferToAgent offers a contact to another agent.
func (c *Center) TransferToAgent(ctx context.Context, agent contact.AgentID, id contact.ID, to contact.AgentID) error {
	return c.Do(ctx, TransferToAgent{Agent: agent, Contact: id, To: to})
}

// Conference asks another agent to join.
func (c *Center) Conference(ctx context.Context, agent contact.AgentID, id contact.ID, guest contact.AgentID) error {
	return c.Do(ctx, Conference{Agent: agent, Contact: id, Guest: guest})
}

// Leave takes a guest out of a conference, or a supervisor off a contact.
func (c *Center) Leave(ctx context.Context, agent contact.AgentID, id contact.ID) error {
	return c.Do(ctx, Leave{Agent: agent, Contact: id})
}

// Hold puts the customer of a contact on hold.
func (c *Center) Hold(ctx context.Context, agent contact.AgentID, id contact.ID) error {
	return c.Do(ctx, Hold{Agent: agent, Contact: id})
}

// Retrieve takes the customer of a contact off hold.
func (c *Center) Retrieve(ctx context.Context, agent contact.AgentID, id contact.ID) error {
	return c.Do(ctx, Retrieve{Agent: agent, Contact: id})
}

// End ends a contact.
func (c *Center) End(ctx context.Context, agent contact.AgentID, id contact.ID) error {
	return c.Do(ctx, End{Agent: agent, Contact: id})
}

// WrapUp submits wrap-up reasons.
func (c *Center) WrapUp(ctx context.Context, agent contact.AgentID, id contact.ID, reasons ...wrapup.ReasonID) error {
	return c.Do(ctx, WrapUp{Agent: agent, Contact: id, Reasons: reasons})
}

// CancelTimer stops the timer of a wrap-up.
func (c *Center) CancelTimer(ctx context.Context, agent contact.AgentID, id contact.ID) error {
	return c.Do(ctx, CancelTimer{Agent: agent, Contact: id})
}

// Reassign offers a contact to an agent of a supervisor's choice.
func (c *Center) Reassign(ctx context.Context, supervisor contact.AgentID, id contact.ID, to contact.AgentID) error {
	return c.Do(ctx, Reassign{Supervisor: supervisor, Contact: id, To: to})
}

// Supervise puts a supervisor on a contact, in a role.
func (c *Center) Supervise(ctx context.Context, supervisor contact.AgentID, id contact.ID, role WatchRole) error {
	return c.Do(ctx, Supervise{Supervisor: supervisor, Contact: id, Role: role})
}

// Agent returns an agent. Nobody is known while the log cannot be read; View tells the two apart, here
// and in Contact and Queue.
func (c *Center) Agent(id contact.AgentID) (v AgentView, known bool) {
	_ = c.View(func(f *Floor) { v, known = f.Agent(id) })
	return v, known
}

// Contact returns a contact.
func (c *Center) Contact(id contact.ID) (v ContactView, known bool) {
	_ = c.View(func(f *Floor) { v, known = f.Contact(id) })
	return v, known
}

// Queue returns a queue.
func (c *Center) Queue(id contact.QueueID) (v QueueView, known bool) {
	_ = c.View(func(f *Floor) { v, known = f.Queue(id) })
	return v, known
}

// Offer is what a host shows of an offer (O1, O2).
type Offer struct {
	Offer     uint64           `json:"offer"`
	Kind      OfferKind        `json:"kind"`
	Contact   contact.ID       `json:"contact"`
	Channel   contact.Channel  `json:"channel"`
	Agent     contact.AgentID  `json:"agent"`
	Label     string           `json:"label"` // the customer's name, or else the unique id
	Customer  contact.Customer `json:"customer"`
	Queue     contact.QueueID  `json:"queue"`
	QueueName string           `json:"queue_name,omitempty"`
	OfferedAt time.Time        `json:"offered_at"`
	Deadline  time.Time        `json:"deadline"`
	Entered   time.Time        `json:"entered"`  // the timer of a chat counts from here
	Received  time.Time        `json:"received"` // the timer of an email counts from here
}

// Offer returns the live offer, or conference request, of a contact, joined with its customer. A
// customer whom the Customers port does not know, or no longer, is shown by id. The error is
// ErrUnknownContact, ErrNoOffer, that of View, or that of the port.
func (c *Center) Offer(ctx context.Context, id contact.ID) (Offer, error) {
	var v ContactView
	name := ""
	known := false
	if err := c.View(func(f *Floor) {
		v, known = f.Contact(id)
		name = f.queueName(v.Queue)
	}); err != nil {
		return Offer{}, err
	}
	switch {
	case !known:
		return Offer{}, &Error{Code: ErrUnknownContact, Command: "offer", Contact: id}
	case v.OfferedTo == "":
		return Offer{}, &Error{Code: ErrNoOffer, Command: "offer", Contact: id}
	}
	who, err := c.customer(ctx, v)
	if err != nil {
		return Offer{}, err
	}
	return Offer{
		Offer: v.Offer, Kind: v.Kind, Contact: id, Channel: v.Channel, Agent: v.OfferedTo,
		Label: who.Label(), Customer: who, Queue: v.Queue, QueueName: name,
		OfferedAt: v.OfferedAt, Deadline: v.Deadline, Entered: v.Entered, Received: v.Received,
	}, nil
}

// customer joins a contact's customer; a contact without one goes by its own id.
func (c *Center) customer(ctx context.Context, v ContactView) (contact.Customer, error) {
	unknown := contact.Customer{ID: v.Customer}
	if v.Customer == "" {
		unknown.ID = contact.CustomerID(v.ID)
		return unknown, nil
	}
	if c.cfg.Customers == nil {
		return unknown, nil
	}
	who, err := c.cfg.Customers.Customer(ctx, v.Customer)
	if errors.Is(err, contact.ErrNoCustomer) {
		return unknown, nil
	}
	who.ID = v.Customer // a host's own store may leave it out
	return who, err
}
