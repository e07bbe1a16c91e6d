package routing

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestFreeList: the list finds what sorting all fresh entries finds, whatever was pushed, changed, and
// thrown away before.
func TestFreeList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list freeList
		const agents = 12
		now := make(stamps, agents+1)
		fresh := map[uint32]freeAgent{}
		t.Repeat(map[string]func(*rapid.T){
			"free": func(t *rapid.T) {
				e := drawFree(t, agents)
				now[e.agent]++
				e.stamp = now[e.agent]
				fresh[e.agent] = e
				list.push(e, now, agents)
			},
			"change": func(t *rapid.T) {
				a := rapid.Uint32Range(1, agents).Draw(t, "agent")
				now[a]++
				delete(fresh, a)
			},
			"sweep": func(*rapid.T) { list.sweep(now) },
			"": func(t *rapid.T) {
				for not := range uint32(3) {
					if got, want := list.best(now, not), bestOf(fresh, not); got != want {
						t.Fatalf("best but for %d = %d, want %d of %v", not, got, want, fresh)
					}
				}
				if n := list.len(); n > 16+2*agents+1 {
					t.Fatalf("%d entries for %d agents", n, agents)
				}
			},
		})
	})
}

// drawFree draws an entry; times mostly go up, as they do when agents become free.
func drawFree(t *rapid.T, agents uint32) freeAgent {
	return freeAgent{
		agent: rapid.Uint32Range(1, agents).Draw(t, "agent"),
		tier:  rapid.Int32Range(1, 2).Draw(t, "tier"),
		rank:  rapid.Int64Range(0, 3).Draw(t, "rank"),
		since: rapid.Int64Range(0, 9).Draw(t, "since"),
	}
}

// bestOf sorts the fresh entries and takes the first that is not excepted.
func bestOf(fresh map[uint32]freeAgent, not uint32) uint32 {
	var all []freeAgent
	for _, e := range fresh {
		if e.agent != not {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b freeAgent) int {
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(a.rank, b.rank),
			cmp.Compare(a.since, b.since), cmp.Compare(a.agent, b.agent))
	})
	if len(all) == 0 {
		return 0
	}
	return all[0].agent
}

// TestFreeListBounded: entries that went stale do not pile up, however often agents change.
func TestFreeListBounded(t *testing.T) {
	var list freeList
	now := make(stamps, 4)
	for i := range 100_000 {
		a := uint32(1 + i%3)
		now[a]++
		list.push(freeAgent{agent: a, stamp: now[a], tier: int32(i % 2), rank: int64(-i % 7), since: int64(i)}, now, 3)
	}
	if n := list.len(); n > 32 {
		t.Errorf("%d entries for 3 agents", n)
	}
	for i := range list.runs {
		if n := cap(list.runs[i].all); n > 256 {
			t.Errorf("a run takes room for %d entries", n)
		}
	}
}
