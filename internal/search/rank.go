package search

import (
	"cmp"
	"iter"
	"slices"
)

// Rank says how well a text matches; smaller is better, but for NoMatch.
type Rank uint8

// The ranks. A word of the text begins after anything but a letter, mark or number.
const (
	NoMatch   Rank = iota
	TextStart      // like WordStart, and one query word begins the text
	WordStart      // every query word begins a word of the text
	Inside         // every query word occurs
)

// Rank grades a text; it is NoMatch exactly where Match says false. To the empty query every text
// is TextStart.
func (q Query) Rank(k Key) Rank {
	best, worst := Inside, TextStart
	for _, w := range q.words {
		p := w.place(k.text)
		if p == NoMatch {
			return NoMatch
		}
		best, worst = min(best, p), max(worst, p)
	}
	if q.Empty() || worst == Inside {
		return worst
	}
	return best
}

// Find returns the items that match, best rank first, then by key; equal keys stay in the order
// given. To the empty query all items match, in the order given.
func Find[T any](q Query, items iter.Seq2[Key, T]) []T {
	type hit struct {
		rank Rank
		key  Key
		item T
	}
	var hits []hit
	for key, item := range items {
		if r := q.Rank(key); r != NoMatch {
			hits = append(hits, hit{r, key, item})
		}
	}
	if !q.Empty() {
		slices.SortStableFunc(hits, func(a, b hit) int {
			return cmp.Or(cmp.Compare(a.rank, b.rank), a.key.Compare(b.key))
		})
	}
	found := make([]T, len(hits))
	for i, h := range hits {
		found[i] = h.item
	}
	return found
}
