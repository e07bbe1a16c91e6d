package history

import (
	"context"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// streamPrefix and a customer's id are the name of the customer's history.
const streamPrefix = "history/"

// Names of streams have room for the longest id.
const _ = uint(journal.MaxStream - len(streamPrefix) - contact.MaxID)

// book is a customer's history as it has been read.
type book struct {
	stream  string
	last    journal.Version
	entries map[contact.ID]Entry
	sealed  bool // an erasure has begun to erase the history itself
}

// read reads the customer's history to its end.
func (l *Log) read(ctx context.Context, customer contact.CustomerID) (book, error) {
	if err := (contact.Customer{ID: customer}).Validate(); err != nil {
		return book{}, &Error{Customer: customer, Err: ErrInvalid, Cause: err}
	}
	b := book{stream: streamPrefix + string(customer), entries: make(map[contact.ID]Entry)}
	for rec, err := range journal.Replay(ctx, l.Journal, b.stream, 0) {
		if err != nil {
			return book{}, err
		}
		if err := b.apply(rec); err != nil {
			return book{}, &journal.Error{
				Op: journal.OpRead, Stream: b.stream, Version: rec.Version, RecordID: rec.ID, Err: journal.ErrCorrupt, Cause: err,
			}
		}
	}
	return b, nil
}

func (b *book) apply(rec journal.Record) error {
	b.last = rec.Version
	switch {
	case b.sealed:
		return errBehind
	case len(rec.Data) == 1 && rec.Data[0] == sealed:
		b.sealed = true
		clear(b.entries)
		return nil
	}
	e, err := decodeEntry(rec.Data)
	if err != nil {
		return err
	}
	if known, ok := b.entries[e.Contact]; ok && !e.same(known) {
		return errOther // with another channel, an erasure would miss the content in the first
	}
	b.entries[e.Contact] = e
	return nil
}

// newest returns the entries, newest first.
func (b *book) newest() []Entry {
	entries := make([]Entry, 0, len(b.entries))
	for _, e := range b.entries {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(e, f Entry) int { return e.place().compare(f.place()) })
	return entries
}
