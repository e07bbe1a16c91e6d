package main

import (
	"cmp"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// arrival tells of a contact's coming and going, and returns whether the event is one of these.
func (b *book) arrival(p routing.Payload) bool {
	switch p := p.(type) {
	case routing.ContactQueued:
		b.queued(p)
	case routing.ContactMoved:
		b.story(subject{contact: p.Contact}).queue = p.Queue
		b.contact(p.Contact, "", "overflows to %s", b.names.queue(p.Queue))
	case routing.ContactStays:
		b.contact(p.Contact, "", "waits on: where it overflows to takes nothing")
	case routing.ContactRelaxed:
		b.contact(p.Contact, "", "needs a lower skill from now on")
	case routing.HoldEnded:
		b.contact(p.Contact, "", "waits no longer for one agent alone")
	case routing.CustomerLeft:
		b.contact(p.Contact, b.customer(p.Contact), "leaves")
	case routing.ContactEnded:
		b.ended(p.Contact, p.Reason)
	case routing.ContactClosed:
		b.closed(p)
	default:
		return false
	}
	return true
}

// contact tells of a contact.
func (b *book) contact(id contact.ID, who, format string, args ...any) {
	b.tell(subject{contact: id}, who, format, args...)
}

// customer returns what a contact's customer is called.
func (b *book) customer(id contact.ID) string {
	c := b.names.customer(b.story(subject{contact: id}).customer)
	return cmp.Or(c.Label(), "customer")
}

func (b *book) queued(p routing.ContactQueued) {
	s := b.story(subject{contact: p.Contact})
	s.customer, s.channel, s.queue, s.waits = p.Customer, p.Channel, p.Queue, b.at
	b.contact(p.Contact, b.customer(p.Contact), "enters the queue %s", b.names.queue(p.Queue))
}

// ended tells why nobody serves a contact any more. The event does not say who ended it: its owner.
func (b *book) ended(id contact.ID, reason contact.Reason) {
	s := b.story(subject{contact: id})
	s.reason = reason
	switch reason {
	case contact.Abandoned:
		b.contact(id, b.customer(id), "gives up")
	case contact.TransferMissed:
		b.contact(id, "", "is dropped: nobody took the transfer")
	default:
		b.contact(id, b.names.agent(s.owner), "ends the %s", s.channel)
	}
	s.owner = ""
}

func (b *book) closed(p routing.ContactClosed) {
	s := b.story(subject{contact: p.Contact})
	if s.reason == contact.NotEnded {
		b.ended(p.Contact, p.Reason)
	}
	s.closed = true
	b.contact(p.Contact, "", "closed")
}
