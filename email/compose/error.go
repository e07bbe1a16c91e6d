package compose

import "fmt"

// Code says what kind of error an Error is. Each code is an error itself, for errors.Is.
type Code string

// The codes.
const (
	ErrMissing  Code = "missing"
	ErrNotLine  Code = "not-a-line" // it has CR, LF or NUL
	ErrNotUTF8  Code = "not-utf-8"
	ErrInvalid  Code = "invalid"  // not what the field may have
	ErrSMTPUTF8 Code = "smtputf8" // an address that only a mail system with SMTPUTF8 takes
	ErrSize     Code = "size"     // a file is not as large as it was said to be
	ErrRead     Code = "read"     // a file cannot be read; the cause says why
)

func (c Code) Error() string { return "compose: " + string(c) }

// Error says which field of a Mail is the reason. It has nothing of what is in the field.
type Error struct {
	Code  Code
	Field string // of Mail, such as "To"
	Index int    // place in the field's list, from 1; 0 if it has none
	Cause error  // of ErrRead, not printed: it may have a file's name
}

func (e *Error) Error() string {
	if e.Index == 0 {
		return fmt.Sprintf("%v (%s)", e.Code, e.Field)
	}
	return fmt.Sprintf("%v (%s %d)", e.Code, e.Field, e.Index)
}

// Is matches the code.
func (e *Error) Is(target error) bool { return e.Code == target }

func (e *Error) Unwrap() error { return e.Cause }
