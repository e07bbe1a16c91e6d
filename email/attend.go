package email

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// visit has a thread look whether it has something to do. One that never began, or was erased, has nothing.
func (d *Desk) visit(id contact.ID) {
	d.rooms.Retry(func() bool {
		_, err := d.lookAt(d.rooms.Context(), id, true)
		return !errors.Is(err, ErrUnavailable)
	})
}

// lookAt has a thread look whether it has something to do, and reports whether it has begun. If it never will, it is taken off
// the agenda.
func (d *Desk) lookAt(ctx context.Context, id contact.ID, never bool) (begun bool, err error) {
	err = d.with(ctx, id, func(r *room) error {
		if begun = r.thread.Len() > 0; begun || !never {
			return nil
		}
		return r.strike(ctx)
	})
	return begun, err
}

// strike takes the contact off the agenda.
func (r *room) strike(ctx context.Context) error {
	if err := r.desk.agenda.put(ctx, r.ID, true); err != nil {
		return r.Failed(err)
	}
	return nil
}

const (
	attendEvery = 10 * time.Second // the node that leads sees to what others have put on the agenda
	neverBegins = time.Hour        // a thread that has not begun until then never will
)

// attend sees to the contacts of the agenda while this node leads. What another node has put there a moment ago, that one
// sees to itself, unless it is lost.
func (d *Desk) attend(ctx context.Context) {
	d.agenda.attend(+1)
	defer d.agenda.attend(-1)
	waiting := map[contact.ID]time.Time{} // since when
	read, known := d.agenda.load, false
	for ; ctx.Err() == nil; pause(ctx, attendEvery) {
		ids, err := read(ctx)
		if err != nil {
			d.cfg.Logger.Warn("email: the agenda was not read", "err", err)
			continue
		}
		d.attendTo(ctx, waiting)
		for _, id := range ids {
			waiting[id] = d.cfg.Now()
		}
		if !known { // what was there before is looked at now
			d.attendTo(ctx, waiting)
		}
		read, known = d.agenda.news, true
	}
}

// attendTo has threads look, and keeps those that have not begun yet.
func (d *Desk) attendTo(ctx context.Context, waiting map[contact.ID]time.Time) {
	for id, since := range waiting {
		never := d.cfg.Now().Sub(since) >= neverBegins
		begun, err := d.lookAt(ctx, id, never)
		if begun || never && err == nil {
			delete(waiting, id)
		}
	}
}

func pause(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
