package desk

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// takeUp makes rooms for the contacts that the center has, and follows it from there. Each room matches itself to
// where the center then stands.
func (d *Desk) takeUp() error {
	var ids []contact.ID
	err := d.cfg.Center.ViewAt(func(f *routing.Floor, at journal.Version) {
		for v := range f.Contacts() {
			if v.Channel == d.cfg.Channel && !over(v.State) {
				ids = append(ids, v.ID)
			}
		}
		d.reach(at)
	})
	if err != nil {
		return d.cfg.Errors.New(d.cfg.Errors.Unavailable, "", err)
	}
	d.mu.Lock()
	for _, id := range ids {
		d.room(id)
	}
	ids = ids[:0]
	for id, r := range d.rooms { // those whose contact is over, too: what ended it was missed
		r.stale, r.unled = true, true
		ids = append(ids, id)
	}
	d.mu.Unlock()
	for _, id := range ids {
		d.Go(func() { d.visit(id) })
	}
	return nil
}

// reach notes up to where the center's events are in the mail.
func (d *Desk) reach(v journal.Version) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.followed = max(d.followed, v)
	close(d.moved)
	d.moved = make(chan struct{})
}

// follow puts what the center does into the mail of the rooms.
func (d *Desk) follow() {
	for d.ctx.Err() == nil {
		err := d.subscribe()
		switch {
		case errors.Is(err, routing.ErrClosed), errors.Is(err, routing.ErrReadOnly), d.ctx.Err() != nil:
			return
		case errors.Is(err, journal.ErrTrimmed):
			err = d.takeUp()
		}
		if err != nil {
			d.cfg.Logger.Warn(d.cfg.Channel.String()+": following the center failed", "err", err)
		}
		sleep(d.ctx, time.Second)
	}
}

func (d *Desk) subscribe() error {
	d.mu.Lock()
	after := d.followed
	d.mu.Unlock()
	for batch, err := range d.cfg.Center.Subscribe(d.ctx, after) {
		if err != nil {
			return err
		}
		d.hand(batch)
	}
	return nil
}

// caughtUp waits until the mail has all up to a version of the center. If that is what the center had acknowledged when it
// was called, a command that follows a command of routing meets what that one did.
func (d *Desk) caughtUp(ctx context.Context, id contact.ID, want journal.Version) error {
	for {
		d.mu.Lock()
		have, moved := d.followed, d.moved
		d.mu.Unlock()
		if have >= want {
			return nil
		}
		if err := d.Await(ctx, id, moved); err != nil {
			return err
		}
	}
}
