package wrapup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact"
)

// ReasonID identifies a reason. It is opaque, compared byte by byte, 1 to contact.MaxID bytes of
// UTF-8.
type ReasonID string

// MaxName is the number of characters (code points) that a reason's name may have.
const MaxName = 200

// Reason is one wrap-up reason, as an administrator defines it (W3).
type Reason struct {
	ID       ReasonID        `json:"id,omitempty" cbor:"1,keyasint,omitempty"`
	Name     string          `json:"name,omitempty" cbor:"2,keyasint,omitempty"`     // what agents read
	Channel  contact.Channel `json:"channel,omitempty" cbor:"3,keyasint,omitempty"`  // zero: every channel
	Queue    contact.QueueID `json:"queue,omitempty" cbor:"4,keyasint,omitempty"`    // "": every queue
	Inactive bool            `json:"inactive,omitempty" cbor:"5,keyasint,omitempty"` // kept for old records, not to be picked
}

// Validate reports what is wrong with the reason: an *Error of ErrBadReasonID, ErrBadName (a name
// has 1 to MaxName characters, not all of them space), ErrBadChannel or ErrBadQueue.
func (r Reason) Validate() error {
	switch {
	case r.ID == "" || !validID(string(r.ID)):
		return &Error{Code: ErrBadReasonID, Reason: r.ID}
	case !validName(r.Name):
		return &Error{Code: ErrBadName, Reason: r.ID}
	case r.Channel != 0 && !r.Channel.Valid():
		return &Error{Code: ErrBadChannel, Reason: r.ID}
	case !validID(string(r.Queue)):
		return &Error{Code: ErrBadQueue, Reason: r.ID}
	}
	return nil
}

// appliesTo reports whether the reason is meant for contacts of that channel and queue.
func (r Reason) appliesTo(ch contact.Channel, q contact.QueueID) bool {
	return (r.Channel == 0 || r.Channel == ch) && (r.Queue == "" || r.Queue == q)
}

// selectable reports whether the reason can be picked there now.
func (r Reason) selectable(ch contact.Channel, q contact.QueueID) bool {
	return !r.Inactive && r.appliesTo(ch, q)
}

// validID accepts what can be recorded: other bytes than UTF-8 would not come back from a journal.
func validID(id string) bool { return len(id) <= contact.MaxID && utf8.ValidString(id) }

func validName(name string) bool {
	return len(name) <= MaxName*utf8.UTFMax && utf8.ValidString(name) &&
		utf8.RuneCountInString(name) <= MaxName &&
		strings.TrimSpace(name) != "" && !strings.ContainsFunc(name, unicode.IsControl)
}
