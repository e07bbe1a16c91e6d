package reply

import "fmt"

// Code says what kind of error an Error is. Each code is an error itself, for errors.Is.
type Code string

// The codes.
const (
	ErrMode       Code = "unknown-mode"
	ErrNobody     Code = "nobody"      // is left to be answered
	ErrTooMany    Code = "too-many"    // recipients
	ErrAddress    Code = "bad-address" // what was typed is not one mailbox
	ErrOwnAddress Code = "own-address" // of the desk itself
	ErrOwnPattern Code = "bad-own-pattern"
)

func (c Code) Error() string { return "reply: " + string(c) }

// Error says why there is no answer to be sent. It has no address in it.
type Error struct {
	Code  Code
	Index int   // which of those given, from 0, for ErrAddress, ErrOwnAddress and ErrOwnPattern
	Size  int   // how many there would be, for ErrTooMany
	Limit int   // and how many there may be
	Cause error // a *message.AddressError, or nil
}

func (e *Error) Error() string {
	switch e.Code {
	case ErrTooMany:
		return fmt.Sprintf("%v: %d, limit %d", e.Code, e.Size, e.Limit)
	case ErrAddress, ErrOwnAddress, ErrOwnPattern:
		return fmt.Sprintf("%v: number %d", e.Code, e.Index)
	}
	return e.Code.Error()
}

// Is matches the code.
func (e *Error) Is(target error) bool { return e.Code == target }

func (e *Error) Unwrap() error { return e.Cause }
