package chat

import (
	"context"
	"time"
)

// outbox is what is on its way to one member. It is of the room's lock.
type outbox struct {
	sent  uint64 // the last entry that the transport has taken, or that is not for the member
	prev  uint64 // the last that the transport has taken
	busy  bool   // somebody delivers
	tries int
	until time.Time          // of a conversation that is over: nobody waits for the member beyond
	wake  chan struct{}      // cuts a pause short
	cut   context.CancelFunc // cuts a try short
}

const (
	tryTime    = 30 * time.Second // that a transport has for a delivery
	longPause  = 30 * time.Second // between two tries
	keepTrying = 10 * time.Minute // that an end is tried to be delivered to somebody who cannot be reached
)

// hurry has the member tried at once: whatever hangs is cut off.
func (o *outbox) hurry() {
	o.tries = 0
	if o.cut != nil {
		o.cut()
	}
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// box returns a member's outbox. What the member has said to have received is not sent again.
func (r *room) box(m Member) *outbox {
	o := r.outbox[m]
	if o == nil {
		have := r.conv.Reading(m).Received
		o = &outbox{sent: have, prev: have, wake: make(chan struct{}, 1)}
		r.outbox[m] = o
	}
	return o
}

// post has the news delivered to each member who may read them.
func (r *room) post() {
	if r.desk.cfg.Transport == nil || !r.delivers() {
		return
	}
	for m, s := range r.conv.seats {
		if m == Bot || !s.there && r.outbox[m] == nil {
			continue
		}
		if o := r.box(m); !o.busy && o.sent < r.conv.end(s) {
			o.busy = true
			r.Go(func() { r.deliver(m, o) })
		}
	}
}

// delivers reports whether this node delivers: the one that leads, and that of a customer whom routing does not have yet, nor
// is about to.
func (r *room) delivers() bool {
	return r.desk.rooms.Leads() || r.Drives() && r.conv.want != WantAgent
}

// end returns the last entry that is for a seat.
func (c *Conversation) end(s *seat) uint64 {
	if s.there {
		return c.Len()
	}
	return s.left
}

// deliver brings a member all that is there, one after another, and tries again after errors.
func (r *room) deliver(m Member, o *outbox) {
	for r.desk.rooms.Context().Err() == nil {
		d, ctx, found := r.next(m, o)
		if !found {
			return
		}
		err := r.desk.cfg.Transport.Deliver(ctx, d)
		if pause := r.delivered(o, d, err); pause > 0 {
			r.pause(o, pause)
		}
	}
}

// next returns what is to be delivered to a member now, as it reads now: it may have been revised since it was said. If
// there is nothing, or another node delivers by now, whoever posts begins anew.
func (r *room) next(m Member, o *outbox) (Delivery, context.Context, bool) {
	r.Lock()
	defer r.Unlock()
	late := !o.until.IsZero() && r.desk.cfg.Now().After(o.until)
	if r.conv != nil && !late && r.delivers() {
		s := r.conv.seats[m]
		for end := r.conv.end(s); o.sent < end; o.sent++ {
			if e := r.conv.entries[o.sent]; r.conv.mayRead(s.party, e) {
				ctx, cancel := context.WithTimeout(r.desk.rooms.Context(), tryTime)
				o.cut = cancel
				return Delivery{Contact: r.ID, To: m, Prev: o.prev, Entry: s.party.shown(e)}, ctx, true
			}
		}
	}
	o.busy = false
	return Delivery{}, nil, false
}

// delivered notes what became of a delivery, and returns how long to wait for the next try, if there has to be one.
func (r *room) delivered(o *outbox, d Delivery, err error) time.Duration {
	r.Lock()
	defer r.Unlock()
	o.cut()
	o.cut = nil
	if err == nil {
		o.sent, o.prev, o.tries = d.Entry.Seq, d.Entry.Seq, 0
		return 0
	}
	if r.conv != nil && r.conv.Phase() == Over && o.until.IsZero() {
		o.until = r.desk.cfg.Now().Add(keepTrying)
	}
	o.tries++
	return min(50*time.Millisecond<<min(o.tries, 12), longPause)
}

// pause waits before the next try, unless somebody hurries.
func (r *room) pause(o *outbox, wait time.Duration) {
	ctx, cancel := context.WithTimeout(r.desk.rooms.Context(), wait)
	defer cancel()
	select {
	case <-o.wake:
	case <-ctx.Done():
	}
}
