package metrics

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// apply counts one event.
func (m *Metrics) apply(p routing.Payload) {
	switch p := p.(type) {
	case routing.QueueSet:
		q := m.queue(p.Queue.ID)
		q.name, q.channel = p.Queue.Name, p.Queue.Channel
	case routing.AgentSet:
		m.agent(p.Agent.ID).name = p.Agent.Name
	case routing.AgentStateSet:
		a := m.agent(p.Agent)
		a.accrue(m.now)
		a.state = p.State
	case routing.ContactQueued:
		m.queued(p)
	case routing.OfferMade:
		m.offered(p)
	case routing.OfferAccepted:
		m.accepted(p)
	case routing.OfferEnded:
		m.offerEnded(p)
	default:
		m.applyToContact(p)
	}
}

// applyToContact counts what happens to a contact beside offers.
func (m *Metrics) applyToContact(p routing.Payload) {
	switch p := p.(type) {
	case routing.ContactMoved:
		m.moved(p)
	case routing.ContactTransferred:
		m.transferred(p)
	case routing.CustomerHeld:
		if c := m.open[p.Contact]; c != nil {
			c.hold(m.agent(p.Agent), m.now)
		}
	case routing.CustomerRetrieved:
		m.retrieved(p.Contact)
	case routing.CustomerLeft:
		m.retrieved(p.Contact)
	case routing.ContactEnded:
		m.over(p.Contact, p.Reason)
	case routing.ContactClosed:
		m.over(p.Contact, p.Reason)
		m.forget(p.Contact)
	case routing.GuestLeft:
		m.guestLeft(p)
	case routing.WrapUpStarted:
		m.wrapUpStarted(p)
	case routing.WrapUpDropped:
		m.handled(p.Contact, p.Agent)
	case routing.WrapUpDone:
		m.handled(p.Contact, p.Agent)
	}
}

func (m *Metrics) queued(p routing.ContactQueued) {
	m.forget(p.Contact) // unknown in any log that a Floor wrote
	q := m.queue(p.Queue)
	q.channel = p.Channel
	m.order++
	c := &open{order: m.order, began: m.now - min(max(int64(p.Age), 0), m.now)}
	m.open[p.Contact] = c
	q.enter(c, m.now)
}

func (m *Metrics) offered(p routing.OfferMade) {
	c := m.open[p.Contact]
	if c == nil {
		return
	}
	c.queue.now.Offers.made(p.Kind)
	m.agent(p.Agent).now.Offers.made(p.Kind)
	if p.Kind != routing.ToConference && c.waits && !c.offered {
		c.offered = true
		c.queue.offered++
	}
}

func (m *Metrics) accepted(p routing.OfferAccepted) {
	c, a := m.open[p.Contact], m.agent(p.Agent)
	if c == nil || c.leg(a) != nil && p.Kind != routing.ToConference {
		return
	}
	c.queue.now.Offers.Accepted++
	a.now.Offers.Accepted++
	if p.Kind == routing.ToConference {
		c.join(a, m.now)
		return
	}
	if wait, waited := c.queue.leave(c, m.now); waited {
		c.queue.now.answer(wait, c.queue.target)
		m.sample(Answer, wait, c.queue, a.id)
	}
	c.accept(a, m.now)
}

func (m *Metrics) offerEnded(p routing.OfferEnded) {
	c := m.open[p.Contact]
	if c == nil {
		return
	}
	c.queue.now.Offers.ended(p.Cause)
	m.agent(p.Agent).now.Offers.ended(p.Cause)
	if p.Kind != routing.ToConference {
		c.queue.unoffer(c)
	}
}

func (m *Metrics) moved(p routing.ContactMoved) {
	c := m.open[p.Contact]
	if c == nil {
		return
	}
	if _, waited := c.queue.leave(c, m.now); waited {
		c.queue.now.MovedOut++
	}
	m.queue(p.Queue).enter(c, m.now)
	c.queue.now.MovedIn++
}

// transferred lets a contact wait anew, in its queue or another. The sender's leg ends as its wrap-up starts.
func (m *Metrics) transferred(p routing.ContactTransferred) {
	c := m.open[p.Contact]
	if c == nil {
		return
	}
	c.queue.leave(c, m.now) // it does not wait in any log that a Floor wrote
	c.queue.now.TransfersOut++
	m.agent(p.Agent).now.Transfers++
	to := c.queue
	if p.Queue != "" {
		to = m.queue(p.Queue)
	}
	c.began = m.now
	to.enter(c, m.now)
	to.now.TransfersIn++
}

// retrieved ends a hold: by the agent, or because the customer left.
func (m *Metrics) retrieved(id contact.ID) {
	if c := m.open[id]; c != nil {
		for i := range c.legs {
			c.legs[i].retrieve(m.now)
		}
	}
}

// over counts a contact that ends while it waits.
func (m *Metrics) over(id contact.ID, reason contact.Reason) {
	c := m.open[id]
	if c == nil {
		return
	}
	wait, waited := c.queue.leave(c, m.now)
	switch {
	case !waited:
	case reason == contact.TransferMissed:
		c.queue.now.Dropped++
	default:
		c.queue.now.abandon(wait, c.queue.target, m.cfg.ShortAbandon)
		m.sample(Abandon, wait, c.queue, "")
	}
}

func (m *Metrics) guestLeft(p routing.GuestLeft) {
	if c, a := m.open[p.Contact], m.agent(p.Agent); c != nil && c.guest == a {
		c.join(nil, m.now)
	}
}

func (m *Metrics) wrapUpStarted(p routing.WrapUpStarted) {
	if c := m.open[p.Contact]; c != nil {
		if l := c.leg(m.agent(p.Agent)); l != nil {
			l.stop(m.now)
		}
	}
}

// handled counts an agent's work on a contact, now that its wrap-up is over.
func (m *Metrics) handled(id contact.ID, who contact.AgentID) {
	c, a := m.open[id], m.agent(who)
	if c == nil || c.leg(a) == nil {
		return
	}
	l := *c.leg(a)
	l.stop(m.now)
	c.legs = slices.DeleteFunc(c.legs, func(o leg) bool { return o.agent == a })
	c.drop(a, m.now)
	l.queue.inHand--
	talk, hold, wrapUp := l.times(m.now)
	handle := talk + hold + wrapUp
	l.queue.now.Handling.done(talk, hold, wrapUp)
	l.queue.now.Handles.Record(handle)
	a.now.Handling.done(talk, hold, wrapUp)
	for measure, took := range [...]time.Duration{Talk: talk, Hold: hold, WrapUp: wrapUp, Handle: handle} {
		if Measure(measure) >= Talk {
			m.sample(Measure(measure), took, l.queue, a.id)
		}
	}
}

// forget lets go of a contact that is closed.
func (m *Metrics) forget(id contact.ID) {
	c := m.open[id]
	if c == nil {
		return
	}
	c.queue.leave(c, m.now)
	c.join(nil, m.now)
	for len(c.legs) > 0 { // none in any log that a Floor wrote
		a := c.legs[0].agent
		c.legs[0].queue.inHand--
		c.legs = c.legs[1:]
		c.drop(a, m.now)
	}
	delete(m.open, id)
}
