package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/internal/wire"
	"github.com/acdkit/acdkit/routing"
)

// stranger appends to c1 what a node wrote that is gone then.
func stranger(t *testing.T, memory *journal.Memory, after journal.Version, data []byte) {
	t.Helper()
	if _, err := memory.Append(t.Context(), "email/c1", after, journal.NewRecord("r", data)); err != nil {
		t.Error(err)
	}
}

// TestBeatenWhileTelling: what could not be told because another node was faster is told again, event by event; it is not made
// up from where routing stands. Nor is it if there was nothing to tell of what came before.
func TestBeatenWhileTelling(t *testing.T) {
	bubble(t, func(t *testing.T) {
		memory := &journal.Memory{}
		rival := &hooked{Memory: memory}
		list := openNodes(t, 3, memory, rival)
		list[0].ok(list[0].Close(context.Background())) // or it would tell
		here := list[1]
		here.ok(here.tryBegin("c1"))
		here.reads("c1", "customer began queued")
		list[2].reads("c1", "customer began queued")
		here.ok(here.center.Accept(t.Context(), "kim", "c1"))
		before := func() { stranger(t, memory, 2, []byte("count 1")) }
		rival.before.Store(&before)
		n := here.tenant("c1")
		if want := []int{2, 1, 1}; !slices.Equal(n.told, want) {
			t.Errorf("told %v, want %v", n.told, want)
		}
		if got := here.stored("c1"); got != "customer began queued count 1 taken" {
			t.Errorf("stored is %q", got)
		}
		here.ok(here.center.TransferToQueue(t.Context(), "kim", "c1", "mails")) // a counter says nothing of that
		here.ok(here.center.WrapUp(t.Context(), "kim", "c1", "done"))
		here.tenant("c1")
		here.ok(here.center.Accept(t.Context(), "kim", "c1"))
		before = func() { stranger(t, memory, 4, []byte("count 2")) }
		rival.before.Store(&before)
		here.tenant("c1")
		if got := here.stored("c1"); got != "customer began queued count 1 taken count 2 taken" {
			t.Errorf("stored is %q", got)
		}
	})
}

// TestToldLess: who had nothing to tell of what routing did tells where it stands when another node then tells of what came
// before that.
func TestToldLess(t *testing.T) {
	bubble(t, func(t *testing.T) {
		memory := &journal.Memory{}
		list := openNodes(t, 2, memory, nil)
		list[0].ok(list[0].Close(context.Background())) // or it would tell
		here := list[1]
		here.serve("c1")
		here.reads("c1", served)
		far := here.center.Version()
		here.ok(here.center.TransferToQueue(t.Context(), "kim", "c1", "mails"))
		here.ok(here.center.WrapUp(t.Context(), "kim", "c1", "done"))
		here.tenant("c1")
		stranger(t, memory, 3, wire.Follows(uint64(far)+1, []byte(stamp("began", time.Now())))) // it wants a queue, which it has
		here.reads("c1", served+" began queued")
	})
}

// TestCauseComesFirst: what another node wrote, and routing did because of that, is not missed by a node that was just looking
// at both.
func TestCauseComesFirst(t *testing.T) {
	bubble(t, func(t *testing.T) {
		memory := &journal.Memory{}
		j := &hooked{Memory: memory}
		s := openNodes(t, 1, memory, j)[0]
		wait(time.Second)
		s.ok(s.try("c1", func(n *tenant) error { return n.step(t.Context(), "customer cust") }))
		wait(time.Second)
		after := func() {
			stranger(t, memory, 1, []byte(stamp("began", time.Now())))
			cmd := routing.Enqueue{Contact: "c1", Queue: "mails", Customer: "cust"}
			s.ok(s.center.Do(t.Context(), desk.Once(contact.Email, "c1", 2, cmd)))
			time.Sleep(time.Millisecond) // the desk knows
		}
		j.after.Store(&after)
		s.reads("c1", "customer")
		wait(time.Minute)
		s.reads("c1", "customer began queued")
	})
}
