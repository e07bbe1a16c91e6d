package pci

import "cmp"

// A Finding is where something is that must not be stored. It holds no character of it.
type Finding struct {
	Kind  Kind
	Brand Brand // of a PAN or Track; else none
	// Start and End are byte offsets: text[Start:End]. For HTML and the like the stretch has what stands
	// between the digits.
	Start, End int
	// Likely says that a word for it stands near. It is a rank, no more: a number without one is
	// redacted like any other.
	Likely bool

	// whole: nothing of it may be kept. Two readings overlap, or what a mask would keep belongs to another number.
	whole   bool
	spelled bool // digits as words
}

// order sorts findings by place; of those that begin together, the longer and then the graver comes first.
func order(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Kind, b.Kind))
}
