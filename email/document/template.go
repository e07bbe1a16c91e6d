package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// TemplateID identifies a template. It is opaque, compared byte by byte, 1 to contact.MaxID bytes and printable.
type TemplateID string

// Limits of a template.
const (
	MaxName     = 200 // characters (code points) of its name
	MaxLanguage = 35  // bytes of its language: what RFC 5646, section 4.4.1, asks everybody to have room for
)

// Template is a text that an administrator has written for the beginning of answers (E4). In the text of its body, not in
// links and alternative texts, may stand the variables that Variables lists, in double braces, with spaces within them or
// without: {{customer_name}}. All of a variable looks the same, that is, is in one run.
type Template struct {
	ID       TemplateID `json:"id" cbor:"1,keyasint"`
	Name     string     `json:"name" cbor:"2,keyasint"`                         // what agents read in lists
	Language string     `json:"language,omitempty" cbor:"3,keyasint,omitempty"` // BCP 47; "": any
	Body     Doc        `json:"body,omitzero" cbor:"4,keyasint,omitzero"`
}

// Validate reports what is wrong with the template: an *Error of ErrBadID, ErrBadName, ErrBadLanguage, those of
// Doc.Validate, and ErrUnknownVariable or ErrUnclosed with the place in the body, in normal form, where the braces open.
func (t Template) Validate() error {
	_, known := t.language()
	switch {
	case !validID(string(t.ID)):
		return &Error{Code: ErrBadID}
	case !validName(t.Name):
		return &Error{Code: ErrBadName}
	case !known:
		return &Error{Code: ErrBadLanguage}
	}
	if err := t.Body.Validate(); err != nil {
		return err
	}
	for p, line := range t.Body.Normal().lines() {
		for _, r := range line {
			if fault := r.checkVariables(p); fault != nil {
				return fault
			}
			p.Offset += r.units()
		}
	}
	return nil
}

// checkVariables returns the first fault of a run that begins at a place.
func (r Run) checkVariables(p Place) error {
	for t := range tokens(r.Text) {
		if t.fault != "" {
			return &Error{Code: t.fault, Place: p}
		}
		p.Offset += Run{Text: t.text}.units()
	}
	return nil
}

// Fill returns the body with its variables filled in, to be edited and sent. A value is put in as text, looks as its variable
// did, and is never read again: a customer who is called {{agent_name}} stays so. It is on one line, and counts up to
// MaxValue characters. For one that is missing a neutral word stands: the Korean one in a template whose language is Korean,
// or that has none and a Hangul letter in its text; the English one in all others. Braces that Validate refuses stay.
func (t Template) Fill(v Values) Doc {
	body, korean := t.Body.Normal(), t.korean()
	return body.mapLines(func(_ Place, l Line) Line {
		filled := make(Line, len(l))
		for i, r := range l {
			r.Text = fill(r.Text, v, korean)
			filled[i] = r
		}
		return filled
	})
}

func (t Template) korean() bool {
	tag, _ := t.language()
	if !tag.IsRoot() {
		base, _ := tag.Base()
		return base.String() == "ko"
	}
	for _, line := range t.Body.lines() {
		if strings.ContainsFunc(line.text(), func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
			return true
		}
	}
	return false
}

// language is false if the template's is no tag. No language at all is fine.
func (t Template) language() (language.Tag, bool) {
	if len(t.Language) > MaxLanguage {
		return language.Und, false
	}
	if t.Language == "" {
		return language.Und, true
	}
	tag, err := language.Parse(t.Language)
	return tag, err == nil
}

func validName(name string) bool {
	return len(name) <= MaxName*utf8.UTFMax && utf8.ValidString(name) && utf8.RuneCountInString(name) <= MaxName &&
		strings.TrimSpace(name) != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
	})
}
