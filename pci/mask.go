package pci

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Mask says what is left of what is found. The zero value writes * for each digit and keeps the last
// four of card numbers (and of IBANs, accounts, phone and social security numbers); what stands between
// digits stays. Verification codes, PINs, tracks and the rest become ***, whatever their length; of an expiry
// date each digit becomes *. There is never a hash of what is hidden.
type Mask struct {
	// First is how many digits are kept at the beginning of a card number, 0 to 6.
	First int
	// Last is how many digits are kept at the end, 1 to 4; 0 is 4, and KeepNone is none.
	Last int
	// Label is written in place of whatever is found, if it is not empty, such as "[card number]". Letters, spaces and
	// ()[]*_- are allowed, up to 64 bytes.
	Label string
}

// What may stay readable of a card number (PCI DSS 4.0.1, 3.4.1; PCI SSC FAQ 1091).
const (
	MaxFirst = 6
	MaxLast  = 4
	KeepNone = -1 // for Mask.Last

	minHidden = 5 // digits: what is left to hide of 15 when 6 and 4 stay
	maxLabel  = 64
)

// ErrMask refuses a mask that shows too much, or a label that could be taken for something else.
var ErrMask = errors.New("pci: mask not allowed")

// Validate returns an error that wraps ErrMask, or nil.
func (m Mask) Validate() error {
	switch {
	case m.First < 0 || m.First > MaxFirst:
		return fmt.Errorf("%w: First is %d, want 0 to %d", ErrMask, m.First, MaxFirst)
	case m.Last < KeepNone || m.Last > MaxLast:
		return fmt.Errorf("%w: Last is %d, want %d to %d", ErrMask, m.Last, KeepNone, MaxLast)
	case len(m.Label) > maxLabel || !utf8.ValidString(m.Label):
		return fmt.Errorf("%w: the label has more than %d bytes, or is not UTF-8", ErrMask, maxLabel)
	case strings.ContainsFunc(m.Label, func(r rune) bool { return !labelRune(r) }):
		return fmt.Errorf("%w: the label has other characters than letters, spaces and ()[]*_-", ErrMask)
	}
	return nil
}

func labelRune(r rune) bool { return unicode.IsLetter(r) || strings.ContainsRune(" ()[]*_-", r) }

func (m Mask) last() int {
	switch m.Last {
	case 0:
		return MaxLast
	case KeepNone:
		return 0
	}
	return m.Last
}

// gone stands for what has been replaced without its length.
const gone = "***"

// mask appends what is left of text[f.Start:f.End].
func (s *Scanner) mask(dst, text []byte, f Finding) []byte {
	source := text[f.Start:f.End]
	m := s.config.Mask
	switch {
	case f.Kind == Expiry:
		return s.appendHidden(dst, source, 0, 0, m.Label)
	case f.Kind == PAN && f.spelled:
		return s.appendWords(dst, source, m.Label)
	case f.Kind == PAN || f.Kind == IBAN || f.Kind == Account || f.Kind == SSN || f.Kind == Phone:
		first, last := s.kept(text, f)
		return s.appendHidden(dst, source, first, last, m.Label)
	case m.Label != "":
		return s.appendTags(append(dst, m.Label...), source)
	}
	return s.appendTags(append(dst, gone...), source)
}

// kept returns how many digits of a number stay, at both ends.
func (s *Scanner) kept(text []byte, f Finding) (first, last int) {
	if f.whole || s.config.Mask.Label != "" {
		return 0, 0
	}
	digits, at := count(text[f.Start:f.End], s.config.Mask.last())
	last = min(s.config.Mask.last(), digits/2)
	if last > 0 && s.continued(text, f.Start+at) {
		last = 0
	}
	if f.Kind != PAN {
		return 0, last
	}
	first = min(s.config.Mask.First, digits-last-minHidden)
	near := max(0, f.Start-nearBefore)
	if first > 0 && (bytes.ContainsFunc(text[near:f.Start], unicode.IsDigit) || s.config.SpelledOut && tokenStart(text, near, f.Start) < f.Start) {
		first = 0 // they could be read as the end of what stands before
	}
	if plain := simple(text[f.Start:f.End]); (first > 0 || !plain) && codeNear(text, f.Start, f.End) {
		first = 0 // they could be read as a code
		if !plain {
			last = 0
		}
	}
	return first, last
}

// continued reports whether the digits that a mask would keep, from text[at] on, could be the beginning of
// another number together with what follows, whatever is around.
func (s *Scanner) continued(text []byte, at int) bool {
	r := &s.run
	r.read(text, at)
	for j := 0; j < r.groups && r.first[j+1] <= maxPAN; j++ {
		n := r.first[j+1]
		if n < minPAN {
			continue
		}
		brand, noLuhn := brandOf(r.prefix(0), n)
		if brand != 0 && (noLuhn || luhn(r.value[:n])) && r.layout(0, j) != none {
			return true
		}
	}
	return false
}

// simple reports whether all of source is ASCII, without markup and escapes.
func simple(source []byte) bool {
	return !bytes.ContainsFunc(source, func(r rune) bool { return r >= utf8.RuneSelf || strings.ContainsRune(`<&%\\`, r) })
}

// count returns how many digits (or letters, as an IBAN has them) there are in source, and where the
// last n of them begin.
func count(source []byte, n int) (digits, at int) {
	var last [MaxLast + 1]int
	for i := 0; i < len(source); {
		g := glyphAt(source, i)
		if g.class == digit || letter(source[i]) {
			last[digits%len(last)] = i
			digits++
		}
		i += g.size
	}
	if n == 0 || digits < n {
		return digits, 0
	}
	return digits, last[(digits-n)%len(last)]
}

// appendHidden appends source with a * for each digit or letter but for some at both ends; or, if there
// is a label, that in place of them, with the tags that stand between kept. Those are redacted too.
func (s *Scanner) appendHidden(dst, source []byte, first, last int, label string) []byte {
	digits, _ := count(source, 0)
	for i, n := 0, 0; i < len(source); {
		g := glyphAt(source, i)
		plain := source[i : i+g.size]
		i += g.size
		switch {
		case g.class != digit && !letter(plain[0]):
			if plain[0] == '<' {
				dst = s.appendTag(dst, plain)
			} else if label == "" {
				dst = append(dst, plain...)
			}
			continue
		case n < first || n >= digits-last:
			dst = append(dst, plain...)
		case label == "":
			dst = append(dst, '*')
		case n == 0:
			dst = append(dst, label...)
		}
		n++
	}
	return dst
}

// appendTags appends the tags in source, which is hidden otherwise.
func (s *Scanner) appendTags(dst, source []byte) []byte {
	for i := bytes.IndexByte(source, '<'); i >= 0 && i < len(source); {
		g := glyphAt(source, i)
		if source[i] == '<' && g.size > 1 {
			dst = s.appendTag(dst, source[i:i+g.size])
		}
		i += g.size
	}
	return dst
}

// appendTag appends a tag or comment with what is found in it hidden.
func (s *Scanner) appendTag(dst, tag []byte) []byte {
	if len(tag) < minNested || !s.config.more() && anchor(tag, 0, len(tag)) == len(tag) {
		return append(dst, tag...)
	}
	inner := Scanner{config: s.config}
	dst, _ = inner.AppendRedacted(dst, tag)
	return dst
}
