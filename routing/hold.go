package routing

import "github.com/acdkit/acdkit/contact"

// The owner's commands about a customer on the line: to hold and to retrieve, in the words of CSTA
// (ECMA-269). Between the two the agent works without the customer, so that handle time splits into
// talk, hold and wrap-up (R13). A hold forbids the agent nothing: conference, transfer and end are
// possible as before. It is not the wait for a contact's last agent (R5), which ends with HoldEnded.
type (
	// Hold puts the customer of a real-time contact on hold. The customer's leaving ends the hold, and
	// so does the contact's leaving its owner, without an event for it.
	Hold struct {
		Agent   contact.AgentID `json:"agent"`
		Contact contact.ID      `json:"contact"`
	}
	// Retrieve takes the customer off hold.
	Retrieve struct {
		Agent   contact.AgentID `json:"agent"`
		Contact contact.ID      `json:"contact"`
	}
)

// The events of a customer on the line.
type (
	// CustomerHeld says that the customer is on hold, until CustomerRetrieved, CustomerLeft,
	// ContactTransferred or ContactEnded.
	CustomerHeld struct {
		Contact contact.ID      `json:"contact" cbor:"1,keyasint"`
		Agent   contact.AgentID `json:"agent" cbor:"2,keyasint"` // the owner
	}
	// CustomerRetrieved says that the customer is off hold.
	CustomerRetrieved struct {
		Contact contact.ID      `json:"contact" cbor:"1,keyasint"`
		Agent   contact.AgentID `json:"agent" cbor:"2,keyasint"` // the owner
	}
)

func (c Hold) step(f *Floor) error {
	if err := f.holdable(c.Agent, c.Contact); err != nil {
		return err
	}
	f.emit(CustomerHeld{Contact: c.Contact, Agent: c.Agent})
	return nil
}

func (c Retrieve) step(f *Floor) error {
	if err := f.retrievable(c.Agent, c.Contact); err != nil {
		return err
	}
	f.emit(CustomerRetrieved{Contact: c.Contact, Agent: c.Agent})
	return nil
}

// holdable returns why the agent may not put the contact's customer on hold, or nil.
func (f *Floor) holdable(agent contact.AgentID, id contact.ID) error {
	c, err := f.onLine(agent, id)
	if err == nil && c.OnHold() {
		return ErrOnHold
	}
	return err
}

// retrievable returns why the agent may not take the contact's customer off hold, or nil.
func (f *Floor) retrievable(agent contact.AgentID, id contact.ID) error {
	c, err := f.onLine(agent, id)
	if err == nil && !c.OnHold() {
		return ErrNotOnHold
	}
	return err
}

// onLine returns the contact that the agent owns and whose customer is on the line: there, and of a
// real-time channel.
func (f *Floor) onLine(agent contact.AgentID, id contact.ID) (*item, error) {
	_, c, err := f.owned(agent, id)
	switch {
	case err != nil:
		return nil, err
	case c.CustomerLeft():
		return nil, ErrCustomerLeft
	case !c.Channel().RealTime():
		return nil, ErrChannelRule
	}
	return c, nil
}

func (p CustomerHeld) apply(f *Floor) bool {
	a, c := f.agent(p.Agent), f.item(p.Contact)
	return a != nil && c != nil && c.owner == a && c.Hold() == nil
}

func (p CustomerRetrieved) apply(f *Floor) bool {
	a, c := f.agent(p.Agent), f.item(p.Contact)
	return a != nil && c != nil && c.owner == a && c.Retrieve() == nil
}

func (c Hold) about() Error     { return Error{Agent: c.Agent, Contact: c.Contact} }
func (c Retrieve) about() Error { return Error{Agent: c.Agent, Contact: c.Contact} }
