package pci

import (
	"cmp"
	"slices"
)

// A Count is how many findings there were of a kind and brand.
type Count struct {
	Kind  Kind  `json:"kind"`
	Brand Brand `json:"brand,omitempty"`
	N     int   `json:"count"`
}

// A Tally counts findings, by kind and then brand. It tells nothing else of them.
type Tally []Count

func (t *Tally) add(f Finding) {
	i, found := slices.BinarySearchFunc(*t, f, func(c Count, f Finding) int {
		return cmp.Or(cmp.Compare(c.Kind, f.Kind), cmp.Compare(c.Brand, f.Brand))
	})
	if !found {
		*t = slices.Insert(*t, i, Count{Kind: f.Kind, Brand: f.Brand})
	}
	(*t)[i].N++
}

// merge adds the counts of another tally.
func (t *Tally) merge(other Tally) {
	for _, c := range other {
		t.add(Finding{Kind: c.Kind, Brand: c.Brand})
		i := slices.IndexFunc(*t, func(have Count) bool { return have.Kind == c.Kind && have.Brand == c.Brand })
		(*t)[i].N += c.N - 1
	}
}

func (t Tally) clone() Tally { return slices.Clone(t) }

// Total returns how many findings there were.
func (t Tally) Total() int {
	n := 0
	for _, c := range t {
		n += c.N
	}
	return n
}

// Kinds returns the set of kinds that were found.
func (t Tally) Kinds() Kinds {
	var set Kinds
	for _, c := range t {
		set |= 1 << c.Kind
	}
	return set
}

func tallyOf(found []Finding) Tally {
	var t Tally
	for _, f := range found {
		t.add(f)
	}
	return t
}
