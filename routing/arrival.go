package routing

import (
	"time"

	"github.com/acdkit/acdkit/contact"
)

// The commands about a contact's coming and going.
type (
	// Enqueue brings a contact into a queue. It goes to the queue's overflow if the queue is full or
	// closed, and is refused if that is too (R6).
	Enqueue struct {
		Contact   contact.ID         `json:"contact"` // a new id
		Queue     contact.QueueID    `json:"queue"`
		Customer  contact.CustomerID `json:"customer,omitempty"`
		Priority  *int               `json:"priority,omitempty"`   // the queue's if nil (R4)
		Skills    []Skill            `json:"skills,omitempty"`     // over the queue's; level 0 lifts a need of the queue
		LastAgent contact.AgentID    `json:"last_agent,omitempty"` // whom to prefer (R5); forgotten if unknown
		Received  time.Time          `json:"received,omitzero"`    // of an email (O2); now if zero
	}
	// Abandon is the customer's giving up: a contact that no agent has is over, one that an agent has
	// goes on without its customer until the agent ends it (W1, K8).
	Abandon struct {
		Contact contact.ID `json:"contact"`
	}
)

// The events of a contact's coming and going.
type (
	// ContactQueued says that a contact came into a queue.
	ContactQueued struct {
		Contact   contact.ID         `json:"contact" cbor:"1,keyasint"`
		Queue     contact.QueueID    `json:"queue" cbor:"2,keyasint"`
		Channel   contact.Channel    `json:"channel" cbor:"3,keyasint"`
		Customer  contact.CustomerID `json:"customer,omitempty" cbor:"4,keyasint,omitempty"`
		Priority  *int               `json:"priority,omitempty" cbor:"5,keyasint,omitempty"`
		Skills    []Skill            `json:"skills,omitempty" cbor:"6,keyasint,omitempty"`
		LastAgent contact.AgentID    `json:"last_agent,omitempty" cbor:"7,keyasint,omitempty"`
		Hold      time.Duration      `json:"hold_ns,omitempty" cbor:"8,keyasint,omitempty"` // waits for LastAgent alone (R5)
		Age       time.Duration      `json:"age_ns,omitempty" cbor:"9,keyasint,omitempty"`  // since its mail was received (O2)
	}
	// ContactMoved says that a contact overflowed to another queue, in the place that its age gives it.
	ContactMoved struct {
		Contact contact.ID      `json:"contact" cbor:"1,keyasint"`
		Queue   contact.QueueID `json:"queue" cbor:"2,keyasint"`
	}
	// ContactStays says that a contact could not overflow and waits where it is, to try again later.
	ContactStays struct {
		Contact contact.ID `json:"contact" cbor:"1,keyasint"`
	}
	// ContactRelaxed says that a contact has waited through one more of its queue's steps (R3).
	ContactRelaxed struct {
		Contact contact.ID `json:"contact" cbor:"1,keyasint"`
	}
	// HoldEnded says that a contact no longer waits for its last agent alone (R5).
	HoldEnded struct {
		Contact contact.ID `json:"contact" cbor:"1,keyasint"`
	}
	// CustomerLeft says that the customer left a contact that an agent has (W1).
	CustomerLeft struct {
		Contact contact.ID `json:"contact" cbor:"1,keyasint"`
	}
	// ContactEnded says that nobody serves a contact any more, and wrap-up is owed.
	ContactEnded struct {
		Contact contact.ID      `json:"contact" cbor:"1,keyasint"`
		Reason  contact.Reason  `json:"reason" cbor:"2,keyasint"`
		Agent   contact.AgentID `json:"agent,omitempty" cbor:"3,keyasint,omitempty"` // the owner who ended it
	}
	// ContactClosed says that a contact is over.
	ContactClosed struct {
		Contact contact.ID     `json:"contact" cbor:"1,keyasint"`
		Reason  contact.Reason `json:"reason" cbor:"2,keyasint"`
	}
)

func (c Enqueue) step(f *Floor) error {
	if err := c.validate(); err != nil {
		return err
	}
	if f.item(c.Contact) != nil {
		return ErrDuplicate
	}
	q, err := f.admit(c.Queue)
	if err != nil {
		return err
	}
	queued := ContactQueued{
		Contact: c.Contact, Queue: q.cfg.ID, Channel: q.cfg.Channel, Customer: c.Customer,
		Priority: c.Priority, Skills: c.Skills,
	}
	if !c.Received.IsZero() {
		queued.Age = max(0, f.at.Sub(c.Received))
	}
	if a := f.agent(c.LastAgent); a != nil {
		queued.LastAgent = c.LastAgent
		if q.cfg.Sticky > 0 && a.State() == contact.Available && f.couldTake(a, q, c.Skills) {
			queued.Hold = q.cfg.Sticky
		}
	}
	f.emit(queued)
	return nil
}

