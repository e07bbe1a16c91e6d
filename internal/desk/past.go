package desk

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
)

// List puts a contact that begins into its customer's history, and returns when it began: an earlier try may have come
// this far. Of the entry, what is known of the contact beyond its id, channel and beginning.
func (r *Room) List(ctx context.Context, customer contact.CustomerID, e history.Entry) (time.Time, error) {
	d := r.desk
	e.Contact, e.Channel, e.Began = r.ID, d.cfg.Channel, d.cfg.Now().UTC()
	if customer == "" {
		return e.Began, nil
	}
	began := e.Began
	err := d.history.Put(ctx, customer, e)
	if errors.Is(err, history.ErrMismatch) {
		e, err = d.history.Get(ctx, customer, r.ID)
	}
	switch {
	case errors.Is(err, history.ErrInvalid):
		return began, d.cfg.Errors.New(d.cfg.Errors.InvalidID, "", err)
	case err != nil:
		return began, r.Failed(err)
	}
	return e.Began, nil
}

// Record has the customer's history brought up to date when the room is left.
func (r *Room) Record() { r.news = true }

// record brings the customer's history up to date, until it is. The room stays meanwhile, so that an erasure finds it.
func (r *Room) record() {
	if !r.news || r.recording {
		return
	}
	if customer, _ := r.tenant.Entry(); customer == "" {
		r.news = false
		return
	}
	r.recording = true
	r.Go(func() { r.desk.Retry(r.recorded) })
}

// recorded puts the contact into the customer's history, and reports whether it is there, or never will be.
func (r *Room) recorded() bool {
	r.Lock()
	defer r.Unlock()
	if r.tenant.Stage() == Unread {
		r.recording = false
		return true
	}
	customer, e := r.tenant.Entry()
	err := r.desk.history.Put(r.desk.ctx, customer, e)
	if err != nil && !errors.Is(err, history.ErrInvalid) && !errors.Is(err, history.ErrMismatch) && !errors.Is(err, contact.ErrNoCustomer) {
		return false
	}
	r.news, r.recording = false, false
	return true
}

// Page returns a page of a customer's history, of all channels, newest first, to who asks from a contact. The error is
// NotOpen, Unavailable, or history's for a bad cursor.
func (d *Desk) Page(ctx context.Context, id contact.ID, customer contact.CustomerID, before history.Cursor, n int) (history.Page, error) {
	page, err := d.history.Page(ctx, customer, before, n)
	if err != nil {
		return page, d.pastError(id, err)
	}
	for i, e := range page.Entries {
		page.Entries[i] = d.repaired(ctx, customer, e)
	}
	return page, nil
}

// Had returns NotOpen if the customer never had that contact, on the desk's channel; or Unavailable.
func (d *Desk) Had(ctx context.Context, customer contact.CustomerID, id contact.ID) error {
	if e, err := d.history.Get(ctx, customer, id); err != nil || e.Channel != d.cfg.Channel {
		return d.pastError(id, err)
	}
	return nil
}

func (d *Desk) pastError(id contact.ID, err error) error {
	switch {
	case err == nil, errors.Is(err, history.ErrNoContact), errors.Is(err, history.ErrInvalid):
		return d.cfg.Errors.New(d.cfg.Errors.NotOpen, id, nil)
	case errors.Is(err, history.ErrCursor):
		return err
	}
	return d.cfg.Errors.New(d.cfg.Errors.Unavailable, id, err)
}

// repaired returns an entry as its machine has it, if that is over and the history was not told: the desk may have been
// cut off in between.
func (d *Desk) repaired(ctx context.Context, customer contact.CustomerID, e history.Entry) history.Entry {
	if e.Channel != d.cfg.Channel || e.Over() {
		return e
	}
	_ = d.with(ctx, e.Contact, func(r *Room) error {
		if r.tenant.Stage() != Over {
			return nil
		}
		_, known := r.tenant.Entry()
		known.Began = e.Began
		if d.history.Put(ctx, customer, known) == nil {
			e = known
		}
		return nil
	})
	return e
}
