package pci

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// opened reports whether a number may begin at text[start], by what stands before.
func (s *Scanner) opened(text []byte, start int) bool {
	if start == 0 || escapeEnds(text[:start]) {
		return true
	}
	label := s.config.Mask.Label
	switch c := text[start-1]; {
	case label != "" && s.labelBegins(text[max(0, start-len(label)):]):
		return false
	case letter(c):
		var buf wordBuffer
		return topicOf(buf.lower(lettersBefore(text[:start]))) != 0
	case c-'0' < 10, c == '+':
		return false
	case start > 1 && (c == '-' || c == '.' || c == '_' || c == ':'):
		return text[start-2]-'0' >= 10 && text[start-2] != '*' && (label == "" || !s.labelBegins(text[max(0, start-1-len(label)):]))
	}
	return !digitEnds(text[:start]) && !maskTail(text[:start])
}

// digitEnds reports whether text ends with a digit beyond ASCII, or with one in an entity.
func digitEnds(text []byte) bool {
	if text[len(text)-1] == ';' {
		at := bytes.LastIndexByte(text[max(0, len(text)-maxEntity):], '&')
		at += max(0, len(text)-maxEntity)
		if at < 0 || text[at] != '&' {
			return false
		}
		g := glyphAt(text, at)
		return g.class == digit && at+g.size == len(text)
	}
	r, n := utf8.DecodeLastRune(text)
	return n > 1 && unicode.IsDigit(r)
}

// maskTail reports whether what comes after text would be among the last digits that a mask has kept.
func maskTail(text []byte) bool {
	stars, digits := 0, 0
	for i := len(text) - 1; i >= 0 && len(text)-i <= 40; i-- {
		switch c := text[i]; {
		case c == '*':
			if stars++; stars == 3 {
				return true
			}
		case c-'0' < 10 && stars == 0:
			if digits++; digits == MaxLast {
				return false
			}
		case c-'0' < 10 || c < 0x80 && !continues[c] && c != '(' && c != ')':
			return false
		}
	}
	return false
}

// closed reports whether a number may end after the first n characters of the view, by what comes next.
func (v *view) closed(text []byte, n int) bool {
	end := v.byteEnd(n)
	if end == len(text) || end > v.stop {
		return end <= v.stop
	}
	g := glyphAt(text, end)
	switch {
	case letter(text[end]) || g.class == digit || masked(text, end, v.label):
		return false
	case g.class == dash || g.class == point || g.class == low:
		next := end + g.size
		return next == len(text) || text[next] != '*' && glyphAt(text, next).class != digit && !labelBegins(text[next:], v.label)
	}
	return true
}

// masked reports whether a mask is next to text[:end], with nothing visible between: the characters it hides may
// belong to what stands before it.
func masked(text []byte, end int, label string) bool {
	for range 4 {
		if end == len(text) || text[end] == '*' || labelBegins(text[end:], label) {
			break
		}
		g := glyphAt(text, end)
		if g.class != hidden {
			return false
		}
		end += g.size
	}
	return end < len(text) && (text[end] == '*' && maskHead(text, end) || labelBegins(text[end:], label))
}

// maskHead reports whether text[end:] begins with a mask: the digits before may be the first that it has kept.
func maskHead(text []byte, end int) bool {
	stars := 0
	for _, c := range text[end:min(len(text), end+8)] {
		switch {
		case c == '*':
			if stars++; stars == 3 {
				return true
			}
		case alphanumeric(c):
			return false
		}
	}
	return false
}
