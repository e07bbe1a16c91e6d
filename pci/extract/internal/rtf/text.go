package rtf

import (
	"unicode/utf16"

	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
)

// begin starts a destination: its text is apart from that around it.
func (r *reader) begin(p place) {
	r.flush()
	r.places++
	r.state.place, r.state.id = p, r.places
}

// bytes takes 8-bit text. It is kept until something else comes, for a character may have two bytes, and
// each may be written in its own way.
func (r *reader) bytes(b []byte) {
	if len(b) == 0 {
		return
	}
	r.state.begun = true
	switch r.state.place {
	case toHex:
		r.hex.digits(b)
		return
	case toPict:
		return
	}
	if page := r.codePage(); page != r.paged {
		r.flush()
		r.paged = page
	}
	if r.pending = append(r.pending, b...); len(r.pending) > 1<<20 {
		r.flush()
	}
}

func (r *reader) codePage() int {
	if r.state.page != 0 {
		return r.state.page
	}
	return r.page
}

// flush decodes the 8-bit text.
func (r *reader) flush() {
	if len(r.pending) == 0 {
		return
	}
	text, ok := codepage.Decode(r.paged, r.pending)
	r.badPage = r.badPage || !ok
	clear(r.pending)
	r.pending = r.pending[:0]
	r.write(text)
}

// unicode takes one unit of UTF-16, as \u has it.
func (r *reader) unicode(unit int) {
	r.flush()
	r.unskip = r.state.skip
	c := rune(uint16(unit))
	switch {
	case r.high != 0 && utf16.IsSurrogate(c):
		c, r.high = utf16.DecodeRune(r.high, c), 0
	case c >= 0xD800 && c < 0xDC00:
		r.high = c
		return
	case c >= 0xF020 && c < 0xF080: // a symbol font's
		c -= 0xF000
	}
	r.high = 0
	r.write(string(c))
}

// mark writes a character that a control word stands for.
func (r *reader) mark(s string) {
	r.flush()
	r.write(s)
}

func (r *reader) write(s string) {
	st := &r.state
	switch {
	case st.place == toHex, st.place == toPict:
	case st.place == toBody && !st.hidden && !st.deleted:
		r.body.WriteString(s)
	default:
		id := st.id
		if st.hidden || st.deleted {
			id = -id - 1
		}
		if id != r.lastSide {
			r.side.Break('\n')
			r.lastSide = id
		}
		r.side.WriteString(s)
	}
}

// hexData collects data that is written in hexadecimal.
type hexData struct {
	word string // the destination
	buf  []byte
	half int // the first digit of a byte, plus one
	bad  bool
}

func (h *hexData) digits(b []byte) {
	for _, c := range b {
		v, ok := digit(c)
		switch {
		case !ok:
			h.bad = h.bad || c > ' '
		case h.half == 0:
			h.half = v + 1
		default:
			h.buf = append(h.buf, byte((h.half-1)<<4|v))
			h.half = 0
		}
	}
}

func digit(c byte) (int, bool) {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0'), true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10, true
	}
	return 0, false
}
