package document

import "unicode/utf8"

// A Place is where in a document something is. All count from 0.
type Place struct {
	Block  int `json:"block"`
	Row    int `json:"row,omitempty"` // of a table; 0 elsewhere
	Column int `json:"column,omitempty"`
	Offset int `json:"offset,omitempty"` // in the line: UTF-16 code units, as browsers and Delta count; an image is one
}

// A Span is a stretch of a line, from a place on.
type Span struct {
	Place
	Length int `json:"length"` // in the unit of Offset
}

// line returns the line that a place is in.
func (d Doc) line(p Place) (Line, error) {
	missing := &Error{Code: ErrNoPlace, Place: p}
	if p.Block < 0 || p.Block >= len(d.Blocks) {
		return nil, missing
	}
	b := d.Blocks[p.Block]
	if b.Kind != Table {
		if p.Row != 0 || p.Column != 0 {
			return nil, missing
		}
		return b.Line, nil
	}
	if p.Row < 0 || p.Row >= len(b.Rows) || p.Column < 0 || p.Column >= len(b.Rows[p.Row]) {
		return nil, missing
	}
	return b.Rows[p.Row][p.Column], nil
}

// units is how long a run is in the unit of offsets.
func (r Run) units() int {
	if r.Image != (Image{}) {
		return 1
	}
	n := 0
	for _, c := range r.Text {
		n += unitsOf(c)
	}
	return n
}

func unitsOf(c rune) int {
	if c > 0xffff {
		return 2
	}
	return 1
}

// cut parts a line at an offset, in front of the character that is there. It is false if the line is shorter.
func (l Line) cut(offset int) (before, after Line, ok bool) {
	for i, r := range l {
		if offset <= 0 {
			return before, append(after, l[i:]...), offset == 0
		}
		n := r.units()
		if offset >= n {
			before = append(before, r)
			offset -= n
			continue
		}
		at := 0
		for at < len(r.Text) && offset > 0 {
			c, size := utf8.DecodeRuneInString(r.Text[at:])
			if offset -= unitsOf(c); offset >= 0 {
				at += size
			}
		}
		head, tail := r, r
		head.Text, tail.Text = r.Text[:at], r.Text[at:]
		return append(before, head), append(append(after, tail), l[i+1:]...), true
	}
	return before, nil, offset == 0
}
