package simulate

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestAgenda compares the heap with a list that is sorted whenever something is taken.
func TestAgenda(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a agenda
		var list []plan
		for n := range int32(rapid.IntRange(1, 200).Draw(t, "steps")) {
			if len(list) == 0 || rapid.Bool().Draw(t, "add") {
				p := plan{at: rapid.Int64Range(0, 20).Draw(t, "at"), who: n}
				a.add(p)
				list = append(list, p)
				slices.SortStableFunc(list, func(a, b plan) int { return cmp.Compare(a.at, b.at) })
				continue
			}
			got := a.next()
			if got.at != list[0].at || got.who != list[0].who {
				t.Fatalf("next is %d at %d, want %d at %d", got.who, got.at, list[0].who, list[0].at)
			}
			list = list[1:]
		}
	})
}
