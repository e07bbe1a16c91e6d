package routing

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// checkSpare: nothing points at the memory that contacts to come will have.
func checkSpare(f *Floor) error {
	known := make(map[*item]bool)
	for _, c := range f.items {
		known[c] = true
	}
	for _, c := range slices.Concat(f.closed.list(), f.timers, f.place, []*item{f.lastItem}) {
		known[c] = true
	}
	for _, a := range f.staff {
		for _, l := range a.work {
			known[l.item] = true
		}
	}
	if x, ok := f.match.(*index); ok {
		x.mark(known)
	}
	for _, c := range f.spare {
		if known[c] {
			return broken("I6", "contact %s is forgotten, and still known", c.ID())
		}
		known[c] = true // spare once only
	}
	return nil
}

// mark adds the contacts that are in a line, or about to be.
func (x *index) mark(known map[*item]bool) {
	for _, c := range x.fresh {
		known[c] = true
	}
	for _, k := range x.ring {
		known[k.head.c] = true
		k.waiting.Scan(func(p place) bool {
			known[p.c] = true
			return true
		})
	}
}

// TestSpare: contacts have the memory of forgotten ones, and nothing of what was in it.
func TestSpare(t *testing.T) {
	tight, wide := servedBefore(t, 1), servedBefore(t, 100)
	var got, want savedContact
	tight.saveContact(&got, tight.items["new"])
	wide.saveContact(&want, wide.items["new"])
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("contact mismatch (-want +got):\n%s", diff)
	}
	if len(tight.spare) != 0 || cap(tight.items["new"].filed) == 0 || cap(wide.items["new"].filed) != 0 {
		t.Error("the new contact should have a forgotten one's memory if few are kept, and only then")
	}
}

// servedBefore returns a floor that keeps that many closed contacts, with a new contact after four whose lives
// left all kinds of traces.
func servedBefore(t *testing.T, keep int) *Floor {
	h := &hall{b: t, floor: NewFloor(FloorConfig{}), now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)}
	h.do(SetSettings{Settings{KeepClosed: keep}})
	h.do(SetQueue{Queue{ID: "q", Channel: contact.Chat, Sticky: time.Hour, WrapUp: wrapup.Policy{Min: wrapup.NoMinimum}}})
	h.do(SetProfile{contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 1}}})
	h.do(SetAgent{Agent{ID: "a", Profile: "p", Queues: []Serves{{Queue: "q"}}, Skills: []Skill{{"s", 2}}}})
	h.do(SignIn{Agent: "a"})
	h.do(SetState{Agent: "a", State: contact.Available})
	for n := range 4 {
		id, rank := contact.ID(strconv.Itoa(n)), 9
		h.do(Enqueue{Contact: id, Queue: "q", Customer: "c", Priority: &rank, Skills: []Skill{{"s", 1}}, LastAgent: "a"})
		h.do(Supervise{Supervisor: "s", Contact: id, Role: Barge})
		h.do(Abandon{Contact: id})
		h.do(End{Agent: "a", Contact: id})
		h.do(WrapUp{Agent: "a", Contact: id})
	}
	h.do(SetState{Agent: "a", State: contact.Idle})
	h.do(Enqueue{Contact: "new", Queue: "q"})
	if err := checkFloor(h.floor); err != nil {
		t.Fatal(err)
	}
	return h.floor
}
