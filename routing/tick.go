package routing

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// The shell's commands about time.
type (
	// Tick expires what is due, until that has caused some hundred events, so that no record grows too
	// large; the rest stays due. A shell sends it when Deadline comes.
	Tick struct{}
	// Resume gives running offers and wrap-ups the time back that passed since the last event, while
	// nobody led the center. A shell sends it after a take-over.
	Resume struct{}
)

const tickAtMost = 500

// Acknowledged says that a command changed nothing; it is there to remember the command's id.
type Acknowledged struct{}

func (Tick) step(f *Floor) error {
	for len(f.out) < tickAtMost && len(f.timers) > 0 && f.timers[0].due <= f.at.UnixNano() {
		f.expire(f.timers[0])
		f.settle()
	}
	return nil
}

// expire does the one thing that a contact is due for.
func (f *Floor) expire(c *item) {
	due := func(t int64) bool { return t != 0 && t <= f.at.UnixNano() }
	for i := range c.wraps {
		w := &c.wraps[i]
		if !w.Deadline.IsZero() && due(w.Deadline.UnixNano()) {
			f.wrapDone(c, w.agent, f.defaults(c, *w), true)
			return
		}
	}
	switch over := c.queue.cfg.Overflow; {
	case c.offer.agent != nil:
		f.pass(c, Missed)
	case due(c.holdUntil):
		f.emit(HoldEnded{Contact: c.ID()})
	case over.After > 0 && due(c.overflowAt()):
		f.overflow(c, over.Queue)
	default:
		f.emit(ContactRelaxed{Contact: c.ID()})
	}
}

// defaults returns the reasons that the timer files for the agent (D7).
func (f *Floor) defaults(c *item, w wrap) []wrapup.ReasonID {
	reasons, err := w.Expire(&f.reasons, w.queue.cfg.WrapUp, c.Channel(), w.queue.cfg.ID, f.at)
	if err != nil {
		return nil
	}
	return reasons
}

func (f *Floor) overflow(c *item, to contact.QueueID) {
	q := f.queues[to]
	if q == nil || q.cfg.Channel != c.Channel() || f.refuses(q) != nil {
		f.emit(ContactStays{Contact: c.ID()})
		return
	}
	f.emit(ContactMoved{Contact: c.ID(), Queue: to})
}

func (Resume) step(f *Floor) error {
	if gap := f.at.UnixNano() - f.now; gap > 0 && len(f.timers) > 0 {
		f.emit(OffersExtended{By: time.Duration(gap)})
	}
	return nil
}

// timersNow returns the contacts that wait for a time, by arrival.
func (f *Floor) timersNow() []*item {
	now := slices.Clone(f.timers)
	slices.SortFunc(now, byArrival)
	return now
}

func (p Acknowledged) apply(*Floor) bool { return true }

func (Tick) about() Error   { return Error{} }
func (Resume) about() Error { return Error{} }
