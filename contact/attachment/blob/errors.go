package blob

import (
	"errors"
	"fmt"
	"strings"
)

// The conditions that callers tell apart, with [errors.Is].
var (
	// ErrNotFound: there is nothing under the key.
	ErrNotFound = errors.New("blob: not found")
	// ErrExists: there is another content under the key; it stays.
	ErrExists = errors.New("blob: key holds another content")
	// ErrTooLarge: the content is longer than the store takes. Nothing is stored.
	ErrTooLarge = errors.New("blob: content too large")
	// ErrRead: the reader that was to be stored failed. Nothing is stored.
	ErrRead = errors.New("blob: content could not be read")
	// ErrInvalid: an argument breaks the port's rules. Nothing is stored.
	ErrInvalid = errors.New("blob: invalid argument")
)

// Op names what was being done when an error arose.
type Op string

// The operations of the port.
const (
	OpPut    Op = "put"
	OpOpen   Op = "open"
	OpDelete Op = "delete"
	OpErase  Op = "erase"
)

// Error says what failed, and where; find it with errors.AsType[*blob.Error]. Its text never holds
// content, nor what a reader said that failed.
type Error struct {
	Op    Op
	Key   Key   // without ID for OpErase
	Limit int64 // for ErrTooLarge, how many bytes the store takes; 0 if not known
	Err   error // one of the sentinels, a context's error, or the store's own
	Cause error // what led to Err, or nil; errors.Is finds this too
}

// Error describes the failure without any content.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "blob: %s %.*q", e.Op, MaxName, e.Key.Owner)
	if e.Op != OpErase {
		fmt.Fprintf(&b, " %.*q", MaxName, e.Key.ID)
	}
	if e.Err != nil {
		b.WriteString(": " + strings.TrimPrefix(e.Err.Error(), "blob: "))
	}
	if e.Limit > 0 {
		fmt.Fprintf(&b, ", limit %d bytes", e.Limit)
	}
	if e.Cause != nil && !errors.Is(e.Err, ErrRead) {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap returns Err and Cause, as far as they are there.
func (e *Error) Unwrap() []error {
	var errs []error
	for _, err := range []error{e.Err, e.Cause} {
		if err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}
