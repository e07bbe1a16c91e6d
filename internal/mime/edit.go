package mime

import (
	"cmp"
	"slices"
)

// An Edit puts other bytes in the place of a span of the source. An empty span is an insertion.
type Edit struct {
	Span
	With []byte
}

// Apply makes a new message. Of edits that overlap, the one that begins first counts, or the longer one; insertions come before; edits beyond
// the source do not count. Without edits the message is raw, byte for byte.
func Apply(raw []byte, edits []Edit) []byte {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(min(1, a.Len()), min(1, b.Len())), cmp.Compare(b.End, a.End))
	})
	out := make([]byte, 0, len(raw))
	pos := 0
	for _, e := range edits {
		if e.Start < pos || e.End > len(raw) || e.End < e.Start {
			continue
		}
		out = append(out, raw[pos:e.Start]...)
		out = append(out, e.With...)
		pos = e.End
	}
	return append(out, raw[pos:]...)
}
