package email

import (
	"fmt"

	"github.com/acdkit/acdkit/contact"
)

// Code says what kind of error an Error is. Each code is an error itself, for errors.Is.
type Code string

// The codes.
const (
	ErrInvalidConfig  Code = "invalid-config"
	ErrInvalidCommand Code = "invalid-command"
	ErrUnavailable    Code = "unavailable" // for now: the outcome may be open; repeat the command
	ErrDamaged        Code = "damaged"     // the log is not what was written
	ErrClosed         Code = "closed"      // the desk is
	ErrRefused        Code = "refused"     // the mail system does not want a mail, whoever it is for
	ErrNoMailbox      Code = "no-mailbox"  // nobody here has the address
	ErrTooLarge       Code = "too-large"
)

func (c Code) Error() string { return "email: " + string(c) }

// Error is a refusal or a failure. It names who and what it is about and has nothing of what people wrote.
type Error struct {
	Code    Code
	Contact contact.ID
	Agent   contact.AgentID
	Cause   error
}

func (e *Error) Error() string {
	text := e.Code.Error()
	if e.Contact != "" {
		text += fmt.Sprintf(" (contact %q)", e.Contact)
	}
	if e.Agent != "" {
		text += fmt.Sprintf(" (agent %q)", e.Agent)
	}
	return text
}

// Is matches the code.
func (e *Error) Is(target error) bool { return e.Code == target }

func (e *Error) Unwrap() error { return e.Cause }
