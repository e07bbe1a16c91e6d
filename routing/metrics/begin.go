package metrics

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Begin makes a center's state the beginning, in place of the log up to there: who waits since when, who has what.
// Counts are 0, and what is in hand is taken for accepted at that moment. Call it before Apply.
func (m *Metrics) Begin(f *routing.Floor) {
	if now := f.Now(); now.UnixNano() != 0 { // something has happened there
		m.pass(nanos(now))
	}
	for v := range f.Queues() {
		q := m.queue(v.ID)
		q.name, q.channel = v.Name, v.Channel
	}
	for v := range f.Agents() {
		a := m.agent(v.ID)
		a.name, a.state = v.Name, v.State
	}
	for v := range f.Contacts() {
		if v.State != contact.Closed {
			m.beginContact(v)
		}
	}
}

func (m *Metrics) beginContact(v routing.ContactView) {
	m.order++
	c := &open{order: m.order, began: v.Entered.UnixNano(), queue: m.queue(v.Queue)}
	switch {
	case v.OfferedTo != "" && v.Kind == routing.FromTransfer:
		c.began = v.OfferedAt.UnixNano()
	case len(v.Wrapping)+len(v.Reasons) == 0: // not transferred: an email waits since it was received
		c.began = v.Received.UnixNano()
	}
	m.open[v.ID] = c
	if v.State == contact.Queued || v.State == contact.Offered {
		c.waits = true
		c.queue.admit(c)
	}
	if v.OfferedTo != "" && c.waits {
		c.offered = true
		c.queue.offered++
	}
	for _, id := range v.Guests {
		c.join(m.agent(id), m.now)
	}
	if v.Owner != "" {
		c.accept(m.agent(v.Owner), m.now)
		if v.OnHold {
			c.hold(m.agent(v.Owner), m.now)
		}
	}
	for _, id := range v.Wrapping {
		c.accept(m.agent(id), m.now)
		c.leg(m.agent(id)).stop(m.now)
	}
}
