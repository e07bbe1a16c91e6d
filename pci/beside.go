package pci

import (
	"bytes"
	"math/bits"
)

// What stands beside a card number: its expiry date, and then its verification code.

const (
	besideBefore = 40 // bytes
	besideAfter  = 64
	besideMore   = 16 // further bytes tell whether a date goes on
)

// beside adds the expiry date next to the card number text[start:end], and the three or four digits that
// follow that.
func (s *Scanner) beside(text []byte, start, end int) {
	after := text[end:min(len(text), end+besideAfter+besideMore)]
	first := figureIn(after, 0)
	lo, hi := expiry(after, first, true)
	if hi > 0 && digitCount(after[lo:hi]) == 4 && !worded(after[:first]) {
		lo, hi = expiry(after, first, false)
	}
	if hi > 0 && lo < besideAfter && apart(text, end+lo, end+hi) { // what is looked at may end within a number
		s.add(Expiry, end+lo, end+hi)
		if lo, n := s.lastCode(after[hi:]); n > 0 {
			s.add(CVV, end+hi+lo, end+hi+lo+n)
		}
		return
	}
	if s.first(start, besideBefore) {
		return // no date
	}
	from := max(s.wall, start-besideBefore)
	for from > 0 && from < start && dateByte(text[from-1]) && dateByte(text[from]) {
		from++ // not into a date or number
	}
	lo, hi = expiry(text[from:start], figureIn(text[from:start], 0), false)
	if amount := bytes.IndexByte(text[from+lo:from+hi], '.') == 2 && hi-lo == 5; hi > 0 && !amount && apart(text, from+lo, from+hi) {
		s.add(Expiry, from+lo, from+hi)
	}
}

func dateByte(c byte) bool { return c-'0' < 10 || c == '/' || c == '-' || c == '.' }

func (s *Scanner) add(k Kind, start, end int) {
	if s.config.Kinds.Has(k) {
		s.found = append(s.found, Finding{Kind: k, Start: start, End: end, Likely: true})
	}
}

// expiry returns where the first date MM/YY or MM/YYYY is in text, or zeros. Before first there is no digit. If bare,
// MMYY is one too.
func expiry(text []byte, first int, bare bool) (start, end int) {
	for i := first; i+4 <= len(text); {
		if n := date(text[i:], bare); n > 0 && apart(text, i, i+n) {
			return i, i + n
		}
		digits := digitCount(text[i:])
		if digits >= minPAN {
			return 0, 0 // what follows belongs to another card
		}
		i = figureIn(text, i+digits)
	}
	return 0, 0
}

// date returns the length of the date that text begins with, or 0.
func date(text []byte, bare bool) int {
	n := digitCount(text)
	if n == 4 && bare && month(text) {
		return 4
	}
	if n > 2 || n == 2 && !month(text) || n == 1 && text[0] == '0' {
		return 0
	}
	i := n
	for i < len(text) && text[i] == ' ' && i < n+1 {
		i++
	}
	if i == len(text) || text[i] != '/' && text[i] != '-' && text[i] != '.' {
		return 0
	}
	strict := text[i] != '/'
	i++
	for i < len(text) && text[i] == ' ' && i < n+3 {
		i++
	}
	switch year := digitCount(text[i:]); {
	case year == 2 && (n == 2 || !strict):
		return i + 2
	case year == 4 && text[i] == '2' && text[i+1] == '0':
		return i + 4
	}
	return 0
}

func month(text []byte) bool {
	return text[0] == '0' && text[1] != '0' || text[0] == '1' && text[1] <= '2'
}

// digitCount returns how many digits text begins with.
func digitCount(text []byte) int {
	n := 0
	for len(text)-n >= 8 {
		k := bits.TrailingZeros64(digits8(load(text[n:]))^high) / 8
		if n += k; k < 8 {
			return n
		}
	}
	for n < len(text) && text[n]-'0' < 10 {
		n++
	}
	return n
}

// apart reports whether text[start:end] is not a part of a longer date or number.
func apart(text []byte, start, end int) bool {
	mark := func(c byte) bool { return c == '/' || c == '-' || c == '.' || c == ':' }
	if start >= 2 && mark(text[start-1]) && text[start-2]-'0' < 10 {
		return false
	}
	if digitEnds(seenBefore(text[:start])) || gapAt(text, end).class == hidden {
		return false
	}
	return end+1 >= len(text) || !mark(text[end]) || glyphAt(text, end+1).class != digit
}

// worded reports whether there is a word for the date in text.
func worded(text []byte) bool {
	var buf wordBuffer
	for word, rest := buf.next(text); len(word) > 0; word, rest = buf.next(rest) {
		if expiryWord(word) {
			return true
		}
	}
	return false
}

// expiryWord reports whether word begins as the words for an expiry date do.
func expiryWord(word []byte) bool {
	for _, begin := range [...]string{"exp", "valid", "thru", "until", "till", "gültig", "validez", "validade", "vence", "scad", "caduc",
		"verfall", "유효", "만료", "срок", "有効", "有效"} {
		if bytes.HasPrefix(word, []byte(begin)) {
			return true
		}
	}
	return false
}

// lastCode returns where three or four digits stand next in text, with nothing but separators before.
func (s *Scanner) lastCode(text []byte) (start, n int) {
	for range 4 {
		start += mark(text[start:])
	}
	if n = digitCount(text[start:]); start == 0 || n < 3 || n > 4 || !s.alone(text, start, start+n) {
		return 0, 0
	}
	return start, n
}

// mark returns the length of the separator that text begins with, which may be a tag, or 0.
func mark(text []byte) int {
	if len(text) == 0 {
		return 0
	}
	switch text[0] {
	case ' ', ',', '/', '|', '-', '\t', ';', '\n', '\r':
		return 1
	case '<', '&':
		if g := glyphAt(text, 0); g.class != other && g.class != digit {
			return g.size
		}
	}
	return 0
}
