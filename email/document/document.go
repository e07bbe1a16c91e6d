package document

import "slices"

// A Doc is a rich text: blocks, from top to bottom. It is a value that nobody changes: every method
// returns a new Doc. The zero Doc is empty.
type Doc struct {
	Blocks []Block `json:"blocks,omitempty" cbor:"1,keyasint,omitempty"`
}

// A Block is a paragraph, a heading, an item of a list or a table. Items of one kind that follow each
// other are one list, and those that are indented more are lists within it.
type Block struct {
	Kind   Kind     `json:"kind,omitempty" cbor:"1,keyasint,omitempty"`
	Quote  bool     `json:"quote,omitempty" cbor:"2,keyasint,omitempty"`  // in a block quote, with its neighbours
	Indent int      `json:"indent,omitempty" cbor:"3,keyasint,omitempty"` // levels, 0 to MaxIndent
	Line   Line     `json:"line,omitempty" cbor:"4,keyasint,omitempty"`   // of all but a table
	Rows   [][]Line `json:"rows,omitempty" cbor:"5,keyasint,omitempty"`   // of a table: rows of cells, all of the same length
}

// Kind is what a block is.
type Kind uint8

// The kinds. The zero Kind is a paragraph.
const (
	Paragraph Kind = iota
	Heading        // heading 1, the only one (E5)
	Ordered        // an item of a numbered list
	Bullet         // an item of a list with bullets
	Table
)

var kinds = [...]string{"paragraph", "heading", "ordered", "bullet", "table"}

// String returns the kind's name: its constant in lower case.
func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k]
	}
	return "unknown"
}

// MarshalText writes String.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what MarshalText wrote; ErrUnknownName refuses everything else.
func (k *Kind) UnmarshalText(text []byte) error {
	i := slices.Index(kinds[:], string(text))
	if i < 0 {
		return &Error{Code: ErrUnknownName}
	}
	*k = Kind(i)
	return nil
}

func (k Kind) isItem() bool { return k == Ordered || k == Bullet }

// Blank reports whether there is nothing to be seen in the document but white space and empty tables.
func (d Doc) Blank() bool {
	for _, line := range d.lines() {
		if !line.blank() {
			return false
		}
	}
	return true
}

// Images returns the images in the document, in their order.
func (d Doc) Images() []Image {
	var all []Image
	for _, line := range d.lines() {
		for _, r := range line {
			if r.Image != (Image{}) {
				all = append(all, r.Image)
			}
		}
	}
	return all
}
