// Package rtf reads Rich Text Format (the RTF specification, version 1.9.1).
package rtf

import (
	"github.com/acdkit/acdkit/pci/extract/internal/ole/codepage"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Read hands over the text in data: what a reader sees, and apart from it notes, headers, instructions of
// fields, hidden and deleted text, and whatever else is text.
func Read(w *walk.Walk, data []byte) {
	w.Format("rtf")
	r := &reader{
		w: w, in: data, body: w.Text(""), side: w.Text(""),
		fonts: map[int]int{}, page: codepage.Windows,
	}
	r.state.skip = 1
	for len(r.in) > 0 && w.Alive() && !r.done {
		r.token()
	}
	r.end()
}

// A reader goes through the tokens of a file.
type reader struct {
	w          *walk.Walk
	in         []byte
	body, side *walk.Text
	groups     []state // those around the present one
	state      state
	lost       int // groups that are open beyond maxGroups
	done       bool
	places     int // how many destinations there were
	lastSide   int // the one that was written to side last

	page    int         // code page of the file
	fonts   map[int]int // code page of each font
	font    int         // that the table of fonts is at
	pending []byte      // 8-bit text that is not decoded yet
	paged   int         // its code page
	unskip  int         // characters that still stand for the Unicode character before them
	high    rune        // first half of a surrogate pair
	hex     hexData
	objects int
	bad     walk.Cause
	badPage bool
}

// maxGroups bounds groups in groups.
const maxGroups = 2000

// A state is what a group may change, and what its end restores.
type state struct {
	place   place
	id      int  // of the destination
	page    int  // code page of the font, 0: of the file
	skip    int  // characters that stand for each Unicode character
	star    bool // \* was read: what follows may be ignored by those who do not know it
	begun   bool // there was something in the group
	hidden  bool // \v
	deleted bool // \deleted
}

// A place is where text goes.
type place uint8

// The places.
const (
	toBody place = iota
	toSide
	toHex   // data in hexadecimal: an object or a file
	toPict  // a picture
	toFonts // the table of fonts
)

func (r *reader) token() {
	c := r.in[0]
	switch c {
	case '{':
		r.in = r.in[1:]
		r.open()
	case '}':
		r.in = r.in[1:]
		r.close()
	case '\\':
		r.control()
	case '\r', '\n', 0:
		r.in = r.in[1:]
	default:
		r.plain()
	}
}

// plain reads characters up to the next that has a meaning.
func (r *reader) plain() {
	n := 0
	for n < len(r.in) && n < 4096 && !special(r.in[n]) {
		n++
	}
	text := r.in[:n]
	r.in = r.in[n:]
	skipped := min(n, r.unskip)
	r.unskip -= skipped
	r.bytes(text[skipped:])
}

func special(c byte) bool {
	return c == '{' || c == '}' || c == '\\' || c == '\r' || c == '\n' || c == 0
}

func (r *reader) open() {
	r.flush()
	r.unskip = 0
	if len(r.groups) >= maxGroups {
		r.lost++
		r.bad = walk.TooDeep
		return
	}
	r.state.begun = true
	r.groups = append(r.groups, r.state)
	r.state.begun, r.state.star = false, false
}

func (r *reader) close() {
	r.flush()
	r.unskip = 0
	if r.lost > 0 {
		r.lost--
		return
	}
	if len(r.groups) == 0 {
		r.bad = max(r.bad, walk.Corrupt)
		return
	}
	was := r.state
	r.state = r.groups[len(r.groups)-1]
	r.groups = r.groups[:len(r.groups)-1]
	if was.place == toHex && was.id != r.state.id {
		r.file()
	}
	r.done = len(r.groups) == 0
}

// end hands over what there is. What comes after the last brace is no part of the document, but of the
// file.
func (r *reader) end() {
	r.flush()
	if !r.done && r.bad == 0 {
		r.bad = walk.Truncated
	}
	r.file()
	if rest := trim(r.in); len(rest) > 0 && r.done {
		r.begin(toSide)
		r.bytes(rest)
		r.flush()
	}
	r.body.End()
	r.side.End()
	if r.badPage {
		r.w.Gap("", walk.Undecodable)
	}
	if r.bad != 0 && r.w.Alive() {
		r.w.Gap("", r.bad)
	}
}

func trim(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] <= ' ') {
		b = b[:len(b)-1]
	}
	return b
}
