package pci

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// opened reports whether a number may begin at text[start], by what stands before.
func (s *Scanner) opened(text []byte, start int) bool {
	before := text[:start]
	if start == 0 || escapeEnds(before) {
		return true
	}
	if letter(before[start-1]) {
		var buf wordBuffer
		return !s.labelEnds(before) && topicOf(buf.lower(lettersBefore(before))) != 0
	}
	if glyphAt(text, start).class == digit {
		before = seenBefore(before) // digits go on across tags
	}
	if len(before) == 0 {
		return true
	}
	if digitEnds(before) || s.labelEnds(seenBefore(before)) {
		return false
	}
	switch before[len(before)-1] {
	case '+':
		return false
	case '-', '.', '_', ':':
		rest := seenBefore(before[:len(before)-1])
		return len(rest) == 0 || !digitEnds(rest) && rest[len(rest)-1] != '*' && !s.labelEnds(rest)
	}
	return !maskTail(text[:start])
}

// labelEnds reports whether text ends with the label of the mask.
func (s *Scanner) labelEnds(text []byte) bool {
	n := len(s.config.Mask.Label)
	return n > 0 && len(text) >= n && s.labelBegins(text[len(text)-n:])
}

// maxUnseen is how many glyphs there may be between two characters of a number that a reader does not see.
const maxUnseen = 64

// seenBefore returns text without what a reader does not see at its end.
func seenBefore(text []byte) []byte {
	for range maxUnseen {
		if len(text) == 0 {
			break
		}
		size := lastSize(text)
		at := len(text) - size
		if g := glyphAt(text, at); g.class != hidden || g.size != size {
			break
		}
		text = text[:at]
	}
	return text
}

// lastSize returns how many bytes the last glyph of text has: a character, tag, entity or escape.
func lastSize(text []byte) int {
	switch c := text[len(text)-1]; {
	case c == '>':
		return 1 + tagBefore(text)
	case c == ';':
		return entityBefore(text)
	case c >= utf8.RuneSelf:
		_, size := utf8.DecodeLastRune(text)
		return size
	}
	for _, size := range [...]int{len(`\n`), len("%20"), maxEscape} {
		if at := len(text) - size; at >= 0 && (text[at] == '%' || text[at] == '\\') && glyphAt(text, at).size == size {
			return size
		}
	}
	return 1
}

// digitEnds reports whether text ends with a digit of any script, or with one in an entity.
func digitEnds(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	if n := entityBefore(text); n > 1 {
		return glyphAt(text, len(text)-n).class == digit
	}
	r, _ := utf8.DecodeLastRune(text)
	return unicode.IsDigit(r)
}

// maskTail reports whether what comes after text would be among the last digits that a mask has kept. Tags and entities
// may stand between.
func maskTail(text []byte) bool {
	stars, digits := 0, 0
	for range 40 {
		if len(text) == 0 {
			return false
		}
		size := lastSize(text)
		g, c := glyphAt(text, len(text)-size), text[len(text)-1]
		switch {
		case c == '*' && size == 1:
			if stars++; stars == 3 {
				return true
			}
		case g.class == digit:
			if digits++; digits == MaxLast || stars > 0 {
				return false
			}
		case g.class == other && c != '(' && c != ')':
			return false
		}
		text = text[:len(text)-size]
	}
	return false
}

// entityBefore returns how many bytes the entity has that text ends with, or 1.
func entityBefore(text []byte) int {
	if text[len(text)-1] != ';' {
		return 1
	}
	from := max(0, len(text)-maxEntity)
	if i := bytes.LastIndexByte(text[from:], '&'); i >= 0 {
		if size := glyphAt(text, from+i).size; from+i+size == len(text) {
			return size
		}
	}
	return 1
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
	case g.class == hidden:
		end = seenAfter(text, end)
		return end == len(text) || glyphAt(text, end).class != digit
	case g.class == dash || g.class == point || g.class == low:
		next := seenAfter(text, end+g.size)
		return next == len(text) || text[next] != '*' && glyphAt(text, next).class != digit && !labelBegins(text[next:], v.label)
	}
	return true
}

// seenAfter returns where what a reader sees next begins at or after text[at].
func seenAfter(text []byte, at int) int {
	for range maxUnseen {
		if at == len(text) {
			break
		}
		g := glyphAt(text, at)
		if g.class != hidden {
			break
		}
		at += g.size
	}
	return at
}

// masked reports whether a mask is next to text[:end], with nothing visible between: the characters it hides may
// belong to what stands before it.
func masked(text []byte, end int, label string) bool {
	end = seenAfter(text, end)
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
