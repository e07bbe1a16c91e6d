package main

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// tally is what a queue did.
type tally struct {
	queue     contact.QueueID
	channel   contact.Channel
	contacts  int // that came in, by transfer and overflow too
	offered   int // to agents, conference requests not among them
	answered  int // offers accepted
	rona      int // offers and conference requests that an agent missed
	abandoned int // contacts whose customer gave up before an agent had them
	waited    time.Duration
}

// speed is the average time that an answered contact had waited for an agent.
func (t *tally) speed() (average time.Duration, any bool) {
	if t.answered == 0 {
		return 0, false
	}
	return t.waited / time.Duration(t.answered), true
}

// count adds an event to the tally of its queue; it goes before the telling of the event.
func (b *book) count(p routing.Payload) {
	switch p := p.(type) {
	case routing.QueueSet:
		b.tally(p.Queue.ID).channel = p.Queue.Channel
	case routing.ContactQueued:
		b.tally(p.Queue).contacts++
	case routing.ContactMoved:
		b.tally(p.Queue).contacts++
	case routing.ContactTransferred:
		if p.Queue != "" {
			b.tally(p.Queue).contacts++
		}
	case routing.OfferMade:
		if p.Kind != routing.ToConference {
			b.tally(p.Queue).offered++
		}
	default:
		b.countEnd(p)
	}
}

// countEnd counts what does not name its queue.
func (b *book) countEnd(p routing.Payload) {
	switch p := p.(type) {
	case routing.OfferAccepted:
		if t, s := b.tallyOf(p.Contact); p.Kind != routing.ToConference {
			t.answered++
			t.waited += b.at.Sub(s.waits)
		}
	case routing.OfferEnded:
		if t, _ := b.tallyOf(p.Contact); p.Cause == routing.Missed {
			t.rona++
		}
	case routing.ContactEnded:
		b.countAbandoned(p.Contact, p.Reason)
	case routing.ContactClosed:
		b.countAbandoned(p.Contact, p.Reason)
	}
}

// countAbandoned counts a contact once, though it may end before it is closed.
func (b *book) countAbandoned(id contact.ID, reason contact.Reason) {
	if t, s := b.tallyOf(id); reason == contact.Abandoned && s.reason == contact.NotEnded {
		t.abandoned++
	}
}

func (b *book) tallyOf(id contact.ID) (*tally, *story) {
	s := b.story(subject{contact: id})
	return b.tally(s.queue), s
}

func (b *book) tally(id contact.QueueID) *tally {
	i := slices.IndexFunc(b.tallies, func(t *tally) bool { return t.queue == id })
	if i < 0 {
		i = len(b.tallies)
		b.tallies = append(b.tallies, &tally{queue: id})
	}
	return b.tallies[i]
}
