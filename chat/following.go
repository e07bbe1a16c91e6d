package chat

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
			if v.Channel == contact.Chat && !over(v.State) {
				ids = append(ids, v.ID)
			}
		}
		d.reach(at)
	})
	if err != nil {
		return &Error{Code: ErrUnavailable, Cause: err}
	}
	d.mu.Lock()
	for _, id := range ids {
		d.roomLocked(id)
	}
	ids = ids[:0]
	for id, r := range d.rooms { // those whose contact is over, too: what ended it was missed
		r.stale = true
		ids = append(ids, id)
	}
	d.mu.Unlock()
	for _, id := range ids {
		d.goes(func() { d.visit(id) })
	}
	return nil
}

// reach notes up to where the center's events are in the mailboxes.
func (d *Desk) reach(v journal.Version) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.followed = max(d.followed, v)
	close(d.moved)
	d.moved = make(chan struct{})
}

// follow puts what the center does into the mailboxes of the rooms.
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
			d.cfg.Logger.Warn("chat: following the center failed", "err", err)
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

// hand puts a batch into the mailboxes of those it is about, and has them look.
func (d *Desk) hand(b routing.Batch) {
	var wake []*room
	d.mu.Lock()
	for _, ev := range b.Events {
		id := ev.Contact()
		r := d.rooms[id]
		if q, ok := ev.Payload.(routing.ContactQueued); r == nil && ok && q.Channel == contact.Chat {
			r = d.roomLocked(id)
		}
		if r == nil {
			continue
		}
		if len(r.mail) == 0 {
			wake = append(wake, r)
		}
		r.mail = append(r.mail, letter{b.Version, ev})
	}
	d.mu.Unlock()
	d.reach(b.Version)
	for _, r := range wake {
		d.goes(func() { d.visit(r.id) })
	}
}

// visit has a room take what is in its mailbox, until that succeeds. It reports whether it did.
func (d *Desk) visit(id contact.ID) bool {
	var err error
	d.retry(func() bool {
		err = d.with(d.ctx, id, func(*room) error { return nil })
		return !errors.Is(err, ErrUnavailable)
	})
	if err != nil && d.ctx.Err() == nil {
		d.cfg.Logger.Error("chat: conversation stands still", "contact", id, "err", err)
	}
	return err == nil && d.ctx.Err() == nil
}

// retry does something until it is done or the desk is closed, with pauses that double up to ten seconds.
func (d *Desk) retry(do func() (done bool)) {
	for wait := 10 * time.Millisecond; d.ctx.Err() == nil && !do(); wait = min(2*wait, 10*time.Second) {
		sleep(d.ctx, wait)
	}
}

// caughtUp waits until the mailboxes have what the center had acknowledged when it was called. So a command that
// follows a command of routing meets what that one did.
func (d *Desk) caughtUp(ctx context.Context) error {
	want := d.cfg.Center.Version()
	for {
		d.mu.Lock()
		have, moved := d.followed, d.moved
		d.mu.Unlock()
		if have >= want {
			return nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		case <-d.ctx.Done():
			return &Error{Code: ErrClosed}
		}
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

// names looks up the names that the center knows.
type names struct{ center *routing.Center }

// AgentName implements Directory.
func (n names) AgentName(id contact.AgentID) string {
	v, _ := n.center.Agent(id)
	return v.Name
}

// QueueName implements Directory.
func (n names) QueueName(id contact.QueueID) string {
	v, _ := n.center.Queue(id)
	return v.Name
}
