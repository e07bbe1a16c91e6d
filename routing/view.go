package routing

import (
	"iter"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// AgentView is what hosts show of an agent (S8).
type AgentView struct {
	ID       contact.AgentID    `json:"id"`
	Name     string             `json:"name,omitempty"`
	State    contact.AgentState `json:"state"`
	Code     string             `json:"code,omitempty"` // of Idle
	Since    time.Time          `json:"since"`          // of the state
	Next     *contact.Stand     `json:"next,omitempty"` // asked for (R8)
	Load     contact.Load       `json:"load"`           // contacts in hand, offers included
	Offers   []contact.ID       `json:"offers"`         // by arrival of the contact
	Contacts []contact.ID       `json:"contacts"`       // conversations, conferences and wrap-ups, by arrival
}

// ContactView is what hosts show of a contact. The customer's name and address are for the host, or
// Center.Offer, to join.
type ContactView struct {
	ID           contact.ID                            `json:"id"`
	Channel      contact.Channel                       `json:"channel"`
	Queue        contact.QueueID                       `json:"queue"`
	Customer     contact.CustomerID                    `json:"customer,omitempty"`
	State        contact.State                         `json:"state"`
	Reason       string                                `json:"reason,omitempty"` // why it is over, or CustomerLeft
	Priority     int                                   `json:"priority,omitempty"`
	Entered      time.Time                             `json:"entered"`  // its age counts from here
	Received     time.Time                             `json:"received"` // of an email: when it was received (O2)
	Owner        contact.AgentID                       `json:"owner,omitempty"`
	Guests       []contact.AgentID                     `json:"guests"`
	OfferedTo    contact.AgentID                       `json:"offered_to,omitempty"` // of an offer or a conference request
	Offer        uint64                                `json:"offer,omitempty"`
	Kind         OfferKind                             `json:"offer_kind,omitzero"`
	OfferedAt    time.Time                             `json:"offered_at,omitzero"`
	Deadline     time.Time                             `json:"deadline,omitzero"` // of the offer
	CustomerLeft bool                                  `json:"customer_left,omitempty"`
	OnHold       bool                                  `json:"on_hold,omitempty"` // the customer (R13)
	Wrapping     []contact.AgentID                     `json:"wrapping"`
	Reasons      map[contact.AgentID][]wrapup.ReasonID `json:"reasons"` // as submitted
	Supervisors  []Watcher                             `json:"supervisors,omitempty"`
}

// QueueView is what hosts show of a queue.
type QueueView struct {
	ID        contact.QueueID `json:"id"`
	Name      string          `json:"name,omitempty"`
	Channel   contact.Channel `json:"channel"`
	Open      bool            `json:"open"` // as of the last event
	Waiting   int             `json:"waiting"`
	Contacts  int             `json:"contacts"`  // that are not closed
	Agents    int             `json:"agents"`    // who serve it
	Available int             `json:"available"` // of them, in that state
}

// Agent returns an agent.
func (f *Floor) Agent(id contact.AgentID) (AgentView, bool) {
	a := f.agent(id)
	if a == nil {
		return AgentView{}, false
	}
	return a.view(), true
}

// Contact returns a contact that is not closed, or one of the last Settings.KeepClosed that are.
func (f *Floor) Contact(id contact.ID) (ContactView, bool) {
	c := f.item(id)
	if c == nil {
		return ContactView{}, false
	}
	return f.contactView(c), true
}

// Queue returns a queue.
func (f *Floor) Queue(id contact.QueueID) (QueueView, bool) {
	q := f.queues[id]
	if q == nil {
		return QueueView{}, false
	}
	return f.queueView(q), true
}

// Agents yields the agents in the order they were set.
func (f *Floor) Agents() iter.Seq[AgentView] {
	return func(yield func(AgentView) bool) {
		for _, a := range f.staff {
			if !yield(a.view()) {
				return
			}
		}
	}
}

// Contacts yields the contacts that Contact knows, by arrival.
func (f *Floor) Contacts() iter.Seq[ContactView] {
	return func(yield func(ContactView) bool) {
		for c := range f.row.all() {
			if !yield(f.contactView(c)) {
				return
			}
		}
	}
}

// Queues yields the queues in the order they were set.
func (f *Floor) Queues() iter.Seq[QueueView] {
	return func(yield func(QueueView) bool) {
		for _, q := range f.lines {
			if !yield(f.queueView(q)) {
				return
			}
		}
	}
}

// Reasons returns the wrap-up reasons that an agent may pick for a contact, by how well they match
// what was typed; all of them if that is empty (W3). They are those of the queue that the agent served
// the contact in, or of the contact's queue if the agent owes it no wrap-up.
func (f *Floor) Reasons(agent contact.AgentID, id contact.ID, typed string) []wrapup.Reason {
	c := f.item(id)
	if c == nil {
		return nil
	}
	q := c.queue
	if w := c.wrapOf(f.agent(agent)); w != nil {
		q = w.queue
	}
	return f.reasons.Search(typed, c.Channel(), q.cfg.ID)
}

func (a *agent) view() AgentView {
	v := AgentView{
		ID: a.ID(), Name: a.cfg.Name, State: a.State(), Code: a.Code(), Since: at(a.changed), Load: a.load,
		Offers: []contact.ID{}, Contacts: []contact.ID{},
	}
	if next, asked := a.Next(); asked {
		v.Next = &next
	}
	for _, l := range a.work {
		if l.role == offered {
			v.Offers = append(v.Offers, l.item.ID())
		} else if n := len(v.Contacts); n == 0 || v.Contacts[n-1] != l.item.ID() { // a guest may still owe a wrap-up of it
			v.Contacts = append(v.Contacts, l.item.ID())
		}
	}
	return v
}

func (f *Floor) contactView(c *item) ContactView {
	v := ContactView{
		ID: c.ID(), Channel: c.Channel(), Queue: c.queue.cfg.ID, Customer: c.Customer(), State: c.State(),
		Reason: c.Reason().String(), Priority: c.rank(), Entered: at(c.entered), Received: at(c.received),
		Guests: []contact.AgentID{}, Wrapping: []contact.AgentID{}, Reasons: map[contact.AgentID][]wrapup.ReasonID{},
		CustomerLeft: c.CustomerLeft(), OnHold: c.OnHold(), Supervisors: slices.Clone(f.watch[c.ID()]),
	}
	if c.owner != nil {
		v.Owner = c.owner.ID()
	}
	if c.guest != nil {
		v.Guests = append(v.Guests, c.guest.ID())
	}
	if o := &c.offer; o.agent != nil {
		v.OfferedTo, v.Offer, v.Kind = o.agent.ID(), o.id, o.kind
		v.OfferedAt, v.Deadline = at(o.made), at(o.deadline)
	}
	for _, w := range c.wraps {
		v.Wrapping = append(v.Wrapping, w.agent.ID())
	}
	for _, filed := range c.filed {
		if v.Reasons[filed.Agent] == nil {
			v.Reasons[filed.Agent] = []wrapup.ReasonID{} // in JSON not null, even without a reason
		}
		v.Reasons[filed.Agent] = append(v.Reasons[filed.Agent], filed.Reasons...)
	}
	return v
}

func (f *Floor) queueView(q *queue) QueueView {
	v := QueueView{
		ID: q.cfg.ID, Name: q.cfg.Name, Channel: q.cfg.Channel, Open: q.open(at(f.now)),
		Waiting: q.waiting, Contacts: q.live,
	}
	for _, a := range q.staff {
		v.Agents++
		if a.State() == contact.Available {
			v.Available++
		}
	}
	return v
}

// queueName returns a queue's display name.
func (f *Floor) queueName(id contact.QueueID) string {
	if q := f.queues[id]; q != nil {
		return q.cfg.Name
	}
	return ""
}

func at(nanos int64) time.Time { return time.Unix(0, nanos).UTC() }
