package main

import (
	"cmp"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// card is what an agent's desktop shows of an offer (O1, O2): the floor's part, and the customer's
// name and address, joined from where personal data is kept.
type card struct {
	Offer     uint64            `json:"offer"`
	Contact   contact.ID        `json:"contact"`
	Kind      routing.OfferKind `json:"offer_kind"`
	Channel   contact.Channel   `json:"channel"`
	Customer  string            `json:"customer"` // the name, or else the unique id
	Email     string            `json:"email,omitempty"`
	Queue     string            `json:"queue"` // the name, or else the id
	OfferedAt time.Time         `json:"offered_at"`
	Deadline  time.Time         `json:"deadline"`
	Entered   time.Time         `json:"entered"`
	Received  time.Time         `json:"received,omitzero"` // of an email
}

// card returns the card of a contact that is offered.
func (s *scene) card(c routing.ContactView) card {
	who := s.customer(c)
	q, _ := s.floor.Queue(c.Queue)
	k := card{
		Offer: c.Offer, Contact: c.ID, Kind: c.Kind, Channel: c.Channel,
		Customer: who.Label(), Email: who.Email, Queue: cmp.Or(q.Name, string(c.Queue)),
		OfferedAt: c.OfferedAt, Deadline: c.Deadline, Entered: c.Entered,
	}
	if c.Channel == contact.Email {
		k.Received = c.Received
	}
	return k
}

// customer returns who a contact is from; of an unknown customer, only the id.
func (s *scene) customer(c routing.ContactView) contact.Customer {
	id := cmp.Or(c.Customer, contact.CustomerID(c.ID))
	return cmp.Or(s.customers[id], contact.Customer{ID: id})
}

// offers shows the cards of an agent's offers.
func (s *scene) offers(id contact.AgentID) (*result, error) {
	a, known := s.floor.Agent(id)
	if !known {
		return nil, &routing.Error{Code: routing.ErrUnknownAgent, Command: "offers", Agent: id}
	}
	cards := []card{}
	t := table{{"offer", "contact", "kind", "channel", "offered", "deadline", "entered", "received", "queue", "customer"}}
	for _, id := range a.Offers {
		c, _ := s.floor.Contact(id)
		k := s.card(c)
		cards = append(cards, k)
		t.add(str(k.Offer), string(k.Contact), k.Kind.String(), k.Channel.String(), stamp(k.OfferedAt),
			stamp(k.Deadline), stamp(k.Entered), stampOf(k.Received), k.Queue, address(k.Customer, k.Email))
	}
	return &result{cards, t}, nil
}

// note returns what is personal about an offer or an acceptance, if anything is known: a person
// reads it beside the event, but it is no part of the log.
func (s *scene) note(h happening) string {
	if h.event == nil {
		return ""
	}
	var id contact.ID
	switch p := h.event.Payload.(type) {
	case routing.OfferMade:
		id = p.Contact
	case routing.OfferAccepted:
		id = p.Contact
	default:
		return ""
	}
	c, _ := s.floor.Contact(id)
	if who := s.customer(c); who.Name != "" || who.Email != "" {
		return "from " + address(who.Label(), who.Email)
	}
	return ""
}

func address(label, email string) string {
	if email == "" {
		return label
	}
	return label + " <" + email + ">"
}
