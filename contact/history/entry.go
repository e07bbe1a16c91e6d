package history

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact"
)

// Limits of an entry. A subject is at most as long as a line of a mail (RFC 5322, section 2.1.1).
const (
	MaxSubject   = 998 // bytes
	MaxQueueName = 200 // bytes
	MaxAgents    = 64
)

// Entry is one contact in a customer's history.
type Entry struct {
	Contact   contact.ID        `json:"contact" cbor:"1,keyasint"`
	Channel   contact.Channel   `json:"channel" cbor:"2,keyasint"`
	Queue     contact.QueueID   `json:"queue,omitempty" cbor:"3,keyasint,omitempty"`      // the last one it waited in, if any
	QueueName string            `json:"queue_name,omitempty" cbor:"4,keyasint,omitempty"` // as it was at that time
	Subject   string            `json:"subject,omitempty" cbor:"5,keyasint,omitempty"`    // email only
	Began     time.Time         `json:"began" cbor:"6,keyasint"`                          // never changes
	Ended     time.Time         `json:"ended,omitzero" cbor:"7,keyasint,omitzero"`        // zero while it goes on
	Reason    contact.Reason    `json:"reason,omitzero" cbor:"8,keyasint,omitzero"`       // why it is over
	Agents    []contact.AgentID `json:"agents,omitempty" cbor:"9,keyasint,omitempty"`     // who served it, in order
	Messages  int               `json:"messages" cbor:"10,keyasint,omitempty"`            // so far
}

// Over reports whether the contact has ended.
func (e Entry) Over() bool { return !e.Ended.IsZero() }

// Validate reports what is wrong with the entry, as an [*Error] that is [ErrInvalid] and holds none of
// its text. Ids have 1 to [contact.MaxID] bytes; the queue may be missing. Texts are UTF-8 on one line,
// without control characters: a queue's name up to [MaxQueueName] bytes, a subject up to [MaxSubject]
// and of emails only. Agents are at most [MaxAgents], none twice; Messages is not negative. Began is
// there, Ended is not before it, and both are in the years 1 to 9999. A contact that is over has a
// reason; one that goes on has none, or [contact.CustomerLeft].
func (e Entry) Validate() error {
	for _, check := range [...]func() error{e.checkTexts, e.checkTimes, e.checkAgents} {
		if fault := check(); fault != nil {
			return &Error{Contact: e.Contact, Err: ErrInvalid, Cause: fault}
		}
	}
	return nil
}

func (e Entry) checkTexts() error {
	for _, field := range [...]struct {
		name, text  string
		least, most int
	}{
		{"contact", string(e.Contact), 1, contact.MaxID},
		{"queue", string(e.Queue), 0, contact.MaxID},
		{"queue name", e.QueueName, 0, MaxQueueName},
		{"subject", e.Subject, 0, MaxSubject},
	} {
		if fault := flaw(field.text, field.least, field.most); fault != "" {
			return errors.New(field.name + " " + fault)
		}
	}
	switch {
	case !e.Channel.Valid():
		return errors.New("no channel")
	case e.Subject != "" && e.Channel != contact.Email:
		return errors.New("subject without an email")
	case e.Messages < 0:
		return errors.New("messages are negative")
	}
	return nil
}

func (e Entry) checkTimes() error {
	switch {
	case e.Began.IsZero() || !writable(e.Began):
		return errors.New("beginning is missing or out of range")
	case e.Reason > contact.TransferMissed:
		return errors.New("unknown reason")
	case !e.Over() && e.Reason != contact.NotEnded && e.Reason != contact.CustomerLeft:
		return errors.New("reason without an end")
	case !e.Over():
		return nil
	case e.Ended.Before(e.Began) || !writable(e.Ended):
		return errors.New("end is before the beginning or out of range")
	case e.Reason == contact.NotEnded:
		return errors.New("end without a reason")
	}
	return nil
}

// writable reports whether RFC 3339 can write the time: its years have four digits.
func writable(t time.Time) bool {
	year := t.UTC().Year()
	return year >= 1 && year <= 9999
}

func (e Entry) checkAgents() error {
	if len(e.Agents) > MaxAgents {
		return fmt.Errorf("%d agents, limit %d", len(e.Agents), MaxAgents)
	}
	for i, agent := range e.Agents {
		if fault := flaw(string(agent), 1, contact.MaxID); fault != "" {
			return fmt.Errorf("agent %d %s", i+1, fault)
		}
		if slices.Contains(e.Agents[:i], agent) {
			return fmt.Errorf("agent %d is there twice", i+1)
		}
	}
	return nil
}

// flaw says what is wrong with a text of least to most bytes, or nothing.
func flaw(text string, least, most int) string {
	switch {
	case len(text) < least:
		return "is empty"
	case len(text) > most:
		return fmt.Sprintf("has %d bytes, limit %d", len(text), most)
	case !utf8.ValidString(text):
		return "is not UTF-8"
	case strings.ContainsFunc(text, unprintable):
		return "has a control character"
	}
	return ""
}

// unprintable reports control characters and Unicode's own line and paragraph breaks.
func unprintable(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

// same reports whether e and other can be the same contact.
func (e Entry) same(other Entry) bool {
	return e.Contact == other.Contact && e.Channel == other.Channel && e.Began.Equal(other.Began)
}

// knowsLess reports whether e is older information about its contact than other. What there is to know
// only grows: a contact ends once, then come the number of messages and the number of agents.
func (e Entry) knowsLess(other Entry) bool {
	if e.Over() != other.Over() {
		return other.Over()
	}
	return cmp.Or(cmp.Compare(e.Messages, other.Messages), cmp.Compare(len(e.Agents), len(other.Agents))) < 0
}
