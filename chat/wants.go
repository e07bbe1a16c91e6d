package chat

import (
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// fulfil does what a conversation wants of routing, and waits until it is done.
func (d *Desk) fulfil(ctx context.Context, id contact.ID) error {
	var e Errand
	if err := d.with(ctx, id, func(r *room) error { e = r.conv.Errand(); return nil }); err != nil || e.Want == Nothing {
		return err
	}
	refusal := d.cfg.Center.Do(ctx, e.Command)
	if errors.Is(refusal, routing.ErrUnavailable) || errors.Is(refusal, routing.ErrClosed) || refusal != nil && ctx.Err() != nil {
		return &Error{Code: ErrUnavailable, Contact: id, Cause: refusal}
	}
	return d.with(ctx, id, func(r *room) error { return r.answered(ctx, e, refusal) })
}

// answered goes on with routing's answer.
func (r *room) answered(ctx context.Context, e Errand, refusal error) error {
	cmd := e.Refused(refusal)
	switch {
	case refusal == nil || r.conv.Errand().Seq != e.Seq:
		return nil
	case cmd == nil:
		return r.match(ctx)
	}
	if err := r.step(ctx, cmd); err != nil {
		return err
	}
	return &Error{Code: ErrOver, Contact: r.id, Cause: refusal}
}

// abandon takes a contact out of routing whose conversation ended before routing had it: no agent is to get it.
func (d *Desk) abandon(id contact.ID) {
	d.retry(func() bool { return !errors.Is(d.cfg.Center.Abandon(d.ctx, id), routing.ErrUnavailable) })
}

// pursue does what a conversation wants until it is done.
func (d *Desk) pursue(id contact.ID) {
	d.retry(func() bool { return !errors.Is(d.fulfil(d.ctx, id), ErrUnavailable) })
}
