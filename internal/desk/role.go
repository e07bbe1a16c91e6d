package desk

import "context"

// shared reports whether other nodes have desks on the same center and journal.
func (d *Desk) shared() bool { return d.cfg.Center.Shared() }

// Leads reports whether the center of this node leads: then the desk does by itself what is to be done for its contacts.
func (d *Desk) Leads() bool {
	leads, _ := d.cfg.Center.Role()
	return leads
}

// Drives reports whether this node does by itself what is to be done for the contact: sees to its deadlines, and delivers.
// The node does that whose center leads; for a contact that routing does not have yet, of which that one knows nothing,
// each node that was called for it.
func (r *Room) Drives() bool {
	if r.desk.Leads() {
		return true
	}
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	return !r.known && !r.stale && len(r.mail) == 0
}

// WhileLeading has a function run whenever the center leads; its context ends when it does not any more, or the desk is
// closed. A center that is not shared leads all the time.
func (d *Desk) WhileLeading(f func(context.Context)) {
	d.Go(func() {
		for d.ctx.Err() == nil {
			leads, changed := d.cfg.Center.Role()
			ctx, end := context.WithCancel(d.ctx)
			if leads {
				d.Go(func() { f(ctx) })
			}
			select {
			case <-changed:
			case <-d.ctx.Done():
			}
			end()
		}
	})
}

// lead takes everything up.
func (d *Desk) lead(ctx context.Context) {
	retry(ctx, func() bool {
		err := d.takeUp()
		if err != nil {
			d.cfg.Logger.Warn(d.cfg.Channel.String()+": taking the contacts up failed", "err", err)
		}
		return err == nil
	})
}