// couldTake reports whether an agent, given room, could take a contact of the queue that brings those
// skills: nobody is waited for in vain (R5).
func (f *Floor) couldTake(a *agent, q *queue, skills []Skill) bool {
	return a.profile.Capacity[q.cfg.Channel] > 0 && f.qualifies(a, &item{queue: q, needs: f.number(skills)})
}

func (c *Enqueue) validate() error {
	switch {
	case checkID(string(c.Contact)) != nil:
		return ErrInvalidID
	case c.Customer != "" && checkID(string(c.Customer)) != nil:
		return ErrInvalidID
	case c.Priority != nil && (*c.Priority < 0 || *c.Priority > MaxPriority):
		return ErrInvalidPriority
	}
	return checkSkills(c.Skills, 0)
}

func (p ContactQueued) apply(f *Floor) bool {
	q := f.queues[p.Queue]
	if q == nil || q.cfg.Channel != p.Channel || f.item(p.Contact) != nil {
		return false
	}
	f.arrivals++
	c := f.newItem()
	c.Contact = *contact.New(p.Contact, p.Channel, p.Customer)
	c.seq, c.queue, c.needs, c.priority = f.arrivals, q, f.number(p.Skills), -1
	c.entered, c.queued, c.received, c.lastAgent = f.now, f.now, f.now-int64(p.Age), f.agent(p.LastAgent)
	if p.Priority != nil {
		c.priority = int16(*p.Priority)
	}
	if p.Hold > 0 && c.lastAgent != nil {
		c.holdUntil = f.now + int64(p.Hold)
	}
	f.items[p.Contact] = c
	f.row.push(c)
	q.live++
	f.lineUp(c)
	return true
}

func (c Abandon) step(f *Floor) error {
	it := f.item(c.Contact)
	switch {
	case it == nil:
		return ErrUnknownContact
	case it.over():
		return ErrOver
	case it.CustomerLeft():
		return ErrCustomerLeft
	}
	if it.offer.agent != nil {
		f.endOffer(it, Withdrawn)
	}
	if it.owner != nil {
		f.emit(CustomerLeft(c))
		return nil
	}
	f.finish(it, contact.Abandoned)
	return nil
}

// finish ends a contact that nobody has: it is closed, once its wrap-ups are done.
func (f *Floor) finish(c *item, reason contact.Reason) {
	if len(c.wraps) > 0 {
		f.emit(ContactEnded{Contact: c.ID(), Reason: reason})
	} else {
		f.emit(ContactClosed{Contact: c.ID(), Reason: reason})
	}
}

func (p ContactMoved) apply(f *Floor) bool {
	c, q := f.item(p.Contact), f.queues[p.Queue]
	if c == nil || q == nil || !c.waiting || q.cfg.Channel != c.Channel() {
		return false
	}
	f.stepOut(c)
	f.move(c, q)
	f.lineUp(c)
	return true
}

func (p ContactStays) apply(f *Floor) bool {
	return f.reline(p.Contact, func(c *item) { c.overflown = f.now })
}

func (p ContactRelaxed) apply(f *Floor) bool {
	return f.reline(p.Contact, func(c *item) { c.step = int16(c.steps()) + 1 })
}

func (p HoldEnded) apply(f *Floor) bool {
	return f.reline(p.Contact, func(c *item) { c.holdUntil = 0 })
}

// reline changes a waiting contact in a way that may change who can take it.
func (f *Floor) reline(id contact.ID, change func(*item)) bool {
	c := f.item(id)
	if c == nil || !c.waiting {
		return false
	}
	f.match.leave(c)
	change(c)
	f.match.enter(c)
	f.retime(c)
	f.needPlace(c)
	return true
}

func (p CustomerLeft) apply(f *Floor) bool {
	c := f.item(p.Contact)
	return c != nil && c.Leave() == nil
}

func (p ContactEnded) apply(f *Floor) bool {
	c := f.item(p.Contact)
	if c == nil || c.offer.agent != nil || c.guest != nil || c.Fire(contact.End, p.Reason) != nil {
		return false
	}
	f.stepOut(c)
	if c.owner != nil {
		f.free(c.owner, c, owning)
		c.owner = nil
	}
	f.retime(c)
	return true
}

func (p ContactClosed) apply(f *Floor) bool {
	c := f.item(p.Contact)
	if c == nil || len(c.wraps) > 0 || c.Fire(contact.Close, p.Reason) != nil {
		return false
	}
	f.stepOut(c)
	f.close(c)
	return true
}

func (c Enqueue) about() Error { return Error{Contact: c.Contact, Queue: c.Queue} }
func (c Abandon) about() Error { return Error{Contact: c.Contact} }
