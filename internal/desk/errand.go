package desk

import (
	"context"
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/uuid"
)

// An Errand is what a machine wants of routing. It is run, again after a restart, until it is done: until the machine
// follows what routing did, or is told that it was Refused.
type Errand struct {
	Seq     uint64 // the entry that made it so; 0 for no errand
	Command routing.Once
}

// Once gives a command the id of an errand: the same errand has the same id, so that it is done once (I8).
func Once(channel contact.Channel, id contact.ID, seq uint64, cmd routing.Command) routing.Once {
	name := fmt.Sprintf("%s/%s/%d", channel, id, seq)
	return routing.Once{ID: uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)).String(), Command: cmd}
}

// Fulfil lets do work, as With does, then does what the machine wants of routing, and waits until it is done. The error
// is as that of With, or what the tenant makes of a refusal.
func (d *Desk) Fulfil(ctx context.Context, id contact.ID, do func(Tenant) error) error {
	var e Errand
	mine := false
	err := d.informed(ctx, id, func(r *Room) error {
		if err := do(r.tenant); err != nil || r.tenant.Stage() == Unread {
			return err
		}
		e = r.tenant.Errand()
		mine = r.claim(e) // or somebody else would hear of a refusal
		return nil
	})
	if err != nil || e.Seq == 0 {
		return err
	}
	err = d.run(ctx, id, e)
	if err != nil && mine {
		d.Go(func() { d.pursue(id) })
	}
	return err
}

// claim reports whether an errand is to be run by who asks: it is there, and nobody does it yet.
func (r *Room) claim(e Errand) bool {
	if e.Seq == 0 || r.doing == e.Seq {
		return false
	}
	r.doing = e.Seq
	return true
}

// run does what was wanted, and tells the machine if routing refuses it.
func (d *Desk) run(ctx context.Context, id contact.ID, e Errand) error {
	refusal := d.cfg.Center.Do(ctx, e.Command)
	if unreached(refusal) || refusal != nil && ctx.Err() != nil {
		return d.cfg.Errors.New(d.cfg.Errors.Unavailable, id, refusal)
	}
	return d.with(ctx, id, func(r *Room) error {
		if refusal == nil || r.tenant.Errand().Seq != e.Seq {
			return nil
		}
		if err := r.tenant.Refused(ctx, refusal); err != nil {
			return err
		}
		return r.match(ctx)
	})
}

// pursue does what a machine wants until it is done.
func (d *Desk) pursue(id contact.ID) {
	d.Retry(func() bool {
		var e Errand
		err := d.with(d.ctx, id, func(r *Room) error {
			e = r.tenant.Errand()
			return nil
		})
		if err == nil && e.Seq > 0 {
			err = d.run(d.ctx, id, e)
		}
		return !d.passes(err)
	})
}

// abandon takes a contact out of routing that was over before routing had it: no agent is to get it.
func (d *Desk) abandon(id contact.ID) {
	d.Retry(func() bool {
		err := d.cfg.Center.Abandon(d.ctx, id)
		return !unreached(err) || errors.Is(err, routing.ErrClosed)
	})
}

// unreached reports whether an error is not the answer of routing: it has none for now.
func unreached(err error) bool {
	return errors.Is(err, routing.ErrUnavailable) || errors.Is(err, routing.ErrNotLeading) || errors.Is(err, routing.ErrClosed)
}
