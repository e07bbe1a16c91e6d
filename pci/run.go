package pci

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
		for at < len(text) && text[at]-'0' < 10 {
			r.add(text[at]-'0', at, at+1, most)
			at++
		}
		if at == len(text) || !continues[text[at]] || at-r.begin > maxSpan {
			return at
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

func (r *run) skip(at, size int) {
	if size >= minNested {
		r.wide = append(r.wide, span{at, at + size})
	}
}

func (r *run) add(value uint8, start, end, most int) {
	n := r.n
	if n == most {
		return
	}
	doubled := uint16(value) * 2
	if doubled > 9 {
		doubled -= 9
	}
	r.even[n+1], r.odd[n+1] = r.even[n]+uint16(value), r.odd[n]+doubled
	if n%2 == 0 {
		r.even[n+1], r.odd[n+1] = r.even[n]+doubled, r.odd[n]+uint16(value)
	}
	r.value[n], r.start[n], r.end[n] = value, start, end
	r.n++
}

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
