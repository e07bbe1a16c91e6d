package chat

import (
	"context"
	"time"
)

// outbox is what is on its way to one member.
type outbox struct {
	sent  uint64 // the last entry that the transport has taken
	prev  uint64 // the last of them that was for the member
	busy  bool   // somebody delivers
	tries int
	until time.Time     // of a conversation that is over: nobody waits for the member beyond
	wake  chan struct{} // cuts a pause short
}

// keepTrying is how long an end is tried to be delivered to somebody who cannot be reached.
const keepTrying = 10 * time.Minute

func (o *outbox) hurry() {
	o.tries = 0
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// post has the news delivered to each member who may read them.
func (r *room) post() {
	if r.desk.cfg.Transport == nil {
		return
	}
	for m, s := range r.conv.seats {
		if m == Bot {
			continue
		}
		o := r.outbox[m]
		if o == nil {
			if !s.there {
				continue
			}
			have := r.conv.Reading(m).Received
			o = &outbox{sent: have, prev: have, wake: make(chan struct{}, 1)}
			r.outbox[m] = o
		}
		if !o.busy && o.sent < r.conv.end(s) {
			o.busy = true
			r.desk.goes(func() { r.deliver(m, o) })
		}
	}
}

// end returns the last entry that is for a seat.
func (c *Conversation) end(s *seat) uint64 {
	if s.there {
		return c.Len()
	}
	return s.left
}

// deliver brings a member all that is there, in order, and tries again after errors.
func (r *room) deliver(m Member, o *outbox) {
	for r.desk.ctx.Err() == nil {
		news, done := r.waiting(m, o)
		if done {
			return
		}
		if r.bring(o, news) {
			continue
		}
		r.pause(o)
	}
}

// waiting returns what is there for a member. Done: nothing, and whoever posts begins anew.
func (r *room) waiting(m Member, o *outbox) (news []Delivery, done bool) {
	r.lock <- struct{}{}
	defer func() { <-r.lock }()
	giveUp := !o.until.IsZero() && r.desk.cfg.Now().After(o.until)
	if r.conv == nil || giveUp {
		o.busy = false
		return nil, true
	}
	entries, _ := r.conv.Since(m, o.sent)
	o.sent = max(o.sent, r.conv.end(r.conv.seats[m]))
	if len(entries) == 0 {
		o.busy = false
		if r.conv.Phase() == Over {
			r.evict()
		}
		return nil, true
	}
	if r.conv.Phase() == Over && o.until.IsZero() {
		o.until = r.desk.cfg.Now().Add(keepTrying)
	}
	prev := o.prev
	for _, e := range entries {
		news = append(news, Delivery{Contact: r.id, To: m, Prev: prev, Entry: e})
		prev = e.Seq
	}
	return news, false
}

// bring delivers one after another, and reports whether all have arrived. What has not is looked up anew: it may have
// been revised meanwhile.
func (r *room) bring(o *outbox, news []Delivery) bool {
	for _, d := range news {
		if err := r.desk.cfg.Transport.Deliver(r.desk.ctx, d); err != nil {
			r.lock <- struct{}{}
			o.sent = o.prev
			o.tries++
			<-r.lock
			return false
		}
		r.lock <- struct{}{}
		o.prev, o.tries = d.Entry.Seq, 0
		<-r.lock
	}
	return true
}

// pause waits before the next try: longer each time, up to 30 seconds.
func (r *room) pause(o *outbox) {
	wait := time.Second / 10 << min(o.tries, 8)
	ctx, cancel := context.WithTimeout(r.desk.ctx, min(wait, 30*time.Second))
	defer cancel()
	select {
	case <-o.wake:
	case <-ctx.Done():
	}
}
