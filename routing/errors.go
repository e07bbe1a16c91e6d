package routing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact"
)

// Code is the reason of a refusal: a sentinel for errors.Is, and the code that hosts show and log.
type Code string

// The reasons of refusals.
const (
	ErrInvalidID       Code = "invalid-id"       // empty, longer than contact.MaxID bytes, or not printable UTF-8
	ErrInvalidName     Code = "invalid-name"     // longer than MaxName bytes, or not printable UTF-8
	ErrInvalidChannel  Code = "invalid-channel"  // no channel, or not the one of the other queue
	ErrInvalidPriority Code = "invalid-priority" // out of 0 to MaxPriority
	ErrInvalidDuration Code = "invalid-duration" // negative, or longer than MaxWait
	ErrInvalidLevel    Code = "invalid-level"    // out of 1 to MaxLevel
	ErrInvalidHours    Code = "invalid-hours"    // a span that is not within a day, or an unknown time zone
	ErrInvalidWrapUp   Code = "invalid-wrapup"   // a wrap-up policy that contradicts itself
	ErrInvalidQueue    Code = "invalid-queue"    // a queue that contradicts itself
	ErrInvalidAgent    Code = "invalid-agent"    // an agent whose tier is out of range
	ErrInvalidProfile  Code = "invalid-profile"  // a profile with an unknown channel or blending mode
	ErrInvalidReason   Code = "invalid-reason"   // a wrap-up reason without a proper id or name
	ErrInvalidSettings Code = "invalid-settings" // out of range
	ErrInvalidCommand  Code = "invalid-command"  // nil, nested or unknown
	ErrTooMany         Code = "too-many"         // a list longer than its limit
	ErrDuplicate       Code = "duplicate"        // something named twice, or an id that is taken

	ErrUnknownAgent    Code = "unknown-agent"     // no agent of that id
	ErrUnknownContact  Code = "unknown-contact"   // no contact of that id, or no longer
	ErrUnknownQueue    Code = "unknown-queue"     // no queue of that id
	ErrUnknownProfile  Code = "unknown-profile"   // no profile of that id
	ErrUnknownStrategy Code = "unknown-strategy"  // no strategy of that name, shipped or the host's
	ErrUnknownCode     Code = "unknown-idle-code" // no idle code of that id that may be chosen (S3)
	ErrInUse           Code = "in-use"            // what is to be removed is still needed

	ErrState        Code = "wrong-state"           // the agent's or contact's state does not allow it
	ErrHasWork      Code = "agent-busy"            // the agent still has contacts in hand
	ErrNotAvailable Code = "agent-unavailable"     // the target is not Available, or about to be put into another state
	ErrNoRoom       Code = "agent-at-capacity"     // the target has no capacity left, or its blending mode forbids it
	ErrNotPermitted Code = "channel-not-permitted" // the target's profile does not permit the channel (S1)
	ErrNoOffer      Code = "no-offer"              // the agent has no offer of this contact, or no longer
	ErrExpired      Code = "offer-expired"         // the deadline has passed
	ErrDeclineOff   Code = "decline-off"           // the administrator does not let agents decline (O3)
	ErrNotOwner     Code = "not-owner"             // only the contact's owner may do this
	ErrNotGuest     Code = "not-guest"             // the agent is no guest or supervisor of this contact
	ErrNoWrapUp     Code = "no-wrapup"             // the agent owes no wrap-up for this contact
	ErrSelf         Code = "same-agent"            // the target is the sender, or already on the contact
	ErrConference   Code = "conference-on"         // a conference is requested or on (D2)
	ErrChannelRule  Code = "channel-rule"          // emails go to queues only, without conferences (E10); only chats and calls have holds (R13)
	ErrCustomerLeft Code = "customer-left"         // the customer has left: nothing but ending is possible (K8)
	ErrOnHold       Code = "on-hold"               // the customer is on hold already (R13)
	ErrNotOnHold    Code = "not-on-hold"           // the customer is not on hold (R13)
	ErrOver         Code = "contact-over"          // the contact has ended
	ErrQueueFull    Code = "queue-full"            // as many wait as the queue admits, and its overflow takes none (R6)
	ErrQueueClosed  Code = "queue-closed"          // out of open hours, and its overflow takes none (R6)
	ErrSelection    Code = "selection"             // the wrap-up reasons do not fit; the cause is a *wrapup.Error
	ErrTimer        Code = "no-timer"              // no wrap-up timer runs, or it may not be cancelled (D7)
)

// Error returns the code in words; string(c) is the bare code.
func (c Code) Error() string { return "routing: " + strings.ReplaceAll(string(c), "-", " ") }

// Error is a refused command. It names the identities involved, never what a user wrote, and unwraps
// to its Code and to its Cause. Agent is the agent whom the code is about: the target of a transfer,
// if it is the target that cannot take it, and the sender of the command otherwise.
type Error struct {
	Code    Code
	Command string // the command's name, as CommandName gives it
	Agent   contact.AgentID
	Contact contact.ID
	Queue   contact.QueueID
	State   string // the state that stood in the way
	Cause   error  // of the package below, if it was that which refused
}

// Error returns the code in words with the identities involved. An id that is no id (too long, or not
// printable) may be any text and stays out of the message.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code.Error())
	for _, part := range []struct{ key, value string }{
		{" command=", e.Command}, {" agent=", string(e.Agent)}, {" contact=", string(e.Contact)},
		{" queue=", string(e.Queue)}, {" state=", e.State},
	} {
		if checkID(part.value) == nil {
			b.WriteString(part.key)
			b.WriteString(part.value)
		}
	}
	if e.Cause != nil {
		b.WriteString(": ")
		b.WriteString(e.Cause.Error())
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

// checkID refuses ids that are empty, too long or not printable.
func checkID(id string) error {
	if id == "" || len(id) > contact.MaxID || !printable(id) {
		return ErrInvalidID
	}
	return nil
}

func checkName(name string) error {
	if len(name) > MaxName || !printable(name) {
		return ErrInvalidName
	}
	return nil
}

// printable refuses bytes that are not UTF-8, and whatever controls a screen or the direction of text.
func printable(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf {
			return printableRunes(s[i:])
		} else if c < ' ' || c == 0x7f {
			return false
		}
	}
	return true
}

func printableRunes(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			return false
		}
	}
	return true
}
