package token

import "fmt"

// Code says what kind of error an Error is. Each code is an error itself, for errors.Is.
type Code string

// The codes.
const (
	ErrShort   Code = "short-secret" // less than MinSecret bytes
	ErrTwice   Code = "key-twice"    // two keys have one number
	ErrMailbox Code = "bad-mailbox"  // not an address, or one with a name or quotes
	ErrLong    Code = "too-long"     // the local part or the address would be
)

func (c Code) Error() string { return "token: " + string(c) }

// Error says what is wrong with keys, or why an address cannot be made. It has no secret, address or contact in it.
type Error struct {
	Code  Code
	Key   uint8 // the number of the key, for ErrShort and ErrTwice
	Size  int   // what it is, in bytes, for ErrShort and ErrLong
	Limit int   // and what it may be
	Cause error // of ErrMailbox, or nil
}

func (e *Error) Error() string {
	switch e.Code {
	case ErrShort:
		return fmt.Sprintf("%v: key %d has %d bytes, least %d", e.Code, e.Key, e.Size, e.Limit)
	case ErrTwice:
		return fmt.Sprintf("%v: key %d", e.Code, e.Key)
	case ErrLong:
		return fmt.Sprintf("%v: %d octets, limit %d", e.Code, e.Size, e.Limit)
	}
	return e.Code.Error()
}

// Is matches the code.
func (e *Error) Is(target error) bool { return e.Code == target }

func (e *Error) Unwrap() error { return e.Cause }
