package metrics

import (
	"slices"
	"time"
)

// open is a contact that is not closed.
type open struct {
	order   uint64 // of arrival
	began   int64  // to wait
	queue   *queue
	waits   bool // not answered yet
	offered bool // to an agent, while it waits
	legs    []leg
	guest   *agent
}

// leg is one agent's having a contact, from acceptance to the end of the wrap-up.
type leg struct {
	agent    *agent
	queue    *queue // whose contact it was
	accepted int64
	heldAt   int64 // 0: not on hold
	hold     int64
	ended    int64 // when wrap-up began, 0: not yet
}

// leg returns the leg of an agent, or nil.
func (c *open) leg(a *agent) *leg {
	i := slices.IndexFunc(c.legs, func(l leg) bool { return l.agent == a })
	if i < 0 {
		return nil
	}
	return &c.legs[i]
}

// involves reports whether an agent has the contact in hand.
func (c *open) involves(a *agent) bool { return c.guest == a || c.leg(a) != nil }

// take puts the contact into an agent's hand.
func (c *open) take(a *agent, now int64) {
	if !c.involves(a) {
		a.accrue(now)
		a.inHand++
	}
}

// drop takes it out, unless the agent has it in another role yet.
func (c *open) drop(a *agent, now int64) {
	if !c.involves(a) {
		a.accrue(now)
		a.inHand--
	}
}

// accept begins an agent's leg.
func (c *open) accept(a *agent, now int64) {
	c.take(a, now)
	c.legs = append(c.legs, leg{agent: a, queue: c.queue, accepted: now})
	c.queue.inHand++
}

// join makes an agent the conference guest in place of the one there is; nil makes nobody.
func (c *open) join(a *agent, now int64) {
	was := c.guest
	if a != nil {
		c.take(a, now)
	}
	if c.guest = a; was != nil && was != a {
		c.drop(was, now)
	}
}

// stop ends the conversation of a leg.
func (l *leg) stop(now int64) {
	if l.ended == 0 {
		l.retrieve(now)
		l.ended = now
	}
}

// hold begins a hold by an agent who serves the contact.
func (c *open) hold(a *agent, now int64) {
	if l := c.leg(a); l != nil && l.ended == 0 && l.heldAt == 0 {
		l.heldAt = now
	}
}

// retrieve ends a hold.
func (l *leg) retrieve(now int64) {
	if l.heldAt != 0 {
		l.hold += now - l.heldAt
		l.heldAt = 0
	}
}

// times returns what the leg came to, now that its wrap-up is done.
func (l *leg) times(now int64) (talk, hold, wrapUp time.Duration) {
	return time.Duration(l.ended - l.accepted - l.hold), time.Duration(l.hold), time.Duration(now - l.ended)
}
