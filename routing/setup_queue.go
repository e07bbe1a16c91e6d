package routing

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
)

func (c SetQueue) step(f *Floor) error {
	if err := c.validate(); err != nil {
		return err
	}
	set := c.Queue.withDefaults()
	if _, known := f.strategies[set.Strategy]; !known {
		return ErrUnknownStrategy
	}
	if _, err := f.zone(set.Hours.Zone); err != nil {
		return ErrInvalidHours
	}
	for _, id := range []contact.QueueID{set.ID, set.Overflow.Queue, set.Miss.Queue} {
		if o := f.queues[id]; o != nil && o.cfg.Channel != set.Channel {
			return ErrInvalidChannel
		}
	}
	if q := f.queues[set.ID]; q == nil || !reflect.DeepEqual(q.cfg, set) {
		f.emit(QueueSet{set})
	}
	return nil
}

func (p QueueSet) apply(f *Floor) bool {
	q := f.queues[p.Queue.ID]
	switch {
	case !p.Queue.Channel.Valid() || len(p.Queue.Relax) > maxRelax:
		return false
	case q != nil && q.cfg.Channel != p.Queue.Channel:
		return false
	case q == nil:
		q = &queue{seq: len(f.lines)}
		if n := len(f.lines); n > 0 {
			q.seq = f.lines[n-1].seq + 1
		}
		f.queues[p.Queue.ID] = q
		f.lines = append(f.lines, q)
	}
	f.configure(q, p.Queue)
	f.rebuild(q)
	return true
}

// configure gives a queue its administrator's part.
func (f *Floor) configure(q *queue, cfg Queue) {
	q.cfg, q.zone = cfg, time.UTC
	if zone, err := f.zone(cfg.Hours.Zone); err == nil {
		q.zone = zone
	}
	q.chooses = f.strategies[cfg.Strategy]
	if q.chooses == nil { // the host no longer has it
		q.chooses = f.strategies[LongestIdle]
	}
	q.needs = f.number(cfg.Skills)
	q.relax = nil
	for _, r := range cfg.Relax {
		q.relax = append(q.relax, need{f.skillNumber(r.Skill), int32(r.Level)})
	}
}

// rebuild puts a queue's contacts in line anew and lets its agents take again.
func (f *Floor) rebuild(q *queue) {
	waiting := f.match.drain(q)
	q.waiting = 0
	for _, c := range waiting {
		f.lineUp(c)
	}
	for _, a := range q.bySeniority() {
		f.touch(a)
	}
}

func (c RemoveQueue) step(f *Floor) error {
	q := f.queues[c.Queue]
	switch {
	case q == nil:
		return ErrUnknownQueue
	case q.live > 0 || q.wraps > 0:
		return ErrInUse
	}
	f.emit(QueueRemoved(c))
	return nil
}

func (p QueueRemoved) apply(f *Floor) bool {
	q := f.queues[p.Queue]
	if q == nil || q.live > 0 || q.wraps > 0 {
		return false
	}
	for _, a := range q.bySeniority() {
		f.match.agentGone(a)
		f.enlist(a, slices.DeleteFunc(slices.Clone(a.serves), func(s serving) bool { return s.queue == q }))
		a.cfg.Queues = own(slices.DeleteFunc(slices.Clone(a.cfg.Queues), func(s Serves) bool { return s.Queue == p.Queue }))
		f.match.agentSet(a)
	}
	f.match.drain(q)
	f.closed = fifo[*item]{all: slices.DeleteFunc(f.closed.list(), func(c *item) bool {
		if c.queue == q {
			delete(f.items, c.ID())
			f.row.remove(c)
		}
		return c.queue == q
	})}
	f.lastItem = nil
	delete(f.queues, p.Queue)
	f.lines = slices.DeleteFunc(f.lines, func(o *queue) bool { return o == q })
	return true
}

// bySeniority returns the queue's staff in the order they were first set: what a step does must not
// depend on how the list came about.
func (q *queue) bySeniority() []*agent {
	return slices.SortedFunc(slices.Values(q.staff), func(a, b *agent) int { return cmp.Compare(a.seq, b.seq) })
}
