package routing

import (
	"cmp"
	"slices"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"pgregory.net/rapid"
)

// TestTimers changes deadlines at random: the heap's first is always the earliest, and each contact
// knows its place.
func TestTimers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewFloor(FloorConfig{})
		who := &agent{}
		all := make([]*item, rapid.IntRange(1, 20).Draw(t, "contacts"))
		for i := range all {
			all[i] = &item{seq: uint64(i + 1), queue: &queue{}}
		}
		t.Repeat(map[string]func(*rapid.T){
			"set": func(t *rapid.T) {
				c := rapid.SampledFrom(all).Draw(t, "contact")
				c.offer = offer{agent: who, deadline: rapid.Int64Range(1, 12).Draw(t, "deadline")}
				f.retime(c)
			},
			"clear": func(t *rapid.T) {
				c := rapid.SampledFrom(all).Draw(t, "contact")
				c.offer = offer{}
				f.retime(c)
			},
			"": func(t *rapid.T) { checkHeap(t, f, all) },
		})
	})
}

func checkHeap(t *rapid.T, f *Floor, all []*item) {
	want := slices.DeleteFunc(slices.Clone(all), func(c *item) bool { return c.offer.agent == nil })
	slices.SortFunc(want, func(a, b *item) int {
		return cmp.Or(cmp.Compare(a.offer.deadline, b.offer.deadline), cmp.Compare(a.seq, b.seq))
	})
	if due, waits := f.Deadline(); waits != (len(want) > 0) || waits && due.UnixNano() != want[0].offer.deadline {
		t.Fatalf("Deadline = %v, %v, want that of %d contacts", due, waits, len(want))
	}
	if len(want) > 0 && f.timers[0] != want[0] {
		t.Fatalf("contact %d is first, want %d", f.timers[0].seq, want[0].seq)
	}
	if len(f.timers) != len(want) {
		t.Fatalf("%d timers, want %d", len(f.timers), len(want))
	}
	for _, c := range all {
		filed := c.timer > 0 && f.timers[c.timer-1] == c
		if filed != (c.offer.agent != nil) || !filed && c.timer != 0 {
			t.Fatalf("contact %d thinks that it is in place %d", c.seq, c.timer)
		}
	}
}

// TestDeadline: a contact is due at the earliest of what it waits for.
func TestDeadline(t *testing.T) {
	q := &queue{cfg: Queue{Relax: []Relax{{After: 50}, {After: 70}}, Overflow: Overflow{After: 60}}, relax: make([]need, 2)}
	waits := func(change func(*item)) *item {
		c := &item{Contact: *contact.New("c", contact.Chat, ""), queue: q, waiting: true, queued: 100}
		change(c)
		return c
	}
	for _, test := range []struct {
		name string
		c    *item
		want int64
	}{
		{"first step", waits(func(*item) {}), 150},
		{"second step, after the overflow", waits(func(c *item) { c.step = 1 }), 160},
		{"no step left", waits(func(c *item) { c.step = 2 }), 160},
		{"steps that are gone", waits(func(c *item) { c.step = 9 }), 160},
		{"overflow tried in vain", waits(func(c *item) { c.step, c.overflown = 2, 165 }), 225},
		{"hold", waits(func(c *item) { c.holdUntil = 140 }), 140},
		{"not in line", waits(func(c *item) { c.waiting = false }), 0},
		{"offer", waits(func(c *item) { c.waiting, c.offer = false, offer{agent: &agent{}, deadline: 30} }), 30},
	} {
		if got := test.c.deadline(); got != test.want {
			t.Errorf("%s: due at %d, want %d", test.name, got, test.want)
		}
	}
}
