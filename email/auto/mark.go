package auto

import (
	"strings"

	"github.com/acdkit/acdkit/email/message"
)

// Mark tells the mail of this installation from that of all others, such as "desk.example.com". It is a word of printable
// ASCII; an empty one marks nothing.
type Mark string

// loopField has the mark. Other programs use it likewise.
const loopField = "X-Loop"

// Personal are the fields that each mail of an agent bears.
func (m Mark) Personal() []message.Field {
	if m == "" {
		return nil
	}
	return []message.Field{{Name: loopField, Value: string(m)}}
}

// Automatic are the fields that each mail bears which no agent has written: the standard (RFC 3834 5), what Exchange goes
// by, what programs of before the standard go by, and the mark.
func (m Mark) Automatic() []message.Field {
	return append([]message.Field{
		{Name: "Auto-Submitted", Value: "auto-replied"},
		{Name: "X-Auto-Response-Suppress", Value: "All"},
		{Name: "Precedence", Value: "bulk"},
	}, m.Personal()...)
}

// on reports whether a mail bears the mark.
func (m Mark) on(mail *message.Message) bool {
	for _, value := range mail.Values(loopField) {
		if m != "" && strings.EqualFold(strings.TrimSpace(value), string(m)) {
			return true
		}
	}
	return false
}
