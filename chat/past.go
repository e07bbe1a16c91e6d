package chat

import (
	"context"
	"errors"
	"iter"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
)

// History returns a page of the contact history of a conversation's customer, chat and email together, newest first,
// to an agent or a supervisor there (C8). The error is ErrNotMember, ErrNotAllowed, or history's for a bad cursor.
func (d *Desk) History(ctx context.Context, who Member, id contact.ID, before history.Cursor, n int) (history.Page, error) {
	customer, err := d.customerOf(ctx, who, id)
	if err != nil || customer == "" {
		return history.Page{}, err
	}
	page, err := d.history.Page(ctx, customer, before, n)
	if err != nil {
		return page, d.pastError(id, err)
	}
	for i, e := range page.Entries {
		page.Entries[i] = d.repaired(ctx, customer, e)
	}
	return page, nil
}

// Past returns an earlier chat of a conversation's customer, as the staff read it (C8). The error is as that of
// History; ErrNotOpen if the customer had no such chat.
func (d *Desk) Past(ctx context.Context, who Member, id, earlier contact.ID) ([]Entry, error) {
	customer, err := d.customerOf(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if e, err := d.history.Get(ctx, customer, earlier); err != nil || e.Channel != contact.Chat {
		return nil, d.pastError(earlier, err)
	}
	var list []Entry
	err = d.with(ctx, earlier, func(r *room) error {
		for _, e := range r.conv.entries {
			if RoleAgent.sees(e.Audience()) {
				list = append(list, e)
			}
		}
		return nil
	})
	return list, err
}

// customerOf returns the customer of a conversation that an agent or a supervisor is in, or has just ended.
func (d *Desk) customerOf(ctx context.Context, who Member, id contact.ID) (customer contact.CustomerID, err error) {
	err = d.with(ctx, id, func(r *room) error {
		s := r.conv.seats[who]
		switch {
		case s == nil || !s.there && (r.conv.Phase() != Over || s.left < r.conv.Len()): // who left before, left
			return r.conv.refused(&Error{Code: ErrNotMember, Member: who, Action: CanRead})
		case !s.party.Role.sees(Staff):
			return r.conv.refused(&Error{Code: ErrNotAllowed, Member: who, Action: CanRead})
		}
		customer = r.conv.Opened().Customer
		return nil
	})
	return customer, err
}

func (d *Desk) pastError(id contact.ID, err error) error {
	switch {
	case err == nil, errors.Is(err, history.ErrNoContact), errors.Is(err, history.ErrInvalid):
		return &Error{Code: ErrNotOpen, Contact: id}
	case errors.Is(err, history.ErrCursor):
		return err
	}
	return &Error{Code: ErrUnavailable, Contact: id, Cause: err}
}

// repaired returns an entry as its conversation has it, if that is over and the history was not told: the desk may
// have been cut off in between.
func (d *Desk) repaired(ctx context.Context, customer contact.CustomerID, e history.Entry) history.Entry {
	if e.Channel != contact.Chat || e.Over() {
		return e
	}
	_ = d.with(ctx, e.Contact, func(r *room) error {
		if _, over := r.conv.Ended(); !over {
			return nil
		}
		known := r.entry()
		known.Began = e.Began
		if d.history.Put(ctx, customer, known) == nil {
			e = known
		}
		return nil
	})
	return e
}

// neverBegan reports whether the history has a chat that was not begun: the desk was cut off before. It ends it there.
func (d *Desk) neverBegan(ctx context.Context, customer contact.CustomerID, e history.Entry) (never bool) {
	if e.Channel != contact.Chat {
		return false
	}
	_ = d.with(ctx, e.Contact, func(r *room) error {
		if r.conv.Len() > 0 {
			return nil
		}
		e.Ended, e.Reason = d.cfg.Now().UTC(), contact.Abandoned
		if e.Ended.Before(e.Began) {
			e.Ended = e.Began
		}
		never = d.history.Put(ctx, customer, e) == nil
		return nil
	})
	return never
}

// Erase erases everything about a customer: what was said in all contacts, chat and email alike, the files, the
// profile and the history. Routing's log has ids only, and keeps them. It can be repeated, and finishes then what an
// earlier call has begun. The error is ErrStillOpen with the contact that goes on, errors.ErrUnsupported if the
// journal cannot erase, or ErrUnavailable.
func (d *Desk) Erase(ctx context.Context, customer contact.CustomerID) (history.Erased, error) {
	for e, err := range d.contacts(ctx, customer) {
		if err != nil {
			return history.Erased{}, d.pastError("", err)
		}
		if d.repaired(ctx, customer, e).Over() || d.neverBegan(ctx, customer, e) {
			d.drop(e.Contact)
		}
	}
	eraser := history.Eraser{Journal: d.cfg.Journal, NewID: d.cfg.NewID}
	eraser.Customers, _ = d.cfg.Customers.(*journal.Customers)
	if d.cfg.Blobs != nil {
		eraser.Blobs = d.cfg.Blobs
	}
	erased, err := eraser.Erase(ctx, customer)
	switch open, _ := errors.AsType[*history.Error](err); {
	case err == nil, errors.Is(err, errors.ErrUnsupported):
		return erased, err
	case errors.Is(err, history.ErrOpen):
		return erased, &Error{Code: ErrStillOpen, Contact: open.Contact, Cause: err}
	}
	return erased, &Error{Code: ErrUnavailable, Cause: err}
}

// contacts yields the customer's contacts.
func (d *Desk) contacts(ctx context.Context, customer contact.CustomerID) iter.Seq2[history.Entry, error] {
	return func(yield func(history.Entry, error) bool) {
		for next := history.Cursor(""); ; {
			page, err := d.history.Page(ctx, customer, next, history.MaxPage)
			if err != nil {
				yield(history.Entry{}, err)
				return
			}
			for _, e := range page.Entries {
				if !yield(e, nil) {
					return
				}
			}
			if next = page.Next; next == "" {
				return
			}
		}
	}
}

// drop forgets a conversation that is to be erased, with what was still to be delivered of it.
func (d *Desk) drop(id contact.ID) {
	d.mu.Lock()
	r := d.rooms[id]
	d.mu.Unlock()
	if r == nil {
		return
	}
	r.lock <- struct{}{}
	defer func() { <-r.lock }()
	r.forget()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.rooms[id] == r {
		delete(d.rooms, id)
		r.gone = true
	}
}
