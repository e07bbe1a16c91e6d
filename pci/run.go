package pci

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

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
	value  [maxDigits + 8]uint8
	first  [maxDigits + 1]int // the first digit of each group; first[groups] is n
	start  [maxDigits]int     // of each group, a byte offset
	end    [maxDigits]int     // past the last digit of each group that is kept
	sep    [maxDigits]class   // what stands before each group
	begin  int                // where the first digit is
	next   int                // where to go on after the run
	cut    bool               // the run goes on at next
	wide   []span             // gaps that hold more than a separator
}

// read reads the run that begins at text[at], a digit.
func (r *run) read(text []byte, at int) {
	r.n, r.groups, r.begin, r.cut, r.wide = 0, 0, at, false, r.wide[:0]
	for sep := other; ; {
		r.first[r.groups], r.sep[r.groups], r.start[r.groups] = r.n, sep, at
		at = r.group(text, at)
		r.groups++
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
		at = to + g.size
		if r.n < most {
			r.add(g.value)
			r.end[r.groups] = at
		}
	}
}

// figures reads digits of ASCII, eight bytes at a time: what is stored beyond them is overwritten or not looked at.
func (r *run) figures(text []byte, at, most int) int {
	begin, n, k := at, r.n, 8
	for k == 8 && len(text)-at >= 8 {
		w := load(text[at:])
		k = bits.TrailingZeros64(digits8(w)^high) / 8
		binary.LittleEndian.PutUint64(r.value[n:], w^'0'*each)
		at, n = at+k, min(n+k, most)
	}
	for ; k == 8 && at < len(text) && text[at]-'0' < 10; at++ {
		if n < most {
			r.value[n] = text[at] - '0'
			n++
		}
	}
	if n > r.n {
		r.end[r.groups] = begin + n - r.n
	}
	r.n = n
	return at
}

func (r *run) skip(at, size int) {
	if size >= minNested {
		r.wide = append(r.wide, span{at, at + size})
	}
}

func (r *run) add(value uint8) {
	r.value[r.n] = value
	r.n++
}

// beginning tells of the numbers that begin with the same two digits as those from lo on.
func (r *run) beginning(lo int) *twoDigits { return &beginnings[r.value[lo]*10+r.value[lo+1]] }

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
