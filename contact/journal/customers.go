package journal

import (
	"bytes"
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact"
)

// customerPrefix and a customer's id are the name of the customer's stream.
const customerPrefix = "customer/"

// saveRounds is how often Save tries again after another writer was faster.
const saveRounds = 100

var _ contact.Customers = (*Customers)(nil)

var (
	errErased = errors.New("erased meanwhile")
	errBusy   = errors.New("other writers are always faster")
)

// Customers keeps the customers' profiles in a journal, each in a stream of its own, "customer/<id>",
// so that a customer can be erased without touching any other log. The last record of a stream is the
// profile. It is safe for concurrent use, also by several nodes on one store.
//
// Reading costs as much as the customer's profile has versions; saving an unchanged one adds none. All
// errors are an *[Error] and hold neither names nor addresses.
type Customers struct {
	// Journal holds the streams. It must be there; Erase needs a [Deleter].
	Journal Journal

	// NewID makes the ids of records. Nil: [contact.NewID].
	NewID func() string
}

// Customer returns the customer's latest profile. The error is [contact.ErrNoCustomer] for a customer
// who was never saved, or erased; [ErrInvalid] for an id that breaks the rules of
// [contact.Customer.Validate]; [ErrCorrupt] for a stream that does not hold that customer's profile; or
// the journal's own.
func (s *Customers) Customer(ctx context.Context, id contact.CustomerID) (contact.Customer, error) {
	stream, err := customerStream(OpRead, contact.Customer{ID: id})
	if err != nil {
		return contact.Customer{}, err
	}
	last, err := s.last(ctx, stream)
	if err == nil && last.Version == 0 {
		err = &Error{Op: OpRead, Stream: stream, Err: contact.ErrNoCustomer}
	}
	if err != nil {
		return contact.Customer{}, err
	}
	c, err := decodeCustomer(last.Data)
	if err == nil && c.ID != id {
		err = errStranger
	}
	if err != nil {
		return contact.Customer{}, &Error{Op: OpRead, Stream: stream, Version: last.Version, RecordID: last.ID, Err: ErrCorrupt, Cause: err}
	}
	return c, nil
}

// Save makes c the customer's profile. Of profiles that are saved at the same time the last in the log
// stands. A nil error means that it is durable. [ErrInvalid]: c is not valid. [contact.ErrNoCustomer]:
// the customer was erased while Save ran, and stays so. [ErrUnknown]: the profile may have been saved, or
// may yet be; saving again does no harm. [ErrConflict]: others saved a hundred times meanwhile.
func (s *Customers) Save(ctx context.Context, c contact.Customer) error {
	stream, err := customerStream(OpSave, c)
	if err != nil {
		return err
	}
	rec, err := s.record(c)
	if err != nil {
		return &Error{Op: OpSave, Stream: stream, Err: ErrInvalid, Cause: err}
	}
	var seen Version
	for range saveRounds {
		last, err := s.last(ctx, stream)
		switch {
		case err != nil:
			return err
		case last.Version < seen:
			return &Error{Op: OpSave, Stream: stream, Err: contact.ErrNoCustomer, Cause: errErased}
		case bytes.Equal(last.Data, rec.Data):
			return nil
		}
		seen = last.Version
		_, err = Commit(ctx, s.Journal, stream, seen, rec)
		if errors.Is(err, ErrUnknown) || !errors.Is(err, ErrConflict) {
			return err
		}
	}
	return &Error{Op: OpSave, Stream: stream, Err: ErrConflict, Cause: errBusy}
}

// Erase erases the customer's stream, all earlier versions of the profile included; erasing a customer
// who is not there does nothing. The caller makes sure that nobody saves a profile of that customer any
// more: a Save that begins later would start the stream anew. The error is
// [errors.ErrUnsupported] if the journal cannot erase, or the journal's own.
func (s *Customers) Erase(ctx context.Context, id contact.CustomerID) error {
	stream, err := customerStream(OpDelete, contact.Customer{ID: id})
	if err != nil {
		return err
	}
	d, ok := s.Journal.(Deleter)
	if !ok {
		return &Error{Op: OpDelete, Stream: stream, Err: errors.ErrUnsupported}
	}
	return d.Delete(ctx, stream)
}

// customerStream validates c and returns the name of its stream.
func customerStream(op Op, c contact.Customer) (string, error) {
	stream := customerPrefix + string(c.ID)
	err := c.Validate()
	if err == nil {
		return stream, nil
	}
	if (contact.Customer{ID: c.ID}).Validate() != nil {
		stream = "" // not an id, so it may be any text
	}
	return "", &Error{Op: op, Stream: stream, Err: ErrInvalid, Cause: err}
}

// last returns the last record of stream, with version 0 if there is none.
func (s *Customers) last(ctx context.Context, stream string) (last Record, err error) {
	for rec, err := range Replay(ctx, s.Journal, stream, 0) {
		if err != nil {
			return Record{}, err
		}
		last = rec
	}
	return last, nil
}

func (s *Customers) record(c contact.Customer) (Record, error) {
	data, err := encodeCustomer(c)
	newID := s.NewID
	if newID == nil {
		newID = contact.NewID
	}
	return NewRecord(newID(), data), err
}
