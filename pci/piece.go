package pci

// A piece is a message or file name in a Window, with the digits that could be part of a card number.
type piece struct {
	id    string
	text  []byte
	parts []part
}

// A part is a run of digits in a piece, short enough to be a part of a card number.
type part struct {
	groups []group
	digits int
	head   bool // nothing but signs stands before it
	tail   bool // nothing but signs stands behind it
}

// A group is what stands without a separator.
type group struct {
	start, end int
	digits     []uint8
}

// maxParts bounds the parts of a piece that are looked at: the first, and the last.
const maxParts = 6

func (p *piece) set(text []byte, r *run) {
	clear(p.text)
	p.text = text
	p.read(r)
}

// read finds the parts in the text.
func (p *piece) read(r *run) {
	p.parts = p.parts[:0]
	for at := max(0, len(p.text)-windowBytes); at < len(p.text); {
		at = digitIn(p.text, at, len(p.text))
		if at == len(p.text) {
			break
		}
		at = beginning(p.text, at, 0)
		if at == len(p.text) {
			break
		}
		if g := glyphAt(p.text, at); g.class != digit {
			at += g.size
			continue
		}
		r.read(p.text, at)
		if first := r.first[1]; first <= MaxLast && maskTail(p.text[:at]) { // what a mask has kept
			at = r.end[0]
			continue
		}
		if r.n <= maxPAN {
			p.parts = append(p.parts, p.part(r))
		}
		at = r.next
	}
	if n := len(p.parts); n > maxParts {
		p.parts = append(p.parts[:maxParts/2], p.parts[n-maxParts/2:]...)
	}
}

func (p *piece) part(r *run) part {
	var out part
	for g := range r.groups {
		lo, hi := r.first[g], r.first[g+1]
		out.groups = append(out.groups, group{r.start[g], r.end[g], append([]uint8(nil), r.value[lo:hi]...)})
		out.digits += hi - lo
	}
	out.head = !wordy(p.text[:r.start[0]])
	out.tail = !wordy(p.text[r.end[r.groups-1]:])
	return out
}

// wordy reports whether there is a letter or digit in text.
func wordy(text []byte) bool {
	for i := 0; i < len(text); {
		g := glyphAt(text, i)
		if g.class == digit || g.class == other && (alphanumeric(text[i]) || text[i] >= 0x80) {
			return true
		}
		i += g.size
	}
	return false
}

// span returns where the pick is in the text.
func (p *piece) span(k pick) (from, to int) {
	groups := p.parts[k.part].groups
	return groups[k.from].start, groups[k.to-1].end
}
