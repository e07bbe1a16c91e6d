package history

import (
	"bytes"
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// rounds is how often a writer tries again after another one was faster.
const rounds = 100

var (
	errErased = errors.New("history erased meanwhile")
	errBusy   = errors.New("other writers are always faster")
)

// Log keeps the histories of customers in a journal, each in a stream of its own, "history/<customer>",
// so that it can be erased without touching any other log. A record is an entry, and the last record of a
// contact stands. It is safe for concurrent use, also by several nodes on one store.
//
// Errors are an [*Error] or a [*journal.Error]; none holds a subject or another text of a user.
type Log struct {
	// Journal holds the streams. It must be there.
	Journal journal.Journal

	// NewID makes the ids of records. Nil: [contact.NewID].
	NewID func() string
}

// Put adds the contact to the customer's history, or brings its entry up to date. Put may come twice, late
// and from several nodes: an entry that is there already adds no record, and one that knows less than the
// entry that is there changes nothing; both return nil. A contact that is over is known better than one
// that goes on; beyond that the greater number of messages decides, then that of agents. Of entries that
// know as much the last one stands. Times are kept in UTC, to the nanosecond.
//
// A nil error means that the entry, or a better one, is durable. [ErrInvalid]: the entry or the customer's
// id is not valid. [ErrMismatch]: the contact is there with another channel or beginning, which never
// change. [contact.ErrNoCustomer]: the history was being erased while Put ran. [journal.ErrUnknown]: the
// entry may have been stored, or may yet be; putting it again does no harm. [journal.ErrConflict]: others
// wrote a hundred times meanwhile. [journal.ErrCorrupt]: the history is damaged.
func (l *Log) Put(ctx context.Context, customer contact.CustomerID, e Entry) error {
	if err := e.Validate(); err != nil {
		return err
	}
	rec, err := l.record(e)
	if err != nil {
		return &Error{Customer: customer, Contact: e.Contact, Err: ErrInvalid, Cause: err}
	}
	var seen book
	for range rounds {
		b, err := l.read(ctx, customer)
		switch {
		case err != nil:
			return err
		case b.sealed || b.last < seen.last:
			return &journal.Error{Op: journal.OpSave, Stream: b.stream, Err: contact.ErrNoCustomer, Cause: errErased}
		}
		if done, err := b.covers(customer, e, rec.Data); done || err != nil {
			return err
		}
		if _, err = journal.Commit(ctx, l.Journal, b.stream, b.last, rec); !beaten(err) {
			return err
		}
		seen = b
	}
	return &journal.Error{Op: journal.OpSave, Stream: seen.stream, Err: journal.ErrConflict, Cause: errBusy}
}

// covers reports whether nothing is to be written for e, which is encoded as data.
func (b *book) covers(customer contact.CustomerID, e Entry, data []byte) (bool, error) {
	known, ok := b.entries[e.Contact]
	switch {
	case !ok:
		return false, nil
	case !e.same(known):
		return false, &Error{Customer: customer, Contact: e.Contact, Err: ErrMismatch}
	case e.knowsLess(known):
		return true, nil
	}
	written, err := encodeEntry(known)
	return err == nil && bytes.Equal(written, data), nil
}

// beaten reports whether Commit's error says that another writer was faster, for certain.
func beaten(err error) bool {
	return errors.Is(err, journal.ErrConflict) && !errors.Is(err, journal.ErrUnknown)
}

func (l *Log) record(e Entry) (journal.Record, error) {
	data, err := encodeEntry(e)
	return journal.NewRecord(l.newID(), data), err
}

func (l *Log) newID() string {
	if l.NewID == nil {
		return contact.NewID()
	}
	return l.NewID()
}
