package desk

import (
	"context"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// With lets do work on a contact that is up to date, alone. If another node appends at the same moment, so that what do has
// appended is not stored, do is called again, with what is there then: it must begin anew. So it is if do returns NotOpen or
// NotMember, and this node's center may be behind. The error is do's, the context's, Closed, Unavailable or Damaged.
func (d *Desk) With(ctx context.Context, id contact.ID, do func(Tenant) error) error {
	return d.informed(ctx, id, func(r *Room) error { return do(r.tenant) })
}

func (d *Desk) with(ctx context.Context, id contact.ID, do func(*Room) error) error {
	if !d.starts() {
		return d.cfg.Errors.New(d.cfg.Errors.Closed, id, nil)
	}
	defer d.work.Done()
	if err := d.caughtUp(ctx, id, d.cfg.Center.Version()); err != nil {
		return err
	}
	r, err := d.enter(ctx, id)
	if err != nil {
		return err
	}
	defer r.Unlock()
	defer r.leave()
	r.used = d.cfg.Now()
	return r.do(ctx, do)
}

const (
	tries      = 20                    // to append before another node does
	firstPause = time.Millisecond      // between two of them; doubles
	lastPause  = 50 * time.Millisecond // the longest
)

// do lets do work on the machine, brought up to date, until no other node is faster.
func (r *Room) do(ctx context.Context, do func(*Room) error) error {
	pause := firstPause
	for try := 1; ; try++ {
		r.beaten = false
		err := r.ready(ctx)
		if err == nil {
			err = do(r)
		}
		if !r.beaten || try == tries || ctx.Err() != nil {
			return err
		}
		sleep(ctx, pause)
		pause = min(2*pause, lastPause)
	}
}

// Beaten reports whether the last append was not stored, because another node was faster: With begins anew, and who was told
// of it is told again.
func (r *Room) Beaten() bool { return r.beaten }

// ready brings the machine to the end of its stream, reads it if it is not there, and brings it to where the center stands.
// The stream is read after the mail was taken: what led to an event, on any node, is there before the machine is told of it.
func (r *Room) ready(ctx context.Context) error {
	mail := r.takeMail()
	if err := r.refresh(ctx); err != nil {
		r.putBack(mail)
		return err
	}
	stale := r.takeStale()
	left, err := r.catchUp(ctx, mail, stale)
	switch {
	case err == nil:
		return r.resume(ctx)
	case r.beaten && r.desk.shared() && !stale: // what the faster one has not told comes again
		r.putBack(left)
	default: // nothing of it is lost: the next one matches
		r.outdated()
	}
	return err
}

// resume tells a machine that nobody has led that it is led.
func (r *Room) resume(ctx context.Context) error {
	drives := r.Drives()
	r.desk.mu.Lock()
	unled := r.unled && drives
	r.unled = r.unled && !drives
	r.desk.mu.Unlock()
	if !unled || r.tenant.Stage() != Going {
		return nil
	}
	err := r.tenant.Resume(ctx)
	if err != nil {
		r.unguided()
	}
	return err
}
