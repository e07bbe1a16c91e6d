package quote

import (
	"strings"
	"unicode/utf8"
)

// maxMarker is how long a marker may be, in bytes with its dashes.
const maxMarker = 160

// markerOf reports whether a line is a rule, or the marker of an original or of a forwarded mail. The marker of an
// original has dashes on both sides; the one of a forward has them or ends with a colon.
func markerOf(body string) features {
	if len(body) > maxMarker {
		return 0
	}
	first, _ := utf8.DecodeRuneInString(body)
	last, size := utf8.DecodeLastRuneInString(body)
	dashed := isDecor(first) && isDecor(last)
	colon := last == ':' || last == '：'
	switch {
	case dashed && strings.TrimLeftFunc(body, isDecor) == "":
		if utf8.RuneCountInString(body) > 2 {
			return rule
		}
		return 0
	case colon:
		body = body[:len(body)-size]
	case !dashed:
		return 0
	}
	var buf [maxMarker]byte
	f := markers[string(appendKey(buf[:0], body))]
	if f == original && !dashed {
		return 0
	}
	return f
}

// forwards reports whether a forwarded mail begins at line i: its marker, or the marker as the first of the quoted lines
// (Apple Mail).
func (d *document) forwards(i int) bool {
	if !d.is(i, marked) {
		return d.is(i, forward)
	}
	for end := i + 3; i < end && d.is(i, marked); i++ {
		rest := strings.TrimLeftFunc(d.body(i), func(r rune) bool { return r == '>' || isSpace(r) })
		if rest != "" {
			return markerOf(rest)&forward != 0
		}
	}
	return false
}
