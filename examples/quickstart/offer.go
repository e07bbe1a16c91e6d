package main

import (
	"fmt"

	"github.com/acdkit/acdkit/routing"
)

// offer tells of offers, and returns whether the event is one of these.
func (b *book) offer(p routing.Payload) bool {
	switch p := p.(type) {
	case routing.OfferMade:
		b.offered(p)
	case routing.OfferAccepted:
		b.accepted(p)
	case routing.OfferEnded:
		b.passed(p)
	default:
		return false
	}
	return true
}

// offered tells who is asked, by whom, and for how long.
func (b *book) offered(p routing.OfferMade) {
	by := b.names.agent(p.By)
	what := fmt.Sprintf("is offered the %s", b.story(subject{contact: p.Contact}).channel)
	switch p.Kind {
	case routing.FromTransfer, routing.FromReassign:
		what += " by " + by
	case routing.FromReturn:
		what += " back"
	case routing.ToConference:
		what = "is asked by " + by + " to join"
	}
	b.contact(p.Contact, b.names.agent(p.Agent), "%s, for %s", what, p.Timeout)
}

func (b *book) accepted(p routing.OfferAccepted) {
	if p.Kind == routing.ToConference {
		b.contact(p.Contact, b.names.agent(p.Agent), "joins the conference")
		return
	}
	b.story(subject{contact: p.Contact}).owner = p.Agent
	b.contact(p.Contact, b.names.agent(p.Agent), "accepts")
}

func (b *book) passed(p routing.OfferEnded) {
	what := map[routing.Cause]string{
		routing.Missed: "does not answer: RONA", routing.Declined: "declines", routing.Withdrawn: "loses the offer: withdrawn",
	}[p.Cause]
	b.contact(p.Contact, b.names.agent(p.Agent), "%s", what)
}
