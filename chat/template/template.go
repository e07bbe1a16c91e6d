package template

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact"
	"golang.org/x/text/unicode/norm"
)

// ID identifies a template. It is opaque, compared byte by byte, 1 to contact.MaxID bytes of
// printable UTF-8.
type ID string

// Limits of a template. Characters are code points.
const (
	MaxName      = 200      // characters of a name
	MaxText      = 4000     // characters of a text, as it is stored
	MaxTextBytes = 16 << 10 // bytes of a text, as it is given
	MaxQueues    = 256      // queues of a template
)

// Template is one predefined response, as an administrator defines it (T1).
type Template struct {
	ID       ID                `json:"id,omitempty" cbor:"1,keyasint,omitempty"`
	Name     string            `json:"name,omitempty" cbor:"2,keyasint,omitempty"`     // what agents read in the list
	Text     string            `json:"text,omitempty" cbor:"3,keyasint,omitempty"`     // what customers read, with variables
	Queues   []contact.QueueID `json:"queues,omitempty" cbor:"4,keyasint,omitempty"`   // none: every queue
	Language string            `json:"language,omitempty" cbor:"5,keyasint,omitempty"` // BCP 47, at most MaxLanguage bytes; "": any
	Inactive bool              `json:"inactive,omitempty" cbor:"6,keyasint,omitempty"` // kept, but not to be picked
}

// Validate reports what is wrong with the template, in the order of the fields: an *Error of
// ErrBadID, ErrBadName (a name has 1 to MaxName characters on one line, not all of them space),
// ErrBadText, ErrTooLong, ErrUnknownVariable, ErrUnclosed, ErrTooManyQueues, ErrBadQueue or
// ErrBadLanguage. A template that it accepts need not be in the form that Catalog.Set stores.
func (t Template) Validate() error {
	_, err := t.stored()
	return err
}

// stored returns the template in the form that is kept: the text as storedText says, the language as
// a canonical tag, the queues the caller's no more.
func (t Template) stored() (Template, error) {
	if t.ID == "" || !validID(string(t.ID)) {
		return Template{}, &Error{Code: ErrBadID, Template: t.ID}
	}
	if !validName(t.Name) {
		return Template{}, &Error{Code: ErrBadName, Template: t.ID}
	}
	text, fault := storedText(t.Text)
	if fault == nil {
		fault = checkQueues(t.Queues)
	}
	spoken, ok := parseLocale(t.Language)
	if fault == nil && !ok {
		fault = &Error{Code: ErrBadLanguage}
	}
	if fault != nil {
		fault.Template = t.ID
		return Template{}, fault
	}
	t.Text, t.Queues, t.Language = text, slices.Clone(t.Queues), spoken.tag
	return t, nil
}

// lineBreaks makes the line ends of every system those of Unix.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// storedText checks a text and returns it in NFC with its lines ended by LF. None of the characters
// that variables are written with comes or goes by that.
func storedText(text string) (string, *Error) {
	if len(text) > MaxTextBytes {
		return "", &Error{Code: ErrTooLong, Count: len(text), Limit: MaxTextBytes}
	}
	if !utf8.ValidString(text) || strings.Contains(text, "\x00") || strings.TrimSpace(text) == "" {
		return "", &Error{Code: ErrBadText}
	}
	stored := norm.NFC.String(lineBreaks.Replace(text))
	if n := utf8.RuneCountInString(stored); n > MaxText {
		return "", &Error{Code: ErrTooLong, Count: n, Limit: MaxText}
	}
	return stored, checkVariables(text)
}

func checkQueues(queues []contact.QueueID) *Error {
	if len(queues) > MaxQueues {
		return &Error{Code: ErrTooManyQueues, Count: len(queues), Limit: MaxQueues}
	}
	for i, q := range queues {
		if q == "" || !validID(string(q)) {
			return &Error{Code: ErrBadQueue, Offset: i}
		}
	}
	return nil
}

// usable reports whether the template can be picked for a contact of that queue.
func (t *Template) usable(q contact.QueueID) bool {
	return !t.Inactive && (len(t.Queues) == 0 || slices.Contains(t.Queues, q))
}

func validID(id string) bool {
	return len(id) <= contact.MaxID && utf8.ValidString(id) && !strings.ContainsFunc(id, unprintable)
}

func validName(name string) bool {
	return len(name) <= MaxName*utf8.UTFMax && utf8.ValidString(name) &&
		utf8.RuneCountInString(name) <= MaxName &&
		strings.TrimSpace(name) != "" && !strings.ContainsFunc(name, unprintable)
}

// unprintable reports what controls a screen, a line or the direction of text.
func unprintable(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}
