package email

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
)

// A Draft is an answer that is being written: one for each mode of a contact (D8). Who opens it next, after a
// transfer too, goes on with it. It is never sent by itself.
type Draft struct {
	Mode    reply.Mode        `json:"mode" cbor:"1,keyasint"`
	Version uint64            `json:"version" cbor:"2,keyasint"`                   // counts saves; 0: never saved
	Answers uint64            `json:"answers" cbor:"3,keyasint"`                   // the entry of the mail that it answers
	Agent   contact.AgentID   `json:"agent,omitempty" cbor:"4,keyasint,omitempty"` // who saved it last
	At      time.Time         `json:"saved,omitzero" cbor:"5,keyasint,omitzero"`   // when
	Cc      []message.Address `json:"cc,omitempty" cbor:"6,keyasint,omitempty"`    // those added to the answer's own (E3)
	Text    string            `json:"text,omitempty" cbor:"7,keyasint,omitempty"`  // of a quick reply (E1)
	Body    document.Doc      `json:"body,omitzero" cbor:"8,keyasint,omitempty"`   // of the other modes (E5)
	Files   []attachment.File `json:"files,omitempty" cbor:"9,keyasint,omitempty"` // staged; those that the body shows are inline images
}

// same reports whether two drafts say the same.
func (d Draft) same(o Draft) bool {
	return d.Mode == o.Mode && d.Answers == o.Answers && d.Text == o.Text && slices.Equal(d.Cc, o.Cc) &&
		slices.Equal(d.Files, o.Files) && sameBody(d.Body, o.Body)
}

func sameBody(a, b document.Doc) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// modes are those of answers.
var modes = []reply.Mode{reply.Quick, reply.Reply, reply.All}

// Save saves a draft. Its Version must be that of the draft it was made from, which is 0 if there is none:
// otherwise somebody else has saved one meanwhile, and the error is ErrConflict. What says the same as before is no new
// version.
type Save struct {
	Agent contact.AgentID
	Draft Draft
}

func (cmd Save) step(s stepper) error {
	d := cmd.Draft
	if err := s.mayWrite(cmd.Agent); err != nil {
		return err
	}
	have, _ := s.Draft(d.Mode)
	switch {
	case !slices.Contains(modes, d.Mode):
		return ErrInvalidCommand
	case d.Version != have.Version:
		return &Error{Code: ErrConflict, Agent: cmd.Agent, Count: int(have.Version)}
	case len(d.Cc) > MaxCc:
		return &Error{Code: ErrTooMany, Agent: cmd.Agent, Count: len(d.Cc), Limit: MaxCc}
	case d.Mode == reply.Quick && (len(d.Files) > 0 || len(d.Body.Blocks) > 0):
		return &Error{Code: ErrPlainOnly, Agent: cmd.Agent}
	case d.Mode != reply.Quick && d.Text != "":
		return ErrInvalidCommand
	case !utf8.ValidString(d.Text) || strings.Contains(d.Text, "\x00"): // a log with it could not be read
		return &Error{Code: ErrNotText, Agent: cmd.Agent}
	}
	n := len(d.Text) + bodySize(d.Body)
	for _, a := range d.Cc {
		n += len(a.Name) + len(a.Addr)
	}
	if n > MaxBody {
		return &Error{Code: ErrTooLong, Agent: cmd.Agent, Count: n, Limit: MaxBody}
	}
	if _, ok := s.received(d.Answers); !ok {
		return &Error{Code: ErrUnknownEntry, Agent: cmd.Agent}
	}
	if have.Version > 0 && d.same(have) {
		return nil
	}
	if err := s.full(); err != nil {
		return err
	}
	d.Version, d.Agent, d.At = s.versions[d.Mode]+1, cmd.Agent, s.now
	s.emit(Drafted{d})
	return nil
}

// bodySize is the length of a body in JSON, an upper bound of what it takes in the log.
func bodySize(d document.Doc) int {
	if len(d.Blocks) == 0 {
		return 0
	}
	data, err := json.Marshal(d)
	if err != nil {
		return MaxBody + 1
	}
	return len(data)
}

// Discard throws a draft away.
type Discard struct {
	Agent contact.AgentID
	Mode  reply.Mode
}

func (cmd Discard) step(s stepper) error {
	if err := s.mayWrite(cmd.Agent); err != nil {
		return err
	}
	if _, ok := s.Draft(cmd.Mode); ok {
		s.emit(Discarded(cmd))
	}
	return nil
}

// Draft returns the draft of a mode, for the caller to change, and whether there is one.
func (t *Thread) Draft(m reply.Mode) (Draft, bool) {
	d, ok := t.drafts[m]
	d.Cc, d.Files, d.Body = slices.Clone(d.Cc), slices.Clone(d.Files), d.Body.Normal()
	return d, ok
}

// Drafts returns all drafts, quick first.
func (t *Thread) Drafts() []Draft {
	var list []Draft
	for _, m := range modes {
		if d, ok := t.Draft(m); ok {
			list = append(list, d)
		}
	}
	return list
}
