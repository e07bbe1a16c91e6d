package email

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact"
)

// Code is the reason of a refusal: a sentinel for errors.Is, and the code that hosts show and log.
type Code string

// The reasons of refusals.
const (
	ErrInvalidID      Code = "invalid-id"      // empty, longer than contact.MaxID bytes, or not printable UTF-8
	ErrInvalidCommand Code = "invalid-command" // nil, or a value that is none
	ErrInvalidConfig  Code = "invalid-config"  // something that must be there is not, or is out of range
	ErrNotOpen        Code = "not-open"        // there is no thread of that contact
	ErrExists         Code = "exists"          // there is one already
	ErrNotMember      Code = "not-member"      // not in the thread, or no longer
	ErrNotAllowed     Code = "not-allowed"     // a supervisor reads along, the agent answers
	ErrOver           Code = "over"            // the thread has ended
	ErrNotOver        Code = "not-over"        // and it has to have
	ErrFull           Code = "full"            // the thread has MaxEntries entries
	ErrUnknownEntry   Code = "unknown-entry"   // a sequence number that is none, or not of a mail

	ErrConflict    Code = "conflict"     // the draft has another version, Count, meanwhile
	ErrSent        Code = "sent"         // the contact has been answered
	ErrPlainOnly   Code = "plain-only"   // a quick reply has plain text only (E1)
	ErrNotText     Code = "not-text"     // not UTF-8, or with a NUL
	ErrEmpty       Code = "empty"        // neither text nor file
	ErrTooLong     Code = "too-long"     // Count bytes of at most Limit; nothing is lost
	ErrTooMany     Code = "too-many"     // Count addresses of at most Limit
	ErrAddress     Code = "address"      // what was added to Cc is no address (E3)
	ErrNoRecipient Code = "no-recipient" // there is nobody to answer
	ErrFiles       Code = "files"        // the files are refused; the cause is an *attachment.Error
	ErrUnknownFile Code = "unknown-file" // no file of that id here
	ErrDropped     Code = "dropped"      // the policy withholds what was written (P3); see the notices
	ErrStillOpen   Code = "still-open"   // a contact of the customer goes on

	ErrNoMailbox Code = "no-mailbox" // nobody here has the address
	ErrTooLarge  Code = "too-large"  // a mail has more than Limit bytes
	ErrRefused   Code = "refused"    // the mail system does not want a mail, whoever it is for

	ErrUnavailable Code = "unavailable" // it may have been done or not: do it again
	ErrDamaged     Code = "damaged"     // the log holds what none wrote there
	ErrClosed      Code = "desk-closed" // Close was called
)

// Error returns the code in words; string(c) is the bare code.
func (c Code) Error() string { return "email: " + strings.ReplaceAll(string(c), "-", " ") }

// Error is a refusal. It names the identities involved, never what somebody wrote, and unwraps to its Code and to
// its Cause.
type Error struct {
	Code    Code
	Contact contact.ID
	Agent   contact.AgentID
	Count   int // what was counted, of ErrTooLong and the like
	Limit   int
	Cause   error
}

// Error returns the code in words with the identities and numbers. An id that is none may be any text and stays
// out of the message.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code.Error())
	for _, part := range []struct{ key, value string }{{" contact=", string(e.Contact)}, {" agent=", string(e.Agent)}} {
		if part.value != "" && validID(part.value) {
			b.WriteString(part.key + part.value)
		}
	}
	if e.Limit != 0 {
		fmt.Fprintf(&b, " count=%d limit=%d", e.Count, e.Limit)
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap returns the code and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Cause}
}

// codeOf returns the code of an error of this package, "" for others.
func codeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

func validID(id string) bool { return id != "" && len(id) <= contact.MaxID && printable(id) }

func printable(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}
