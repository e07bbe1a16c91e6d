package pci

import (
	"fmt"
	"slices"
)

// A Config says what a Scanner looks for and how it hides what it finds. The zero value looks for
// CardData and keeps the last four digits of card numbers.
type Config struct {
	// Kinds is what to look for; 0 is CardData.
	Kinds Kinds
	// SpelledOut also finds card numbers whose digits are written as words, in English or Korean.
	SpelledOut bool
	// Mask says what is left of what is found.
	Mask Mask
}

// Validate returns an error that wraps ErrUnknownKind or ErrMask, or nil.
func (c Config) Validate() error {
	if c.Kinds&^AllKinds != 0 {
		return fmt.Errorf("%w: set %#x", ErrUnknownKind, uint16(c.Kinds))
	}
	return c.Mask.Validate()
}

// A Scanner finds and hides card data in text. It keeps its buffers between calls, so that looking through
// clean text allocates nothing; it is not safe for concurrent use. Make it with NewScanner.
type Scanner struct {
	config Config
	run    run
	cands  []candidate
	chosen []chosen
	found  []Finding
	buf    []byte
}

// NewScanner returns a scanner, or the error of Config.Validate.
func NewScanner(c Config) (*Scanner, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	if c.Kinds == 0 {
		c.Kinds = CardData
	}
	return &Scanner{config: c}, nil
}

// Find returns what is found in text, in order and without overlap. Text is UTF-8, or nearly: bytes that are
// not are boundaries. The slice is valid until the next call.
func (s *Scanner) Find(text []byte) []Finding {
	s.found = s.found[:0]
	s.scan(text, 0, len(text))
	s.finish(text)
	return s.found
}

// FindString is Find for a string.
func (s *Scanner) FindString(text string) []Finding {
	s.buf = append(s.buf[:0], text...)
	defer clear(s.buf)
	return s.Find(s.buf)
}

// scan looks through text for what begins at or after from, and before limit, and returns where it has come
// to: nothing before that place is open any more.
func (s *Scanner) scan(text []byte, from, limit int) int {
	for from < limit {
		at := anchor(text, from, limit)
		if at >= limit {
			return limit
		}
		from = s.at(text, at, from)
	}
	return from
}

// at looks at the digit at text[at], or what may be one, and returns where to go on. Nothing before
// from is looked at again.
func (s *Scanner) at(text []byte, at, from int) int {
	if n := single(text, at); n > 0 && n < minPAN {
		s.code(text, at, at+n, n)
		return at + n
	}
	at = beginning(text, at, from)
	if g := glyphAt(text, at); g.class != digit {
		return at + g.size
	}
	s.run.read(text, at)
	before := len(s.found)
	next := s.run.next
	if s.run.n >= minPAN {
		next = s.cards(text)
	}
	s.codes(text, next, s.found[before:])
	return next
}

// single returns how many digits of ASCII begin at text[at] if it is plain that the run ends after
// them, else 0.
func single(text []byte, at int) int {
	if at > 0 && !plainBefore[text[at-1]] {
		return 0
	}
	n := digitCount(text[at:])
	end := at + n
	if end == len(text) || !continues[text[end]] {
		return n
	}
	if text[end] == ' ' && end+1 < len(text) && !continues[text[end+1]] && text[end+1]-'0' >= 10 {
		return n
	}
	return 0
}

// plainBefore tells the bytes that no escape or entity ends with.
var plainBefore = func() (yes [256]bool) {
	for c := range yes {
		b := byte(c)
		yes[c] = b != '%' && b != '#' && b|0x20 != 'x' && !hexadecimal(b)
	}
	return yes
}()

// beginning returns where the glyph of the digit at text[at] begins: it may be in an entity, or in an
// escape, which it is not a digit of.
func beginning(text []byte, at, from int) int {
	if at > from && text[at-1] == '%' && at+1 < len(text) && hexadecimal(text[at+1]) {
		return at + 2 // as far as a boundary
	}
	for i := at - 1; i >= from && at-i < 10; i-- {
		switch c := text[i]; {
		case c == '&':
			if g := entityAt(text, i); g.size > at-i {
				return i
			}
			return at
		case c != '#' && c|0x20 != 'x' && !hexadecimal(c):
			return at
		}
	}
	return at
}

// cards looks for tracks and card numbers in the run, and returns where to go on.
func (s *Scanner) cards(text []byte) int {
	if s.config.Kinds&(1<<PAN|1<<Track) == 0 {
		return s.run.next
	}
	r := &s.run
	if r.groups == 1 || r.size(0) >= minPAN {
		if n := r.first[1]; n >= minPAN && n <= maxPAN {
			if end := s.track(text, r.start[0], r.end[n-1]); end > 0 {
				return end
			}
		}
	}
	return s.numbers(text)
}

// codes looks at the groups of the run before next that belong to no finding yet.
func (s *Scanner) codes(text []byte, next int, found []Finding) {
	r := &s.run
	for g := range r.groups {
		n := r.size(g)
		start, end := r.start[r.first[g]], r.end[r.first[g]+n-1]
		taken := func(f Finding) bool { return f.Start < end && start < f.End }
		if end <= next && n >= 3 && n <= 12 && !slices.ContainsFunc(found, taken) {
			s.code(text, start, end, n)
		}
	}
}

// finish brings the findings into order, and lets the first of those that overlap stand.
func (s *Scanner) finish(text []byte) {
	if len(s.found) > 1 {
		slices.SortFunc(s.found, order)
		s.found = disjoint(s.found)
	}
}

func disjoint(found []Finding) []Finding {
	out := found[:1]
	for _, f := range found[1:] {
		if f.Start >= out[len(out)-1].End {
			out = append(out, f)
		}
	}
	return out
}
