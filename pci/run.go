package pci

import "unicode/utf8"

const (
	minPAN = 12 // digits (ISO/IEC 7812-1)
	maxPAN = 19

	maxDigits = 256  // of a run: a longer one is read in pieces that overlap
	maxSpan   = 8192 // bytes of a run
	maxGap    = 2048 // bytes between two digits
)

// A run is a stretch of groups of digits with separators between them.
type run struct {
	n      int // digits
	groups int
	value  [maxDigits]uint8
	start  [maxDigits]int        // of the digit, a byte offset
	end    [maxDigits]int        // past the digit
	first  [maxDigits + 1]int    // the first digit of each group; first[groups] is n
	sep    [maxDigits]class      // what stands before each group
	even   [maxDigits + 1]uint16 // sums for Luhn's check, digits of even index doubled
	odd    [maxDigits + 1]uint16 // digits of odd index doubled
	begin  int                   // where the first digit is
	next   int                   // where to go on after the run
	cut    bool                  // the run goes on at next
	wide   []span                // gaps that hold more than a separator
}

// read reads the run that begins at text[at], a digit.
func (r *run) read(text []byte, at int) {
	r.split(text, at)
	if r.n >= minPAN {
		r.sum()
	}
}

// split reads the digits and groups.
func (r *run) split(text []byte, at int) {
	r.n, r.groups, r.begin, r.cut, r.wide = 0, 0, at, false, r.wide[:0]
	sep := other
	for {
		r.first[r.groups], r.sep[r.groups] = r.n, sep
		r.groups++
		at = r.group(text, at)
		r.first[r.groups] = r.n
		g := gapAt(text, at)
		if g.class == other {
			r.next = at
			return
		}
		r.skip(at, g.size)
		at += g.size
		if r.n > maxDigits-maxPAN-2 || at-r.begin > maxSpan {
			r.next, r.cut = at, true
			return
		}
		sep = g.class
	}
}

// group reads digits with nothing visible between them, and returns where they end. Of a group that is
// too long to be a card number it keeps 20 digits.
func (r *run) group(text []byte, at int) int {
	for most := r.n + maxPAN + 1; ; {
		at = r.figures(text, at, most)
		if at == len(text) || !continues[text[at]] || at-r.begin > maxSpan {
			return at
		}
		if c := text[at]; c < utf8.RuneSelf && asciiClass[c] != other && asciiClass[c] != hidden {
			return at // the usual separators
		}
		g, to := glyphAt(text, at), at
		if g.class == hidden {
			gap := gapAt(text, at)
			if gap.class != hidden {
				return at
			}
			r.skip(at, gap.size)
			to += gap.size
			g = glyphAt(text, to)
		}
		if g.class != digit {
			return at
		}
		r.add(g.value, to, to+g.size, most)
		at = to + g.size
	}
}

// figures reads digits of ASCII.
func (r *run) figures(text []byte, at, most int) int {
	n := r.n
	for ; at < len(text) && text[at]-'0' < 10; at++ {
		if n < most && n < maxDigits {
			r.value[n], r.start[n], r.end[n] = text[at]-'0', at, at+1
			n++
		}
	}
	r.n = n
	return at
}

func (r *run) skip(at, size int) {
	if size >= minNested {
		r.wide = append(r.wide, span{at, at + size})
	}
}

func (r *run) add(value uint8, start, end, most int) {
	if n := r.n; n < most && n < maxDigits {
		r.value[n], r.start[n], r.end[n] = value, start, end
		r.n++
	}
}

// sum prepares Luhn's check.
func (r *run) sum() {
	var even, odd uint16
	for n, v := range r.value[:r.n] {
		if n%2 == 0 {
			even, odd = even+doubled[v], odd+uint16(v)
		} else {
			even, odd = even+uint16(v), odd+doubled[v]
		}
		r.even[n+1], r.odd[n+1] = even, odd
	}
}

// doubled is twice a digit; if that has two digits, their sum.
var doubled = [10]uint16{0, 2, 4, 6, 8, 1, 3, 5, 7, 9}

// luhn reports whether the digits from lo to hi pass Luhn's check (ISO/IEC 7812-1, annex B): every second
// digit from the right is doubled.
func (r *run) luhn(lo, hi int) bool {
	if hi%2 == 0 {
		return (r.even[hi]-r.even[lo])%10 == 0
	}
	return (r.odd[hi]-r.odd[lo])%10 == 0
}

// prefix returns the first six digits from lo on as a number.
func (r *run) prefix(lo int) uint32 {
	var p uint32
	for _, v := range r.value[lo : lo+6] {
		p = p*10 + uint32(v)
	}
	return p
}

// size returns how many digits group g has.
func (r *run) size(g int) int { return r.first[g+1] - r.first[g] }
