package desk_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/desk"
)

// TestIdle: a machine that nobody uses leaves the memory, and comes back for its alarm, for news of routing, and for who calls.
// It is the same then: nothing is told twice, or missed.
func TestIdle(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		s.count("c1", "1")
		there := s.tenant("c1")
		rests := func() {
			t.Helper()
			wait(20 * time.Minute)
			if there.inMemory() {
				t.Error("the machine is in the memory")
			}
		}
		rests()
		s.reads("c1", served+" count 1")
		s.remind("c1", time.Hour)
		rests()
		wait(time.Hour)
		if got := s.stored("c1"); got != served+" count 1 remind reminded" {
			t.Errorf("stored is %q", got)
		}
		rests()
		var changed <-chan struct{}
		s.ok(s.try("c1", func(n *tenant) error { changed = n.Changed(); return nil }))
		rests()
		s.count("c1", "2")
		s.ok(s.Await(t.Context(), "c1", changed))
		rests()
		s.end("c1")
		wait(time.Second)
		if got := s.stored("c1"); got != served+" count 1 remind reminded count 2 over" {
			t.Errorf("stored is %q", got)
		}
		there.Lock()
		if told := []int{2, 1, 2}; !slices.Equal(there.told, told) { // not matched with where routing stands
			t.Errorf("told %v, want %v", there.told, told)
		}
		there.Unlock()
		if n := s.resumed.Load(); n != 0 {
			t.Errorf("resumed %d times, though it was led all the time", n)
		}
		if n := s.moved.Load(); n != 1 {
			t.Errorf("there were %d rooms", n)
		}
	})
}

func (n *tenant) inMemory() bool {
	n.Lock()
	defer n.Unlock()
	return n.Stage() != desk.Unread
}

// TestBusyIsNotIdle: a machine that somebody uses stays, and so does one with work left.
func TestBusyIsNotIdle(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t)
		s.serve("c1")
		s.serve("c2")
		done := s.work("c2")
		there := []*tenant{s.tenant("c1"), s.tenant("c2")}
		for range 10 {
			wait(5 * time.Minute)
			s.reads("c1", served)
		}
		if !there[0].inMemory() || !there[1].inMemory() {
			t.Error("a machine was forgotten")
		}
		done()
	})
}

// TestIdleOnNodes: a node that follows gives an idle room up, and who waits there hears of what happens all the same; the one
// that leads keeps what has to go on, and notices what others write.
func TestIdleOnNodes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 3, &journal.Memory{}, nil)
		leader, other := list[0], list[1]
		other.serve("c1")
		other.ok(other.try("c1", func(n *tenant) error { return nil }))
		here, there := leader.tenant("c1"), other.tenant("c1")
		heard := make(chan error)
		go func() {
			var changed <-chan struct{}
			err := other.try("c1", func(n *tenant) error { changed = n.Changed(); return nil })
			for err == nil {
				if err = other.Await(t.Context(), "c1", changed); err != nil {
					break
				}
				found := false
				err = other.try("c1", func(n *tenant) error {
					changed, found = n.Changed(), n.c.counts > 0
					return nil
				})
				if found {
					break
				}
			}
			heard <- err
		}()
		wait(time.Hour)
		if here.inMemory() || there.inMemory() || other.moved.Load() < 2 {
			t.Error("a machine is in the memory")
		}
		list[2].count("c1", "1")
		other.ok(<-heard)
		list[2].remind("c1", time.Hour)
		wait(2 * time.Hour)
		if got := leader.stored("c1"); got != served+" count 1 remind reminded" {
			t.Errorf("stored is %q", got)
		}
	})
}

// TestIdleMemory bounds what an idle contact takes: on a node that leads alone, or among others.
func TestIdleMemory(t *testing.T) {
	for shared, most := range map[bool]int64{false: 4 << 10, true: 16 << 10} { // with the race detector's own
		bubble(t, func(t *testing.T) {
			const contacts = 100
			m := &journal.Memory{}
			var s *site
			if shared {
				s = openNodes(t, 1, m, m)[0]
			} else {
				s = open(t)
			}
			for n := range contacts {
				id := fmt.Sprint("c", n)
				s.ok(s.Fulfil(t.Context(), contact.ID(id), func(n desk.Tenant) error {
					return n.(*tenant).begin(t.Context(), contact.CustomerID(id))
				}))
			}
			s.ok(s.Close(context.Background()))
			s.Desk = s.newDesk(s.memory)
			wait(time.Hour)
			idle := heap()
			s.ok(s.Close(context.Background()))
			s.Desk = nil
			each := int64(idle-heap()) / contacts
			t.Logf("shared %t: %d bytes each", shared, each)
			if each > most {
				t.Errorf("shared %t: an idle contact takes %d bytes", shared, each)
			}
		})
	}
}

// heap returns how much memory is in use, stacks too.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}
