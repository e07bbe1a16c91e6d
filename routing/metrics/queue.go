package metrics

import (
	"time"

	"github.com/tidwall/btree"

	"github.com/acdkit/acdkit/contact"
)

// queue is one queue on the way.
type queue struct {
	id      contact.QueueID
	name    string
	channel contact.Channel
	target  time.Duration
	waiting *btree.BTreeG[*open] // contacts not answered yet, the longest wait first
	offered int                  // of them, at an agent at the moment
	inHand  int                  // contacts of the queue that agents have
	asOf    int64                // when WaitingTime was right
	series[QueueFigures, *QueueFigures]
}

func newQueue(id contact.QueueID, now int64) *queue {
	order := func(a, b *open) bool {
		return a.began < b.began || a.began == b.began && a.order < b.order
	}
	return &queue{id: id, asOf: now, waiting: btree.NewBTreeGOptions(order, btree.Options{NoLocks: true, Degree: 16})}
}

// accrue counts the time up to now.
func (q *queue) accrue(now int64) {
	if now > q.asOf {
		q.now.WaitingTime.AddTimes(time.Duration(now-q.asOf), q.waiting.Len())
		q.asOf = now
	}
}

// longest returns how long the longest wait of those who wait has lasted.
func (q *queue) longest(now int64) time.Duration {
	first, waits := q.waiting.Min()
	if !waits {
		return 0
	}
	return time.Duration(max(0, now-first.began))
}

// bring brings the figures up to now.
func (q *queue) bring(now int64) {
	q.accrue(now)
	q.now.LongestWait = max(q.now.LongestWait, q.longest(now))
}

// turn closes an interval.
func (q *queue) turn(of span, keep int) {
	q.bring(of.end)
	q.close(of, keep)
	q.now.MaxLength = q.waiting.Len()
}

// enter puts a contact into the queue.
func (q *queue) enter(c *open, now int64) {
	q.accrue(now)
	c.queue, c.waits = q, true
	q.now.Entered++
	q.admit(c)
}

// admit lets a contact wait.
func (q *queue) admit(c *open) {
	q.waiting.Set(c)
	q.now.MaxLength = max(q.now.MaxLength, q.waiting.Len())
}

// leave takes a contact out and returns how long it waited; false if it did not wait.
func (q *queue) leave(c *open, now int64) (wait time.Duration, waited bool) {
	if !c.waits {
		return 0, false
	}
	q.accrue(now)
	q.unoffer(c)
	q.waiting.Delete(c)
	c.waits = false
	wait = time.Duration(max(0, now-c.began))
	q.now.LongestWait = max(q.now.LongestWait, wait)
	return wait, true
}

// unoffer notes that a contact is at no agent any more.
func (q *queue) unoffer(c *open) {
	if c.offered {
		c.offered = false
		q.offered--
	}
}
