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

// hand puts a batch into the mail of those it is about, and has them look.
func (d *Desk) hand(b routing.Batch) {
	var wake []contact.ID
	d.mu.Lock()
	for _, ev := range b.Events {
		id := ev.Contact()
		r := d.rooms[id]
		if q, ok := ev.Payload.(routing.ContactQueued); r == nil && ok && q.Channel == d.cfg.Channel {
			r = d.room(id)
		}
		if r == nil {
			continue
		}
		if len(r.mail) == 0 {
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

// catchUp follows the mail, or matches the machine with where the center stands.
func (r *Room) catchUp(ctx context.Context, mail []letter, stale bool) error {
	if stale {
		return r.match(ctx)
	}
	for len(mail) > 0 {
		version := mail[0].version
		var events []routing.Event
		for len(mail) > 0 && mail[0].version == version { // what happened together is told together
			events = append(events, mail[0].event)
			mail = mail[1:]
		}
		if err := r.tell(ctx, version, events); err != nil {
			return err
		}
	}
	return nil
}

// tell has the machine follow what happened together, unless it knows already.
func (r *Room) tell(ctx context.Context, version journal.Version, events []routing.Event) error {
	switch {
	case version <= r.routed:
		return nil
	case r.tenant.Stage() != Going: // it came to the center from elsewhere, or too late
		return r.match(ctx)
	}
	r.routed = version
	return r.tenant.Follow(ctx, events)
}

// match brings the machine to where the center stands, and begins one for a contact that came from elsewhere.
func (r *Room) match(ctx context.Context) error {
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
	r.routed = max(r.routed, at)
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
