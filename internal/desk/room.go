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

	// Of the room's own lock.
	lock       chan struct{}
	version    journal.Version // of its stream
	routed     journal.Version // of the center: what came up to there is no news
	changed    chan struct{}   // closed at the next record
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
		r = &Room{ID: id, desk: d, stale: true, lock: make(chan struct{}, 1), changed: make(chan struct{})}
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

// ready reads the machine if it is not there, and brings it to where the center stands.
func (r *Room) ready(ctx context.Context) error {
	if r.tenant.Stage() == Unread {
		if err := r.read(ctx); err != nil {
			return err
		}
	}
	r.desk.mu.Lock()
	mail, stale := r.mail, r.stale
	r.mail, r.stale = nil, false
	r.desk.mu.Unlock()
	err := r.catchUp(ctx, mail, stale)
	if err != nil { // nothing of it is lost: the next one matches
		r.outdated()
	}
	return err
}

// outdated has the machine matched with where the center stands.
func (r *Room) outdated() {
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	r.stale = true
}

// leave has everything go on that goes on by itself, when somebody leaves the room.
func (r *Room) leave() {
	if r.alarm != nil {
		r.alarm.Stop()
		r.alarm = nil
	}
	switch r.tenant.Stage() {
	case Unread:
		r.recover()
		return
	case Going, Over:
		r.setAlarm()
		if r.claim(r.tenant.Errand()) {
			r.desk.Go(func() { r.desk.pursue(r.ID) })
		}
		r.record()
		r.tenant.Left()
	}
	r.giveUp()
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
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	if len(r.mail) == 0 && r.desk.rooms[r.ID] == r {
		r.vacate()
	}
}

// vacate gives the room up. It is called with the desk's lock, too.
func (r *Room) vacate() {
	r.tenant.Forget()
	r.gone = true
	delete(r.desk.rooms, r.ID)
}
