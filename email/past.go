package email

import (
	"context"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
)

// History returns a page of the contact history of a contact's customer, chat and email together, newest first, to an
// agent or a supervisor there (E11). The error is ErrNotMember, or history's for a bad cursor.
func (d *Desk) History(ctx context.Context, agent contact.AgentID, id contact.ID, before history.Cursor, n int) (history.Page, error) {
	customer, err := d.customerOf(ctx, agent, id)
	if err != nil || customer == "" {
		return history.Page{}, err
	}
	return d.rooms.Page(ctx, id, customer, before, n)
}

// Past returns the entries of an earlier email contact of a contact's customer (E11). The error is as that of History;
// ErrNotOpen if the customer had no such contact.
func (d *Desk) Past(ctx context.Context, agent contact.AgentID, id, earlier contact.ID) ([]Entry, error) {
	var list []Entry
	err := d.past(ctx, agent, id, earlier, func(t *Thread) error { list = t.All(); return nil })
	return list, err
}

// PastMail returns a mail of an earlier email contact of a contact's customer, whole.
func (d *Desk) PastMail(ctx context.Context, agent contact.AgentID, id, earlier contact.ID, seq uint64) (Mail, error) {
	var l Letter
	err := d.past(ctx, agent, id, earlier, func(t *Thread) error {
		e, _ := t.At(seq)
		known := false
		if l, known = letterOf(e); !known {
			return t.refused(&Error{Code: ErrUnknownEntry, Agent: agent})
		}
		return nil
	})
	if err != nil {
		return Mail{}, err
	}
	return d.mail(ctx, earlier, l)
}

// past lets an agent look into an earlier contact of the customer.
func (d *Desk) past(ctx context.Context, agent contact.AgentID, id, earlier contact.ID, look func(*Thread) error) error {
	customer, err := d.customerOf(ctx, agent, id)
	if err != nil {
		return err
	}
	if err := d.rooms.Had(ctx, customer, earlier); err != nil {
		return err
	}
	return d.with(ctx, earlier, func(r *room) error { return look(r.thread) })
}

// customerOf returns the customer of a contact that an agent or a supervisor is in, or has just ended.
func (d *Desk) customerOf(ctx context.Context, agent contact.AgentID, id contact.ID) (customer contact.CustomerID, err error) {
	err = d.with(ctx, id, func(r *room) error {
		t := r.thread
		s := t.seats[agent]
		if s == nil || !s.there && (t.Phase() != Over || s.left < t.endedSeq) { // who left before, left
			return t.refused(&Error{Code: ErrNotMember, Agent: agent})
		}
		customer = t.Opened().Customer
		return nil
	})
	return customer, err
}

// Erase erases everything about a customer: what was said in all contacts, chat and email alike, mails and files, the
// profile and the history. Routing's log and the index of mails have ids only, and keep them. It can be repeated, and
// finishes then what an earlier call has begun. The error is ErrStillOpen with the contact that goes on,
// errors.ErrUnsupported if the journal cannot erase, or ErrUnavailable.
func (d *Desk) Erase(ctx context.Context, customer contact.CustomerID) (history.Erased, error) {
	return d.rooms.Erase(ctx, customer)
}
