package simulate

import (
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// history follows events and finds the moments in them.
type history struct {
	courses   map[contact.ID]*course
	standings map[contact.AgentID]*standing
}

func newHistory() *history {
	return &history{courses: make(map[contact.ID]*course), standings: make(map[contact.AgentID]*standing)}
}

// course returns where a contact is; of an unknown one, nowhere.
func (h *history) course(id contact.ID) *course {
	if c := h.courses[id]; c != nil {
		return c
	}
	c := new(course)
	h.courses[id] = c
	return c
}

func (h *history) standing(id contact.AgentID) *standing {
	if a := h.standings[id]; a != nil {
		return a
	}
	a := new(standing)
	h.standings[id] = a
	return a
}

// holds reports whether a moment is not over yet.
func (h *history) holds(m moment) bool {
	if m.kind == fell {
		return h.standing(m.agent).fell.moment == m
	}
	c := h.courses[m.contact]
	if c == nil {
		return false
	}
	for _, p := range []*point{&c.waits, &c.offer, &c.leg, &c.guest} {
		if p.moment == m {
			return true
		}
	}
	return slices.ContainsFunc(c.wraps, func(p point) bool { return p.moment == m })
}

// see takes note of an event. It returns the moment that it is, if it is one.
func (h *history) see(ev *routing.Event) (now point, is bool) {
	at := ev.At.UnixNano()
	switch p := ev.Payload.(type) {
	case routing.AgentStateSet:
		return h.stateSet(p, at)
	case routing.NextStateSet:
		h.standing(p.Agent).next = nil
		if p.State != contact.SignedOut {
			h.standing(p.Agent).next = &contact.Stand{State: p.State, Code: p.Code}
		}
	case routing.ContactQueued:
		c := h.course(p.Contact)
		c.queue, c.held = p.Queue, p.LastAgent
		c.waits = c.next(came, p.Contact, "", at)
		return c.waits, true
	case routing.ContactMoved:
		h.course(p.Contact).queue = p.Queue
	case routing.OfferMade:
		return h.offered(p, at), true
	case routing.OfferAccepted:
		return h.accepted(p, at), true
	case routing.OfferEnded:
		c := h.course(p.Contact)
		if c.offer = (point{}); p.Kind == routing.FromTransfer && p.Cause != routing.Withdrawn {
			c.passed = at
		}
	default:
		return h.seeWork(ev.Payload, at)
	}
	return point{}, false
}

// seeWork takes note of what happens to a contact at its agents.
func (h *history) seeWork(p routing.Payload, at int64) (now point, is bool) {
	switch p := p.(type) {
	case routing.ContactTransferred:
		c := h.course(p.Contact)
		h.standing(c.leg.agent).inHand--
		c.leg, c.transfer = point{}, p.By != ""
		if p.Queue != "" {
			c.queue = p.Queue
		}
		c.waits = c.next(came, p.Contact, "", at)
		return c.waits, true
	case routing.GuestLeft:
		c := h.course(p.Contact)
		h.standing(c.guest.agent).inHand--
		c.guest = point{}
	case routing.ContactEnded:
		h.ended(p.Contact)
	case routing.ContactClosed:
		h.ended(p.Contact) // its counts stay: an id may come again
	case routing.WrapUpStarted:
		c := h.course(p.Contact)
		c.wraps = append(c.wraps, c.next(owed, p.Contact, p.Agent, at))
		h.standing(p.Agent).inHand++
		return c.wraps[len(c.wraps)-1], true
	case routing.WrapUpDropped:
		h.wrapped(p.Contact, p.Agent)
	case routing.WrapUpDone:
		h.wrapped(p.Contact, p.Agent)
	}
	return point{}, false
}

func (h *history) stateSet(p routing.AgentStateSet, at int64) (now point, is bool) {
	a := h.standing(p.Agent)
	a.state, a.next, a.fell = contact.Stand{State: p.State, Code: p.Code}, nil, point{}
	if p.State != contact.RONA {
		return point{}, false
	}
	a.falls++
	a.fell = point{moment: moment{kind: fell, agent: p.Agent, n: a.falls}, at: at, agent: p.Agent}
	return a.fell, true
}

func (h *history) offered(p routing.OfferMade, at int64) point {
	c, kind := h.course(p.Contact), shown
	if p.Kind == routing.ToConference {
		kind = asked
	}
	c.transfer = false
	c.offer = c.next(kind, p.Contact, p.Agent, at)
	return c.offer
}

func (h *history) accepted(p routing.OfferAccepted, at int64) point {
	c := h.course(p.Contact)
	h.standing(p.Agent).inHand++
	c.offer = point{}
	if p.Kind == routing.ToConference {
		c.guest = c.next(joined, p.Contact, p.Agent, at)
		return c.guest
	}
	c.waits = point{}
	c.leg = c.next(taken, p.Contact, p.Agent, at)
	return c.leg
}

// ended takes note that nobody serves a contact any more.
func (h *history) ended(id contact.ID) {
	c := h.course(id)
	if c.leg.kind != never {
		h.standing(c.leg.agent).inHand--
	}
	c.leg, c.waits = point{}, point{}
}

func (h *history) wrapped(id contact.ID, who contact.AgentID) {
	c := h.course(id)
	if i := slices.IndexFunc(c.wraps, func(p point) bool { return p.agent == who }); i >= 0 {
		c.wraps = slices.Delete(c.wraps, i, i+1)
		h.standing(who).inHand--
	}
}

// begin takes a center's state for the beginning: what is there then has no moment of its own.
func (h *history) begin(f *routing.Floor) {
	for v := range f.Agents() {
		a := h.standing(v.ID)
		a.state, a.next = contact.Stand{State: v.State, Code: v.Code}, v.Next
	}
	for v := range f.Contacts() {
		if v.State != contact.Closed {
			h.beginContact(v)
		}
	}
}

func (h *history) beginContact(v routing.ContactView) {
	c := h.course(v.ID)
	c.queue = v.Queue
	at := func(kind occasion, who contact.AgentID) point {
		return point{moment: moment{kind: kind, contact: v.ID}, agent: who, queue: v.Queue}
	}
	if v.State == contact.Queued || v.State == contact.Offered {
		c.waits = at(came, "")
	}
	if v.OfferedTo != "" {
		c.offer = at(shown, v.OfferedTo)
	}
	if v.Owner != "" {
		c.leg = at(taken, v.Owner)
		h.standing(v.Owner).inHand++
	}
	for _, id := range v.Guests {
		c.guest = at(joined, id)
		h.standing(id).inHand++
	}
	for _, id := range v.Wrapping {
		c.wraps = append(c.wraps, at(owed, id))
		h.standing(id).inHand++
	}
}
