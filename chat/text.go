package chat

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
)

// A Unit is what the length of a message is counted in.
type Unit string

// The units.
const (
	Graphemes  Unit = ""           // what people see as characters: extended grapheme clusters (UAX 29); the default (D4)
	UTF16      Unit = "utf16"      // as JavaScript's length counts
	CodePoints Unit = "codepoints" // Unicode scalar values
)

// Limits bound the text of one message (C1, D4). The zero value is 1000 graphemes, 4,000 code points, 16 KiB.
type Limits struct {
	Unit   Unit `json:"unit,omitempty"`
	Most   int  `json:"most,omitempty"`   // of units; 1000
	Points int  `json:"points,omitempty"` // code points; 4,000
	Bytes  int  `json:"bytes,omitempty"`  // of UTF-8; 16,384
}

func (l Limits) withDefaults() Limits {
	set := func(n *int, standard int) {
		if *n <= 0 {
			*n = standard
		}
	}
	set(&l.Most, 1000)
	set(&l.Points, 4000)
	set(&l.Bytes, 16<<10)
	return l
}

// Clean returns a text as it is kept: in NFC, with LF for CRLF and CR. Nothing is cut off: what is too long, not
// UTF-8 or has a NUL is refused with an *Error that has the count and the limit. An empty text is fine.
func (l Limits) Clean(text string) (string, error) {
	l = l.withDefaults()
	if len(text) > 4*l.Bytes { // normalising shrinks a text to a third at most: no need to look further
		return "", &Error{Code: ErrTooManyBytes, Count: len(text), Limit: l.Bytes}
	}
	if !utf8.ValidString(text) || strings.IndexByte(text, 0) >= 0 {
		return "", &Error{Code: ErrNotText}
	}
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	text = norm.NFC.String(text)
	return text, l.check(text)
}

// check refuses a clean text that is too long. Fewer bytes than the limit of a unit need no counting.
func (l Limits) check(text string) error {
	if len(text) > l.Bytes {
		return &Error{Code: ErrTooManyBytes, Count: len(text), Limit: l.Bytes}
	}
	if len(text) > l.Points {
		if n := utf8.RuneCountInString(text); n > l.Points {
			return &Error{Code: ErrTooManyPoints, Count: n, Limit: l.Points}
		}
	}
	if len(text) > l.Most {
		if n := l.Unit.Count(text); n > l.Most {
			return &Error{Code: ErrTooLong, Count: n, Limit: l.Most}
		}
	}
	return nil
}

// Count returns how long a text is in the unit. A compose box shows it.
func (u Unit) Count(text string) int {
	n := 0
	switch u {
	case UTF16:
		for _, r := range text {
			n++
			if r > 0xFFFF {
				n++
			}
		}
	case CodePoints:
		n = utf8.RuneCountInString(text)
	default:
		for clusters := graphemes.FromString(text); clusters.Next(); {
			n++
		}
	}
	return n
}
