package document

import (
	"iter"
	"slices"
	"strings"
	"unicode"
)

// A Line is what stands in a block or in a cell: runs, from first to last. A line feed in it is a line
// break within the block.
type Line []Run

// A Run is a stretch of text that looks the same throughout, or one image. An image has a link at most.
type Run struct {
	Text  string `json:"text,omitempty" cbor:"1,keyasint,omitempty"`
	Marks Marks  `json:"marks,omitempty" cbor:"2,keyasint,omitempty"`
	Color string `json:"color,omitempty" cbor:"3,keyasint,omitempty"` // "#rrggbb", in small letters; "": the reader's
	Link  string `json:"link,omitempty" cbor:"4,keyasint,omitempty"`  // http, https, mailto or tel
	Image Image  `json:"image,omitzero" cbor:"5,keyasint,omitzero"`
}

// format is the run without what it shows: how text beside it would look the same.
func (r Run) format() Run {
	r.Text, r.Image = "", Image{}
	return r
}

// text returns the line without its looks and images.
func (l Line) text() string {
	if len(l) == 1 {
		return l[0].Text
	}
	var b strings.Builder
	for _, r := range l {
		b.WriteString(r.Text)
	}
	return b.String()
}

// blank reports whether nothing in the line can be seen.
func (l Line) blank() bool {
	return !slices.ContainsFunc(l, func(r Run) bool {
		return r.Image != (Image{}) || strings.ContainsFunc(r.Text, func(r rune) bool { return !unicode.IsSpace(r) })
	})
}

// links yields the runs of the line, those with the same link together.
func (l Line) links() iter.Seq2[string, Line] {
	return func(yield func(string, Line) bool) {
		for start := 0; start < len(l); {
			end := start + 1
			for end < len(l) && l[end].Link == l[start].Link {
				end++
			}
			if !yield(l[start].Link, l[start:end]) {
				return
			}
			start = end
		}
	}
}

// lines yields all lines of the document with their places: those of blocks, and those of tables cell by cell.
func (d Doc) lines() iter.Seq2[Place, Line] {
	return func(yield func(Place, Line) bool) {
		for i, b := range d.Blocks {
			if b.Kind != Table {
				if !yield(Place{Block: i}, b.Line) {
					return
				}
				continue
			}
			for row, cells := range b.Rows {
				for column, line := range cells {
					if !yield(Place{Block: i, Row: row, Column: column}, line) {
						return
					}
				}
			}
		}
	}
}

// mapLines returns the document with each line replaced by what change returns for it.
func (d Doc) mapLines(change func(Place, Line) Line) Doc {
	d = d.clone()
	for p, line := range d.lines() {
		*d.at(p) = change(p, line)
	}
	return d.Normal()
}

// at returns the line at a place that there is.
func (d Doc) at(p Place) *Line {
	b := &d.Blocks[p.Block]
	if b.Kind == Table {
		return &b.Rows[p.Row][p.Column]
	}
	return &b.Line
}

// clone copies the document down to its lines, but not the lines.
func (d Doc) clone() Doc {
	d.Blocks = slices.Clone(d.Blocks)
	for i := range d.Blocks {
		rows := slices.Clone(d.Blocks[i].Rows)
		for j := range rows {
			rows[j] = slices.Clone(rows[j])
		}
		d.Blocks[i].Rows = rows
	}
	return d
}
