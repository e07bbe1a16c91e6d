package history

import (
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// Blobs is a store of files, each of which has an owner. It is safe for concurrent use.
type Blobs interface {
	// Erase erases all files of the owner, a contact's id. An owner without files is no error, so that
	// it can be repeated.
	Erase(ctx context.Context, owner string) error
}

// Erased counts what an erasure has erased. What an earlier try erased counts again only if the history
// still lists it.
type Erased struct {
	Contacts int `json:"contacts"` // whose content and files are gone
	Messages int `json:"messages"` // of those contacts, as the history has it
}

// Eraser erases everything about a customer. It is safe for concurrent use, but not by two callers for the
// same customer.
type Eraser struct {
	// Journal holds the histories and the content of contacts, in the streams "chat/<contact>",
	// "email/<contact>" and so on for each channel. It must be a [journal.Deleter].
	Journal journal.Journal

	// Customers holds the profiles. Nil: they are in Journal.
	Customers *journal.Customers

	// Blobs holds the files of contacts. Nil: there are none.
	Blobs Blobs

	// Force erases contacts, too, that are not over. Their desks may write on, so erase once more
	// when they are.
	Force bool

	// NewID makes the ids of records. Nil: [contact.NewID].
	NewID func() string
}

// Erase erases the content and the files of all contacts in the customer's history, then the profile,
// and last the history, which is the list of what is to be erased: after an error or a crash, a repeated
// call finishes the rest. A customer of whom nothing is there is erased without an error. A contact that
// [Log.Put] adds while Erase runs is erased with the others, begins the history anew, or is refused.
//
// The error is [ErrInvalid] for an id that is no id; [errors.ErrUnsupported] if the journal cannot erase,
// and [ErrOpen] with the id of the newest contact that is not over, unless Force is set: before both,
// nothing is erased, but for contacts that others began meanwhile. [journal.ErrCorrupt]: the history is
// damaged, and nothing is erased because not all would be. Other errors are the stores' own. With an
// error, Erased counts what was erased until then.
func (e *Eraser) Erase(ctx context.Context, customer contact.CustomerID) (Erased, error) {
	log := &Log{Journal: e.Journal, NewID: e.NewID}
	var erased Erased
	for range rounds {
		b, err := log.read(ctx, customer)
		if err != nil {
			return erased, err
		}
		d, ok := e.Journal.(journal.Deleter)
		if !ok {
			return erased, &journal.Error{Op: journal.OpDelete, Stream: b.stream, Err: errors.ErrUnsupported}
		}
		if err := e.refuse(customer, b); err != nil {
			return erased, err
		}
		if erased, err = e.contacts(ctx, d, b); err != nil {
			return erased, err
		}
		if err := e.profile(ctx, customer); err != nil || b.last == 0 {
			return erased, err
		}
		if err := log.seal(ctx, b); err == nil {
			return erased, d.Delete(ctx, b.stream)
		} else if !beaten(err) {
			return erased, err
		}
	}
	return erased, &journal.Error{Op: journal.OpDelete, Stream: streamPrefix + string(customer), Err: journal.ErrConflict, Cause: errBusy}
}

// refuse returns an error if a contact is not over.
func (e *Eraser) refuse(customer contact.CustomerID, b book) error {
	if e.Force {
		return nil
	}
	for _, entry := range b.newest() {
		if !entry.Over() {
			return &Error{Customer: customer, Contact: entry.Contact, Err: ErrOpen}
		}
	}
	return nil
}

// contacts erases content and files of the contacts in b. The stream goes first: a journal that cannot
// erase after all says so before anything is gone.
func (e *Eraser) contacts(ctx context.Context, d journal.Deleter, b book) (Erased, error) {
	var erased Erased
	for _, entry := range b.newest() {
		if err := d.Delete(ctx, entry.Channel.String()+"/"+string(entry.Contact)); err != nil {
			return erased, err
		}
		if e.Blobs != nil {
			if err := e.Blobs.Erase(ctx, string(entry.Contact)); err != nil {
				return erased, err
			}
		}
		erased.Contacts++
		erased.Messages += entry.Messages
	}
	return erased, nil
}

func (e *Eraser) profile(ctx context.Context, customer contact.CustomerID) error {
	customers := e.Customers
	if customers == nil {
		customers = &journal.Customers{Journal: e.Journal}
	}
	return customers.Erase(ctx, customer)
}

// seal closes the history as b has it, so that nothing can be added before it is erased: what was added
// since is a conflict.
func (l *Log) seal(ctx context.Context, b book) error {
	if b.sealed {
		return nil
	}
	_, err := journal.Commit(ctx, l.Journal, b.stream, b.last, journal.NewRecord(l.newID(), []byte{sealed}))
	return err
}
