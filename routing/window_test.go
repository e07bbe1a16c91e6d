package routing

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestWindow: the window holds the last ids that were new, whatever its limits were.
func TestWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w window
		var want []string
		limit := 3
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				id := fmt.Sprint(rapid.IntRange(0, 12).Draw(t, "id"))
				w.add(id, limit)
				if !slices.Contains(want, id) {
					want = append(want, id)
				}
			},
			"resize": func(t *rapid.T) {
				limit = rapid.IntRange(1, 6).Draw(t, "limit")
				w.resize(limit)
			},
			"": func(t *rapid.T) {
				want = want[max(0, len(want)-limit):]
				if got := w.list(); !slices.Equal(got, want) {
					t.Fatalf("list = %v, want %v", got, want)
				}
				for i := range 13 {
					id := fmt.Sprint(i)
					if w.has(id) != slices.Contains(want, id) {
						t.Fatalf("has(%s) = %v, holding %v", id, w.has(id), want)
					}
				}
			},
		})
	})
}

// TestWindowBehaves: a window that is listed and filled again, as by a snapshot, forgets the same ids.
func TestWindowBehaves(t *testing.T) {
	var live window
	for i := range 20 {
		live.add(fmt.Sprint("a", i), 7)
	}
	var again window
	for _, id := range live.list() {
		again.add(id, 7)
	}
	for i := range 10 {
		live.add(fmt.Sprint("b", i), 7)
		again.add(fmt.Sprint("b", i), 7)
		if !slices.Equal(live.list(), again.list()) {
			t.Fatalf("list = %v, restored %v", live.list(), again.list())
		}
	}
}
