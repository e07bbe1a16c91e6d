package history

import (
	"context"
	"slices"

	"github.com/acdkit/acdkit/contact"
)

// How many entries a page has.
const (
	DefaultPage = 20
	MaxPage     = 100
)

// Page is a part of a history, newest first.
type Page struct {
	Entries []Entry `json:"entries"`
	Next    Cursor  `json:"next,omitempty"` // where the next page begins; empty if nothing older is left
}

// Page returns the next n entries behind the cursor before, which is empty for the newest: ordered by
// the time when they began, newest first, and of those that began at the same time the greater id first.
// An n of 0 or less means [DefaultPage]; no page is larger than [MaxPage]. Contacts that begin meanwhile
// are on no later page, and shift none. A customer without a history has an empty one.
//
// The error is [ErrInvalid] for a customer's id that is no id, [ErrCursor], [journal.ErrCorrupt] for a
// damaged history, or the journal's own.
func (l *Log) Page(ctx context.Context, customer contact.CustomerID, before Cursor, n int) (Page, error) {
	var start place
	if before != "" {
		var err error
		if start, err = before.place(); err != nil {
			return Page{}, err
		}
	}
	b, err := l.read(ctx, customer)
	if err != nil {
		return Page{}, err
	}
	entries := b.newest()
	if before != "" {
		entries = slices.DeleteFunc(entries, func(e Entry) bool { return e.place().compare(start) <= 0 })
	}
	if n <= 0 {
		n = DefaultPage
	}
	if n = min(n, MaxPage); len(entries) <= n {
		return Page{Entries: entries}, nil
	}
	return Page{Entries: slices.Clip(entries[:n]), Next: entries[n-1].place().cursor()}, nil
}

// Get returns the entry of one contact. The error is [ErrNoContact] if the customer's history does not
// have it, and otherwise as from Page.
func (l *Log) Get(ctx context.Context, customer contact.CustomerID, id contact.ID) (Entry, error) {
	b, err := l.read(ctx, customer)
	if err != nil {
		return Entry{}, err
	}
	e, ok := b.entries[id]
	if !ok {
		return Entry{}, &Error{Customer: customer, Contact: id, Err: ErrNoContact}
	}
	return e, nil
}
