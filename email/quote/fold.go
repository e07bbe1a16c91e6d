package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// isDecor reports whether a rune is what programs draw lines with, or make text bold.
func isDecor(r rune) bool {
	switch r {
	case '-', '_', '=', '*', '~', '‐', '‑', '‒', '–', '—', '―', '─', '━':
		return true
	}
	return false
}

// simple makes letters comparable: lower case, one kind of colon and of apostrophe.
func simple(r rune) rune {
	switch r {
	case '：':
		return ':'
	case '’', '‘', '´', '`':
		return '\''
	case '（':
		return '('
	case '）':
		return ')'
	}
	return unicode.ToLower(r)
}

// appendKey appends what is compared of a short text: no space, no decoration, composed letters (NFC).
func appendKey(b []byte, s string) []byte {
	for _, r := range s {
		if !isSpace(r) && !isDecor(r) && r != '[' && r != ']' {
			b = utf8.AppendRune(b, simple(r))
		}
	}
	if !norm.NFC.IsNormal(b) {
		return norm.NFC.Bytes(b)
	}
	return b
}

// plain returns lines as one, with single spaces, composed letters (NFC), all simple.
func plain(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if isSpace(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(simple(r))
	}
	return norm.NFC.String(b.String())
}
