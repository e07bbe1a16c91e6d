package desk

import (
	"context"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// A Room is where a desk keeps one contact. Its methods are for who has its lock.
type Room struct {
	ID contact.ID

	desk   *Desk
	tenant Tenant

	// Of the desk's lock.
	mail  []letter // what the center did and the machine does not know yet
	stale bool     // the mail is not all: match with where the center stands
	unled bool     // nobody has led the machine for a while

	// Of the room's own lock.
	lock       chan struct{}
	version    journal.Version // of its stream
	routed     journal.Version // of the center: what came up to there is no news
	noted      journal.Version // of that, what the stream says
	telling    bool            // what routing did
	known      bool            // the center has, or had, the contact
	beaten     bool            // the last append was not stored: another node was faster
	used       time.Time       // last
	changed    chan struct{}   // closed at the next record
	unwatch    func()          // ends the watch of the stream, if there is one
	alarm      *time.Timer
	doing      uint64 // what is wanted of routing since that entry is being done
	news       bool   // that the customer's history does not have
	recording  bool   // somebody brings it there
	work       int    // what is to end before the room is given up
	gone       bool   // there is another room for the contact, or none
	recovering bool   // somebody reads the machine anew
}

// room returns the room of a contact, a fresh one if there is none. It is called with the desk's lock.
func (d *Desk) room(id contact.ID) *Room {
	r := d.rooms[id]
	if r == nil {
		r = &Room{ID: id, desk: d, stale: true, unled: true, lock: make(chan struct{}, 1), changed: make(chan struct{})}
		r.tenant = d.cfg.Tenant(r)
		d.rooms[id] = r
	}
	return r
}

// enter returns the contact's room, locked.
func (d *Desk) enter(ctx context.Context, id contact.ID) (*Room, error) {
	for {
		d.mu.Lock()
		r := d.room(id)
		d.mu.Unlock()
		select {
		case r.lock <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-d.ctx.Done():
			return nil, d.cfg.Errors.New(d.cfg.Errors.Closed, id, nil)
		}
		if !r.gone {
			return r, nil
		}
		r.Unlock()
	}
}

// Lock takes the room's lock, for work that looks into a room without the machine being up to date, or there at all.
func (r *Room) Lock() { r.lock <- struct{}{} }

// Unlock gives the room's lock back.
func (r *Room) Unlock() { <-r.lock }

// outdated has the machine matched with where the center stands.
func (r *Room) outdated() {
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	r.stale = true
}

// takeStale reports whether the machine is to be matched, which is done then.
func (r *Room) takeStale() bool {
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	stale := r.stale
	r.stale = false
	return stale
}

// unguided notes that nobody leads the machine.
func (r *Room) unguided() {
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	r.unled = true
}

// leave has everything go on that goes on by itself, when somebody leaves the room. On a node that does not drive the
// contact, nothing does.
func (r *Room) leave() {
	if r.alarm != nil {
		r.alarm.Stop()
		r.alarm = nil
	}
	drives := r.Drives()
	switch r.tenant.Stage() {
	case Unread:
		r.unguided()
		if drives {
			r.recover()
		}
		return
	case Going, Over:
		r.watch()
		if drives {
			r.goOn()
		}
	}
	r.giveUp()
}

// goOn has everything go on that goes on by itself.
func (r *Room) goOn() {
	r.setAlarm()
	if r.claim(r.tenant.Errand()) {
		r.desk.Go(func() { r.desk.pursue(r.ID) })
	}
	r.record()
	r.tenant.Left()
}

// recover reads a machine that was forgotten anew, so that what goes on by itself goes on.
func (r *Room) recover() {
	if r.recovering {
		return
	}
	r.recovering = true
	r.desk.Go(func() {
		for again := true; again; {
			read := r.desk.visit(r.ID)
			r.Lock()
			again = read && r.tenant.Stage() == Unread && !r.gone // it was forgotten once more
			r.recovering = again
			r.Unlock()
		}
	})
}

// Go starts something that ends with the desk, and keeps the room until it has ended.
func (r *Room) Go(f func()) {
	r.work++
	r.desk.Go(func() {
		f()
		r.Lock()
		defer r.Unlock()
		r.work--
		r.giveUp()
	})
}

// giveUp gives the room up if the contact is over, or there is none, and nobody needs it.
func (r *Room) giveUp() {
	if s := r.tenant.Stage(); r.work > 0 || s != Empty && s != Over {
		return
	}
	drives := r.Drives()
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	if (len(r.mail) == 0 || !drives) && r.desk.rooms[r.ID] == r {
		r.vacate()
	}
}

// vacate gives the room up. It is called with the desk's lock, too.
func (r *Room) vacate() {
	r.tenant.Forget()
	r.gone = true
	if r.unwatch != nil {
		r.unwatch()
	}
	delete(r.desk.rooms, r.ID)
}
