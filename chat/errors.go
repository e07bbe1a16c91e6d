package chat

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/desk"
)

// Code is the reason of a refusal: a sentinel for errors.Is, and the code that hosts show and log.
type Code string

// The reasons of refusals.
const (
	ErrInvalidID      Code = "invalid-id"      // empty, longer than contact.MaxID bytes, or not printable UTF-8
	ErrInvalidCommand Code = "invalid-command" // nil, or a value that is none
	ErrInvalidConfig  Code = "invalid-config"  // something that must be there is not, or is out of range
	ErrInvalidQueue   Code = "invalid-queue"   // there is no such queue, or it is not one for chats
	ErrNotOpen        Code = "not-open"        // there is no conversation of that contact
	ErrExists         Code = "exists"          // there is one already
	ErrNotMember      Code = "not-member"      // not in the conversation, or no longer
	ErrNotAllowed     Code = "not-allowed"     // nobody in that role may do this
	ErrHostOnly       Code = "host-only"       // only Agent 1 may (K5)
	ErrMonitorsOnly   Code = "monitors-only"   // a supervisor who monitors is not heard
	ErrWhispersOnly   Code = "whispers-only"   // a supervisor who whispers is heard by the agents only
	ErrNoAgent        Code = "no-agent"        // no agent has the contact yet (O7)
	ErrNoConference   Code = "no-conference"   // there is none
	ErrConference     Code = "conference-on"   // a conference is requested or on (D2)
	ErrNoBot          Code = "no-bot"          // no bot answers here, or no longer
	ErrCustomerLeft   Code = "customer-left"   // nobody can compose any more (K8)
	ErrOver           Code = "over"            // the conversation has ended

	ErrEmpty         Code = "empty"           // neither text nor file
	ErrNotText       Code = "not-text"        // not UTF-8, or with a NUL
	ErrTooLong       Code = "too-long"        // Count characters of at most Limit; nothing is lost
	ErrTooManyPoints Code = "too-many-points" // code points
	ErrTooManyBytes  Code = "too-many-bytes"
	ErrFiles         Code = "files"            // the files are refused; the cause is an *attachment.Error
	ErrUnknownFile   Code = "unknown-file"     // no file of that id here
	ErrUnknownEntry  Code = "unknown-entry"    // a sequence number that is none
	ErrFull          Code = "full"             // the conversation has MaxEntries entries
	ErrTemplate      Code = "unknown-template" // no template of that id for the queue
	ErrDropped       Code = "dropped"          // the policy withholds what was sent (P3); see the notices

	ErrUnavailable Code = "journal-unavailable" // it may have been done or not: send it again with the same id
	ErrDamaged     Code = "damaged"             // the conversation's log holds what none wrote there
	ErrClosed      Code = "desk-closed"         // Close was called
	ErrStillOpen   Code = "still-open"          // a contact of the customer goes on
)

// Error returns the code in words; string(c) is the bare code.
func (c Code) Error() string { return "chat: " + strings.ReplaceAll(string(c), "-", " ") }

// Error is a refusal. It names the identities involved, never what somebody wrote, and unwraps to its Code and to
// its Cause.
type Error struct {
	Code    Code
	Contact contact.ID
	Member  Member
	Action  Action // that was refused
	Phase   Phase  // that stood in the way
	Count   int    // what was counted, of ErrTooLong and the like
	Limit   int
	Cause   error
}

// Error returns the code in words with the identities and numbers. An id that is none may be any text and stays
// out of the message.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code.Error())
	phase := ""
	if e.Action != "" {
		phase = e.Phase.String()
	}
	for _, part := range []struct{ key, value string }{
		{" contact=", string(e.Contact)}, {" member=", string(e.Member)}, {" action=", string(e.Action)}, {" phase=", phase},
	} {
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

// failures are this package's words for what goes wrong in its shell.
var failures = desk.Errors{
	New: func(code error, id contact.ID, cause error) error {
		return &Error{Code: code.(Code), Contact: id, Cause: cause}
	},
	Unavailable: ErrUnavailable, Damaged: ErrDamaged, Closed: ErrClosed, InvalidID: ErrInvalidID, NotOpen: ErrNotOpen,
	NotMember: ErrNotMember, StillOpen: ErrStillOpen,
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
