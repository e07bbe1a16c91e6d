package history

import (
	"errors"
	"fmt"
	"strings"

	"github.com/acdkit/acdkit/contact"
)

// The conditions that callers tell apart, with [errors.Is].
var (
	// ErrInvalid: an entry breaks the limits of [Entry.Validate], or an id is no id.
	ErrInvalid = errors.New("history: invalid")
	// ErrCursor: the cursor is not one that [Log.Page] has returned.
	ErrCursor = errors.New("history: invalid cursor")
	// ErrMismatch: the contact is in the history with another channel or another beginning.
	ErrMismatch = errors.New("history: contact began otherwise")
	// ErrNoContact: the contact is not in the customer's history, or no longer.
	ErrNoContact = errors.New("history: no such contact")
	// ErrOpen: the contact is not over yet.
	ErrOpen = errors.New("history: contact not over")
)

// Error says what was refused, and of whom; find it with errors.AsType[*history.Error]. It never holds
// what a user wrote. Errors of the store are a [*journal.Error] instead.
type Error struct {
	Customer contact.CustomerID // empty if not known
	Contact  contact.ID         // empty if it is not about one contact
	Err      error              // one of the sentinels
	Cause    error              // what is wrong, or nil
}

// Error returns the condition with the ids involved. An id that is no id may be any text, and stays
// out of the message.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Err.Error())
	for _, part := range []struct{ key, id string }{
		{" customer=", string(e.Customer)}, {" contact=", string(e.Contact)},
	} {
		if flaw(part.id, 1, contact.MaxID) == "" {
			fmt.Fprintf(&b, "%s%q", part.key, part.id)
		}
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap returns Err and Cause, as far as they are there.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Err}
	}
	return []error{e.Err, e.Cause}
}
