package desk

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
)

// Erase erases everything about a customer: what was said in all contacts of all channels, the files, the profile and
// the history. It can be repeated, and finishes then what an earlier call has begun. The error is StillOpen with the
// contact that goes on, errors.ErrUnsupported if the journal cannot erase, or Unavailable.
func (d *Desk) Erase(ctx context.Context, customer contact.CustomerID) (history.Erased, error) {
	for e, err := range d.contacts(ctx, customer) {
		if err != nil {
			return history.Erased{}, d.pastError("", err)
		}
		if d.repaired(ctx, customer, e).Over() || d.neverBegan(ctx, customer, e) {
			d.drop(e.Contact)
		}
	}
	eraser := history.Eraser{Journal: d.cfg.Journal, Blobs: d.cfg.Blobs, NewID: d.cfg.NewID}
	eraser.Customers, _ = d.cfg.Customers.(*journal.Customers)
	erased, err := eraser.Erase(ctx, customer)
	switch open, _ := errors.AsType[*history.Error](err); {
	case err == nil, errors.Is(err, errors.ErrUnsupported):
		return erased, err
	case errors.Is(err, history.ErrOpen):
		return erased, d.cfg.Errors.New(d.cfg.Errors.StillOpen, open.Contact, err)
	}
	return erased, d.cfg.Errors.New(d.cfg.Errors.Unavailable, "", err)
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

// justBegun is how long ago a contact was put into the history that another node may still be about to begin.
const justBegun = time.Minute

// neverBegan reports whether the history has a contact that was not begun: the desk was cut off before. It ends it there.
func (d *Desk) neverBegan(ctx context.Context, customer contact.CustomerID, e history.Entry) (never bool) {
	if e.Channel != d.cfg.Channel {
		return false
	}
	if d.shared() && d.cfg.Now().Sub(e.Began) < justBegun {
		return false
	}
	_ = d.with(ctx, e.Contact, func(r *Room) error {
		if r.tenant.Stage() != Empty {
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

// drop gives up the room of a contact that is to be erased, with what its tenant was still doing for it.
func (d *Desk) drop(id contact.ID) {
	d.mu.Lock()
	r := d.rooms[id]
	d.mu.Unlock()
	if r == nil {
		return
	}
	r.Lock()
	defer r.Unlock()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.rooms[id] == r {
		r.vacate()
	}
}
