package desk

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// Retry does something until it is done or the desk is closed, with pauses that double up to ten seconds.
func (d *Desk) Retry(do func() (done bool)) { retry(d.ctx, do) }

func retry(ctx context.Context, do func() (done bool)) {
	for wait := 10 * time.Millisecond; ctx.Err() == nil && !do(); wait = min(2*wait, 10*time.Second) {
		sleep(ctx, wait)
	}
}

func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// visit has a room take its mail, until that succeeds. It reports whether it did. It gives up when another node leads.
func (d *Desk) visit(id contact.ID) bool {
	var err error
	d.Retry(func() bool {
		err = d.with(d.ctx, id, func(*Room) error { return nil })
		return !d.passes(err) || !d.Leads()
	})
	if err != nil && d.ctx.Err() == nil {
		d.cfg.Logger.Error(d.cfg.Channel.String()+": contact stands still", "contact", id, "err", err)
	}
	return err == nil && d.ctx.Err() == nil
}

// passes reports whether an error may be gone at the next try.
func (d *Desk) passes(err error) bool { return errors.Is(err, d.cfg.Errors.Unavailable) }
