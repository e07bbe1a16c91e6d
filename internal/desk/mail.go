package desk

import (
	"context"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// letter is one event of the center, with its version.
type letter struct {
	version journal.Version
	event   routing.Event
}

// hand puts a batch into the mail of those it is about, and has them look if this node leads. On others, the mail waits for
// who calls.
func (d *Desk) hand(b routing.Batch) {
	var wake []contact.ID
	d.mu.Lock()
	leads := d.Leads() // with the lock: if not, those who are here now are taken up when it does
	for _, ev := range b.Events {
		id := ev.Contact()
		r := d.rooms[id]
		if q, ok := ev.Payload.(routing.ContactQueued); r == nil && leads && ok && q.Channel == d.cfg.Channel {
			r = d.room(id)
		}
		if r == nil {
			continue
		}
		if len(r.mail) == 0 && leads {
			wake = append(wake, id)
		}
		r.mail = append(r.mail, letter{b.Version, ev})
	}
	d.mu.Unlock()
	d.reach(b.Version)
	for _, id := range wake {
		d.Go(func() { d.visit(id) })
	}
}

// catchUp follows the mail, or matches the machine with where the center stands. With an error, it returns what is left.
func (r *Room) catchUp(ctx context.Context, mail []letter, stale bool) ([]letter, error) {
	if stale {
		return mail, r.match(ctx)
	}
	for len(mail) > 0 {
		version, n := mail[0].version, 0
		var events []routing.Event
		for n < len(mail) && mail[n].version == version { // what happened together is told together
			events = append(events, mail[n].event)
			n++
		}
		if err := r.tell(ctx, version, events); err != nil {
			return mail, err
		}
		mail = mail[n:]
	}
	return nil, nil
}

// takeMail returns the mail, which is to be followed, or put back.
func (r *Room) takeMail() []letter {
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	mail := r.mail
	r.mail = nil
	return mail
}

// putBack puts mail that could not be followed before what has come since.
func (r *Room) putBack(mail []letter) {
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	r.mail = append(mail, r.mail...)
}

// tell has the machine follow what happened together, unless it knows already.
func (r *Room) tell(ctx context.Context, version journal.Version, events []routing.Event) error {
	r.known = true
	switch {
	case version <= r.routed:
		return nil
	case r.tenant.Stage() != Going: // it came to the center from elsewhere, or too late
		return r.match(ctx)
	}
	return r.upTo(version, func() error { return r.tenant.Follow(ctx, events) })
}

// upTo has the machine know what routing did up to a version.
func (r *Room) upTo(version journal.Version, know func() error) error {
	before := r.routed
	r.routed, r.telling = max(before, version), true
	err := know()
	if r.telling = false; err != nil {
		r.routed = max(before, r.noted) // some of it may be told
	}
	return err
}

// match brings the machine to where the center stands, and begins one for a contact that came from elsewhere. If another
// node has told the stream more than this one's center knows, it waits for that.
func (r *Room) match(ctx context.Context) error {
	if err := r.await(ctx); err != nil {
		return err
	}
	var view routing.ContactView
	var known bool
	var at journal.Version
	err := r.desk.cfg.Center.ViewAt(func(f *routing.Floor, v journal.Version) {
		view, known = f.Contact(r.ID)
		at = v
	})
	if err != nil {
		return r.Failed(err)
	}
	r.known = r.known || known
	return r.upTo(at, func() error { return r.matchView(ctx, view, known) })
}

// await waits until the center knows what other nodes have told of it. It is asked: one that does not know yet that another
// one leads would not look.
func (r *Room) await(ctx context.Context) error {
	if r.desk.cfg.Center.Version() >= r.routed {
		return nil
	}
	if err := r.desk.inform(ctx, r.ID); err != nil {
		return err
	}
	return r.desk.caughtUp(ctx, r.ID, r.routed)
}

func (r *Room) matchView(ctx context.Context, view routing.ContactView, known bool) error {
	alive := known && view.Channel == r.desk.cfg.Channel && !over(view.State)
	if alive && r.tenant.Stage() == Empty {
		if err := r.tenant.Begin(ctx, view); err != nil {
			return err
		}
	}
	switch r.tenant.Stage() {
	case Empty:
		return nil
	case Over:
		if alive && !view.CustomerLeft {
			r.desk.Go(func() { r.desk.abandon(r.ID) })
		}
	}
	return r.tenant.Match(ctx, view, known)
}

func over(s contact.State) bool { return s == contact.WrapUp || s == contact.Closed }
