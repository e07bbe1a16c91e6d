package desk_test

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/routing"
)

// unhinted is a journal without hints: who follows a stream there is behind for a while.
type unhinted struct{ journal.Journal }

// behind opens two nodes. The first one leads, and has no desk; the other one's center knows what that has done a quarter of a
// second later.
func behind(t *testing.T) (leader, other *site) {
	memory := &journal.Memory{}
	list := make(nodes, 2)
	for i, j := range []journal.Journal{memory, unhinted{memory}} {
		list[i] = &site{t: t, memory: memory, queue: "mails"}
		list[i].center = openNode(t, j, list.serve)
	}
	wait(time.Second + 100*time.Millisecond) // between two looks of the second one
	list.lead(0)
	signIn(t, list[0].center)
	list[1].reopen(memory)
	return list[0], list[1]
}

// TestInformed: a node that is behind asks the one that leads before it takes a contact, who asks, or a queue for unknown; and
// does what it was to do once more.
func TestInformed(t *testing.T) {
	bubble(t, func(t *testing.T) {
		leader, other := behind(t)
		q, known, err := other.Queue(t.Context(), "c1", "mails")
		if err != nil || !known || q.Channel != contact.Email {
			t.Errorf("the queue is %+v, %t, %v", q, known, err)
		}
		_, err = leader.center.Enqueue(t.Context(), routing.Enqueue{Contact: "c1", Queue: "mails", Customer: "cust"})
		other.ok(err)
		other.ok(other.try("c1", func(n *tenant) error {
			if n.Stage() == desk.Empty {
				return errNotOpen
			}
			return nil
		}))
		leader.ok(leader.center.Accept(t.Context(), "kim", "c1"))
		tries := 0
		other.ok(other.Fulfil(t.Context(), "c1", func(dt desk.Tenant) error {
			if tries++; !dt.(*tenant).c.taken {
				return errNotMember
			}
			return nil
		}))
		if tries != 2 {
			t.Errorf("tried %d times", tries)
		}
	})
}

// TestInformedInVain: what nobody knows stays unknown, which costs the center's log nothing. It is open while there is none that
// leads.
func TestInformedInVain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		leader, other := behind(t)
		other.ok(other.tryBegin("c1"))
		other.is(other.try("c1", func(*tenant) error { return errNotMember }), errNotMember)
		before := leader.center.Version()
		for range 3 {
			other.is(other.try("c1", func(*tenant) error { return errNotMember }), errNotMember)
			other.is(other.try("c1", func(*tenant) error { return errNotOpen }), errNotOpen)
			if _, known, err := other.Queue(t.Context(), "c1", "none"); known || err != nil {
				t.Errorf("known %t, %v", known, err)
			}
		}
		if after := leader.center.Version(); after != before {
			t.Errorf("the center's log has grown from %d to %d", before, after)
		}
		leader.ok(leader.center.Follow(t.Context()))
		other.is(other.try("c1", func(*tenant) error { return errNotMember }), errUnavailable)
		_, _, err := other.Queue(t.Context(), "c1", "none")
		other.is(err, errUnavailable)
	})
}
