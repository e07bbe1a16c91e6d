package routing

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// give puts a contact into an agent's hand. A contact that is in it already, as another role, takes
// no second unit of capacity (I4: load is derived from what is in hand).
func (f *Floor) give(a *agent, c *item, r role) {
	if !slices.ContainsFunc(a.work, func(l link) bool { return l.item == c }) {
		a.load[c.Channel()]++
	}
	at := len(a.work)
	for at > 0 && a.work[at-1].item.seq > c.seq {
		at--
	}
	a.work = slices.Insert(a.work, at, link{item: c, role: r})
	if r != offered {
		a.since = f.now
	}
	f.touch(a)
}

// free takes a contact out of an agent's hand.
func (f *Floor) free(a *agent, c *item, r role) {
	i := slices.Index(a.work, link{item: c, role: r})
	if i < 0 {
		return
	}
	a.work = without(a.work, i)
	if !slices.ContainsFunc(a.work, func(l link) bool { return l.item == c }) {
		a.load[c.Channel()]--
	}
	if r != offered {
		a.since = f.now
	}
	f.touch(a)
}

// touch notes that an agent changed: who could take what must be seen anew.
func (f *Floor) touch(a *agent) {
	f.match.touch(a)
	if !a.feeding {
		a.feeding = true
		f.feed = append(f.feed, a)
	}
}

// lineUp puts a contact in line, in the place that its rank and age give it.
func (f *Floor) lineUp(c *item) {
	c.key = c.entered - int64(c.rank())*int64(f.settings.Ageing)
	c.waiting = true
	if c.queue.waiting == 0 {
		c.queue.busySince = f.now
	}
	c.queue.waiting++
	f.match.enter(c)
	f.retime(c)
	f.needPlace(c)
}

func (f *Floor) needPlace(c *item) {
	if !c.placing {
		c.placing = true
		f.place = append(f.place, c)
	}
}

// stepOut takes a contact out of the line.
func (f *Floor) stepOut(c *item) {
	if !c.waiting {
		return
	}
	f.match.leave(c)
	c.waiting = false
	c.queue.waiting--
	c.queue.notePace(f.now)
}

// notePace smooths the time between two contacts leaving a line that never was empty between.
func (q *queue) notePace(now int64) {
	switch gap := now - q.busySince; {
	case gap == 0: // it went straight to a free agent
	case q.pace == 0:
		q.pace = gap
	default:
		q.pace += (gap - q.pace) / 8
	}
	q.busySince = now
	if q.waiting == 0 {
		q.busySince = 0
	}
}

// move changes a contact's queue; its steps begin anew.
func (f *Floor) move(c *item, q *queue) {
	c.queue.live--
	q.live++
	c.queue, c.queued = q, f.now
	c.step, c.overflown, c.holdUntil = 0, 0, 0
}

// close forgets a contact after KeepClosed others.
func (f *Floor) close(c *item) {
	c.queue.live--
	f.retime(c)
	c.lastAgent, c.avoid = nil, nil
	f.closed.push(c)
	f.forget()
}

func (f *Floor) forget() {
	for f.closed.len() > f.settings.KeepClosed {
		c := f.closed.pop()
		delete(f.items, c.ID())
		f.row.remove(c)
		if f.lastItem == c {
			f.lastItem = nil
		}
		f.discard(c)
	}
}

// nextStep returns what the waiting contact waits for next, as a time, or 0.
func (c *item) nextStep() int64 {
	next := int64(0)
	sooner := func(t int64) {
		if next == 0 || t < next {
			next = t
		}
	}
	if c.holdUntil != 0 {
		sooner(c.holdUntil)
	}
	if c.steps() < len(c.queue.cfg.Relax) {
		sooner(c.queued + int64(c.queue.cfg.Relax[c.steps()].After))
	}
	if over := c.queue.cfg.Overflow; over.After > 0 {
		sooner(c.overflowAt())
	}
	return next
}

// overflowAt returns when a contact is to overflow: after its wait, and again after as long if nothing
// would take it.
func (c *item) overflowAt() int64 {
	return max(c.queued, c.overflown) + int64(c.queue.cfg.Overflow.After)
}

// qualifies reports whether an agent serves a contact's queue with the skills it needs now, and is
// not kept from it by a hold for another (R5).
func (f *Floor) qualifies(a *agent, c *item) bool {
	if c.holdUntil != 0 && c.lastAgent != a {
		return false
	}
	_, serves := a.in(c.queue)
	return serves != nil && meets(a.skills, f.needsOf(c, nil))
}

// needsOf appends what a contact needs now: its queue's skills, its own over them, lowered by the
// steps it has waited through (R3).
func (f *Floor) needsOf(c *item, needs []need) []need {
	needs = append(needs, c.queue.needs...)
	for _, n := range c.needs {
		needs = setNeed(needs, n)
	}
	for _, r := range c.queue.relax[:c.steps()] {
		if levelOf(needs, r.skill) > r.level {
			needs = setNeed(needs, r)
		}
	}
	return needs
}

// open reports whether a queue admits contacts at a time (R6).
func (q *queue) open(t time.Time) bool {
	return !q.cfg.Channel.RealTime() || q.cfg.Hours.open(t.In(q.zone))
}

func (q *queue) full() bool { return q.cfg.Max > 0 && q.waiting >= q.cfg.Max }

// admit returns the queue that takes a contact of that channel: the one asked for, or the queue that
// it overflows to when it is full or closed.
func (f *Floor) admit(id contact.QueueID) (*queue, error) {
	q := f.queues[id]
	if q == nil {
		return nil, ErrUnknownQueue
	}
	err := f.refuses(q)
	if err == nil {
		return q, nil
	}
	if over := f.queues[q.cfg.Overflow.Queue]; over != nil && over.cfg.Channel == q.cfg.Channel && f.refuses(over) == nil {
		return over, nil
	}
	return nil, err
}

func (f *Floor) refuses(q *queue) error {
	switch {
	case !q.open(f.at):
		return ErrQueueClosed
	case q.full():
		return ErrQueueFull
	}
	return nil
}
