package quote

import (
	"fmt"
	"strings"
)

// Kind is what a range of a text is.
type Kind uint8

// The kinds.
const (
	Visible   Kind = iota + 1 // to be shown
	Signature                 // of the sender or of a program
	Quoted                    // from earlier mail, with the lines that say whose it is
)

// String returns the name in lower case.
func (k Kind) String() string {
	switch k {
	case Visible:
		return "visible"
	case Signature:
		return "signature"
	case Quoted:
		return "quoted"
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// A Range is the lines of a text from the byte Start to the byte before End.
type Range struct {
	Kind       Kind
	Start, End int
}

// Split returns the ranges of a text, in order. Together they cover it, neighbours differ in kind, and every one begins
// at the beginning of a line. Lines end with LF, CR LF or CR. An empty text has none.
//
// What is visible has no quotation in it when split again, unless everything is visible.
func Split(text string) []Range {
	ranges := split(text)
	if contains(ranges, Quoted) && contains(split(join(text, ranges, Visible)), Quoted) {
		return whole(text) // lines meant something else side by side: better too much than nonsense
	}
	return ranges
}

// Only returns what of a text is of one kind: Only(text, Visible) is what is to be read first.
func Only(text string, kind Kind) string { return join(text, Split(text), kind) }

func join(text string, ranges []Range, kind Kind) string {
	var b strings.Builder
	for _, r := range ranges {
		if r.Kind == kind {
			b.WriteString(text[r.Start:r.End])
		}
	}
	return b.String()
}

func contains(ranges []Range, kind Kind) bool {
	for _, r := range ranges {
		if r.Kind == kind {
			return true
		}
	}
	return false
}

// whole shows everything.
func whole(text string) []Range {
	if text == "" {
		return nil
	}
	return []Range{{Visible, 0, len(text)}}
}
