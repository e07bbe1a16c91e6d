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

// more reports whether more is looked for than card data in figures.
func (c Config) more() bool { return c.SpelledOut || c.Kinds&PersonalData != 0 }

// A Scanner finds and hides card data in text. It keeps its buffers between calls, so that looking through
// clean text allocates nothing; it is not safe for concurrent use. Make it with NewScanner.
type Scanner struct {
	opaque
	config Config
	run    run
	cands  []candidate
	chosen []chosen
	found  []Finding
	buf    []byte
	floor  int // what is before it has been read as part of something
	wide   []span
	depth  int // of tags within tags
	wall   int // where the tag begins that is looked into

	view     view
	groups   groups
	spelling spelling
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
	s.found, s.floor = s.found[:0], 0
	s.scan(text, 0, len(text))
	s.finish()
	return s.found
}

// FindString is Find for a string.
func (s *Scanner) FindString(text string) []Finding {
	s.buf = append(s.buf[:0], text...)
	defer clear(s.buf)
	return s.Find(s.buf)
}

// wipe forgets the digits that were read last.
func (s *Scanner) wipe() {
	clear(s.run.value[:])
	clear(s.view.char[:])
	clear(s.groups.value[:])
	clear(s.spelling.digit[:])
}

// scan looks through text for what begins at or after from, and before limit, and returns where it has come
// to: nothing before that place is open any more.
func (s *Scanner) scan(text []byte, from, limit int) int {
	if s.config.more() {
		return s.more(text, from, limit)
	}
	return s.digits(text, from, limit)
}

// digits is scan for card data written in figures.
func (s *Scanner) digits(text []byte, from, limit int) int {
	for from < limit {
		at := anchor(text, from, limit)
		if at >= limit {
			return limit
		}
		from = s.at(text, at)
		s.floor = from
	}
	return from
}

// at looks at the digit at text[at], or what may be one, and returns where to go on.
func (s *Scanner) at(text []byte, at int) int {
	if n := single(text, at); n > 0 && n < minPAN {
		s.code(text, at, at+n, n)
		return at + n
	}
	at = beginning(text, at, s.floor)
	if at == len(text) {
		return at
	}
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
	s.nested(text, next)
	return next
}

// single returns how many digits of ASCII begin at text[at] if it is plain that the run ends after
// them, else 0.
func single(text []byte, at int) int {
	if at > 0 && !plainBefore[text[at-1]] {
		return 0
	}
	n := digitCount(text[at:])
	if gapAt(text, at+n).class != other {
		return 0
	}
	return n
}

// plainBefore tells the bytes that no escape or entity ends with.
var plainBefore = func() (yes [256]bool) {
	for c := range yes {
		b := byte(c)
		yes[c] = b != '%' && b != '#' && b|0x20 != 'x' && b != 'u' && !hexadecimal(b)
	}
	return yes
}()

// beginning returns where the glyph begins that the digit at text[at] is in: an entity or an escape, or
// itself. What is before from has been read.
func beginning(text []byte, at, from int) int {
	for i := at - 1; i >= from && at-i < 10; i-- {
		switch c := text[i]; {
		case c == '&' || c == '%' || c == '\\':
			if c == '%' {
				i = percentLead(text, i, from)
			}
			if g := glyphAt(text, i); g.size > at-i {
				return i
			}
			return at
		case plainBefore[c]:
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
			if end := s.track(text, r.start[0], r.end[0]); end > 0 {
				return end
			}
		}
	}
	return s.numbers(text)
}

// codes looks at the groups of the run before next that belong to no finding yet.
func (s *Scanner) codes(text []byte, next int, found []Finding) {
	r := &s.run
	if len(found) > 0 && found[0].Start <= r.start[0] && found[0].End >= r.end[r.groups-1] {
		return // the usual case: all of it is a card number
	}
	for g := range r.groups {
		n := r.size(g)
		start, end := r.start[g], r.end[g]
		taken := func(f Finding) bool { return f.Start < end && start < f.End }
		if end <= next && n >= 3 && n <= 12 && !slices.ContainsFunc(found, taken) {
			s.code(text, start, end, n)
		}
	}
}

// finish brings the findings into order, and lets the first of those that overlap stand.
func (s *Scanner) finish() {
	if len(s.found) > 1 && !apartInOrder(s.found) {
		slices.SortFunc(s.found, order)
		s.found = disjoint(s.found)
	}
}

// apartInOrder reports whether there is nothing to do, as usual.
func apartInOrder(found []Finding) bool {
	end := 0
	for i := range found {
		if found[i].Start < end {
			return false
		}
		end = found[i].End
	}
	return true
}

// disjoint drops what overlaps the finding before it. A card number that reaches beyond another, which only runs that
// are read in pieces have, becomes one with it.
func disjoint(found []Finding) []Finding {
	out := found[:1]
	for _, f := range found[1:] {
		last := &out[len(out)-1]
		switch {
		case f.Start >= last.End:
			out = append(out, f)
		case f.Kind == PAN && !last.Kind.strong() && last.Kind >= IBAN:
			*last = f
		case f.End > last.End && f.Kind == PAN && last.Kind == PAN:
			last.End, last.whole = f.End, true
		}
	}
	return out
}
