package chat

import (
	"context"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
)

// History returns a page of the contact history of a conversation's customer, chat and email together, newest first,
// to an agent or a supervisor there (C8). The error is ErrNotMember, ErrNotAllowed, or history's for a bad cursor.
func (d *Desk) History(ctx context.Context, who Member, id contact.ID, before history.Cursor, n int) (history.Page, error) {
	customer, err := d.customerOf(ctx, who, id)
	if err != nil || customer == "" {
		return history.Page{}, err
	}
	return d.rooms.Page(ctx, id, customer, before, n)
}

// Past returns an earlier chat of a conversation's customer, as the staff read it (C8). The error is as that of
// History; ErrNotOpen if the customer had no such chat.
func (d *Desk) Past(ctx context.Context, who Member, id, earlier contact.ID) ([]Entry, error) {
	customer, err := d.customerOf(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if err := d.rooms.Had(ctx, customer, earlier); err != nil {
		return nil, err
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

// Erase erases everything about a customer: what was said in all contacts, chat and email alike, the files, the
// profile and the history. Routing's log has ids only, and keeps them. It can be repeated, and finishes then what an
// earlier call has begun. The error is ErrStillOpen with the contact that goes on, errors.ErrUnsupported if the
// journal cannot erase, or ErrUnavailable.
func (d *Desk) Erase(ctx context.Context, customer contact.CustomerID) (history.Erased, error) {
	return d.rooms.Erase(ctx, customer)
}
