package routing_test

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// ledger follows a log and knows of each contact only who has it and what is offered.
type ledger struct {
	last    time.Time
	offers  map[uint64]*pendingOffer // live
	ended   map[uint64]bool          // accepted or not: only once (I3)
	live    map[contact.ID]uint64
	owner   map[contact.ID]contact.AgentID
	present map[contact.ID]bool
	err     error
}

type pendingOffer struct {
	routing.OfferMade
	deadline time.Time
}

// checkLog reports the first event that breaks I1, I3 or I6, or that is out of order.
func checkLog(events []routing.Event) error {
	l := &ledger{
		offers: make(map[uint64]*pendingOffer), ended: make(map[uint64]bool), live: make(map[contact.ID]uint64),
		owner: make(map[contact.ID]contact.AgentID), present: make(map[contact.ID]bool),
	}
	for i, ev := range events {
		if ev.At.Before(l.last) {
			return fmt.Errorf("event %d at %v comes after one at %v", i, ev.At, l.last)
		}
		l.last = ev.At
		if l.note(ev); l.err != nil {
			return fmt.Errorf("event %d, %s: %w", i, routing.Describe(ev), l.err)
		}
	}
	return nil
}

func (l *ledger) want(ok bool, rule string) {
	if !ok && l.err == nil {
		l.err = errors.New(rule)
	}
}

func (l *ledger) note(ev routing.Event) {
	switch p := ev.Payload.(type) {
	case routing.ContactQueued:
		l.want(!l.present[p.Contact], "the contact is there already")
		l.present[p.Contact] = true
	case routing.OfferMade:
		l.made(ev.At, p)
	case routing.OfferAccepted:
		l.accepted(ev.At, p)
	case routing.OfferEnded:
		o := l.end(p.Offer, p.Contact)
		l.want(p.Cause != routing.Missed || o != nil && !ev.At.Before(o.deadline), "missed before its deadline")
	case routing.OffersExtended:
		for _, o := range l.offers {
			o.deadline = o.deadline.Add(p.By)
		}
	case routing.CustomerHeld:
		l.want(l.owner[p.Contact] == p.Agent, "held by another than its owner (R13)")
	case routing.CustomerRetrieved:
		l.want(l.owner[p.Contact] == p.Agent, "retrieved by another than its owner (R13)")
	case routing.ContactTransferred:
		l.want(l.owner[p.Contact] == p.Agent, "not the owner's")
		delete(l.owner, p.Contact)
	case routing.ContactEnded:
		l.want(l.live[p.Contact] == 0, "ended with a live offer (I1)")
		delete(l.owner, p.Contact)
	case routing.ContactClosed:
		l.want(l.live[p.Contact] == 0 && l.owner[p.Contact] == "", "closed in somebody's hand (I6)")
		l.want(l.present[p.Contact], "closed, but never came")
	}
}

func (l *ledger) made(at time.Time, p routing.OfferMade) {
	l.want(l.live[p.Contact] == 0, "a second live offer (I1)")
	l.want((p.Kind == routing.ToConference) == (l.owner[p.Contact] != ""), "offered though owned (I1)")
	l.want(!l.ended[p.Offer] && l.offers[p.Offer] == nil, "the offer's number is not new")
	l.offers[p.Offer] = &pendingOffer{p, at.Add(p.Timeout)}
	l.live[p.Contact] = p.Offer
}

func (l *ledger) accepted(at time.Time, p routing.OfferAccepted) {
	o := l.end(p.Offer, p.Contact)
	if o == nil {
		return
	}
	l.want(o.Agent == p.Agent && at.Before(o.deadline), "accepted too late (I3), or by another agent")
	if p.Kind != routing.ToConference {
		l.want(l.owner[p.Contact] == "", "a second owner (I1)")
		l.owner[p.Contact] = p.Agent
	}
}

// end ends a live offer.
func (l *ledger) end(id uint64, c contact.ID) *pendingOffer {
	o := l.offers[id]
	l.want(o != nil && o.Contact == c && !l.ended[id], "the offer is not live (I3)")
	delete(l.offers, id)
	delete(l.live, c)
	l.ended[id] = true
	return o
}

// checkFloor reports the first contact or agent of a floor that contradicts another or itself (I1, I4, I6).
func checkFloor(f *routing.Floor) error {
	hands := make(map[contact.AgentID][]contact.ID)
	for c := range f.Contacts() {
		if err := checkContact(c); err != nil {
			return fmt.Errorf("%w: %+v", err, c)
		}
		for _, a := range slices.Concat([]contact.AgentID{c.Owner, c.OfferedTo}, c.Guests, c.Wrapping) {
			if !slices.Contains(hands[a], c.ID) {
				hands[a] = append(hands[a], c.ID)
			}
		}
	}
	for a := range f.Agents() {
		if err := checkAgent(a, hands[a.ID]); err != nil {
			return fmt.Errorf("%w: %+v", err, a)
		}
	}
	return nil
}

func checkContact(c routing.ContactView) error {
	offered := c.OfferedTo != "" && c.Kind != routing.ToConference
	switch {
	case (c.State == contact.Active) != (c.Owner != ""):
		return errors.New("active and owned are not the same")
	case (c.State == contact.Offered) != offered:
		return errors.New("offered, but nobody is asked, or the other way round")
	case c.OfferedTo != "" && c.Deadline.IsZero():
		return errors.New("an offer without a deadline (I2)")
	case c.OnHold && (c.State != contact.Active || c.CustomerLeft || !c.Channel.RealTime()):
		return errors.New("on hold, but not on the line with an owner (R13)")
	case c.State == contact.WrapUp && len(c.Wrapping) == 0:
		return errors.New("nobody is wrapping up (I2)")
	case c.State == contact.Closed && len(c.Wrapping)+len(c.Guests) > 0:
		return errors.New("closed, but in somebody's hand")
	}
	return nil
}

func checkAgent(a routing.AgentView, hands []contact.ID) error {
	mine := slices.Concat(a.Offers, a.Contacts)
	slices.Sort(mine)
	slices.Sort(hands)
	switch {
	case !slices.Equal(slices.Compact(mine), hands):
		return fmt.Errorf("contacts say that %v are in the agent's hand", hands)
	case a.Load.Total() != len(hands):
		return errors.New("the load is not what is in hand (I4)")
	case len(a.Offers) > 0 && a.State != contact.Available:
		return errors.New("offers without being available (I7)")
	}
	return nil
}
