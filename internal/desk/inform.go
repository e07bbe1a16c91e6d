package desk

import (
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// inform brings this node's center to where the one that leads is, if it is shared. That one is sent a command that it has done
// before, but for the first time: so it looks whether it still leads, and appends nothing.
func (d *Desk) inform(ctx context.Context, id contact.ID) error {
	if !d.shared() {
		return nil
	}
	if err := d.cfg.Center.Do(ctx, routing.Once{ID: "desk/inform", Command: routing.Tick{}}); err != nil {
		return d.cfg.Errors.New(d.cfg.Errors.Unavailable, id, err)
	}
	return nil
}

// informed is with. Before a contact, or who asks, is taken for unknown, the center is informed: what another node has
// acknowledged may not have come here yet.
func (d *Desk) informed(ctx context.Context, id contact.ID, do func(*Room) error) error {
	err := d.with(ctx, id, do)
	if !d.shared() || !errors.Is(err, d.cfg.Errors.NotOpen) && !errors.Is(err, d.cfg.Errors.NotMember) {
		return err
	}
	if err := d.inform(ctx, id); err != nil {
		return err
	}
	return d.with(ctx, id, do)
}

// Queue returns the queue that a contact is for, and whether there is one, as With would find it. The error is Unavailable.
func (d *Desk) Queue(ctx context.Context, id contact.ID, queue contact.QueueID) (v routing.QueueView, known bool, err error) {
	look := func(f *routing.Floor) { v, known = f.Queue(queue) }
	err = d.cfg.Center.View(look)
	if err == nil && !known && d.shared() {
		if err := d.inform(ctx, id); err != nil {
			return v, false, err
		}
		err = d.cfg.Center.View(look)
	}
	if err != nil {
		err = d.cfg.Errors.New(d.cfg.Errors.Unavailable, id, err)
	}
	return v, known, err
}
