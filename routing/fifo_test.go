package routing

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestFifo: what is pushed comes out in order, and the memory does not grow beyond what was in it at once.
func TestFifo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l fifo[int]
		var want []int
		most := 0
		for n, push := range rapid.SliceOfN(rapid.Bool(), 0, 200).Draw(t, "pushes") {
			if push {
				l.push(n)
				want = append(want, n)
			} else if len(want) > 0 {
				if got := l.pop(); got != want[0] {
					t.Fatalf("pop() = %d, want %d", got, want[0])
				}
				want = want[1:]
			}
			most = max(most, len(want))
			if !slices.Equal(l.list(), want) || l.len() != len(want) {
				t.Fatalf("list() = %v, want %v", l.list(), want)
			}
			if cap(l.all) > 4*most+4 {
				t.Fatalf("room for %d entries, of which there were %d at most", cap(l.all), most)
			}
		}
	})
}

func TestWithout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Int(), 1, 5).Draw(t, "list")
		i := rapid.IntRange(0, len(list)-1).Draw(t, "place")
		want := slices.Delete(slices.Clone(list), i, i+1)
		if got := without(list, i); !slices.Equal(got, want) {
			t.Errorf("without(%d) = %v, want %v", i, got, want)
		}
	})
}
