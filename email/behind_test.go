package email_test

import (
	"errors"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
)

// TestNodeIsBehind: a node that does not know yet what another one has acknowledged refuses no agent for that, and knows the
// queues' names.
func TestNodeIsBehind(t *testing.T) {
	bubble(t, func(t *testing.T) {
		j := &journal.Memory{}
		list := make(nodes, 2)
		list[0] = openCenter(t, j, list.serve)
		list[1] = openCenter(t, struct{ journal.Journal }{j}, list.serve) // it has no hints
		wait(time.Second + 100*time.Millisecond)                          // between two looks of the second one
		list[0].leads()                                                   // and has no desk
		leader, other := list[0], list[1]
		other.journal = j
		other.openDesk(nil)
		if _, known := other.center.Queue("sales"); known {
			t.Fatal("the node knows the setup")
		}
		id := other.take(from("ann@home.example", "m1@x", "Lamp", "Is it red?")).Contact
		leader.staff("kim")
		leader.ok(leader.center.Accept(t.Context(), "kim", id))
		other.answer("kim", id, "Yes")
		entries, err := other.Since(t.Context(), "kim", id, 0)
		other.ok(err)
		if o := entries[0].Payload.(email.Opened); o.QueueName != "The sales" {
			t.Errorf("the queue's name is %q", o.QueueName)
		}
		_, err = other.Since(t.Context(), "lee", id, 0)
		if !errors.Is(err, email.ErrNotMember) {
			t.Errorf("lee reads: %v", err)
		}
	})
}

// TestTakenWithoutLeader: mail is taken though no node leads yet, and nobody knows its queue; it is put there when one does.
func TestTakenWithoutLeader(t *testing.T) {
	bubble(t, func(t *testing.T) {
		j := &journal.Memory{}
		list := make(nodes, 2)
		for i := range list {
			list[i] = openCenter(t, j, list.serve)
		}
		list[1].openDesk(nil)
		taken := list[1].take(from("ann@home.example", "m1@x", "Lamp", "Is it red?"))
		if _, known := list[1].center.Contact(taken.Contact); known || !taken.New {
			t.Errorf("taken as %+v, and routing has it: %t", taken, known)
		}
		list.lead(0)
		wait(time.Minute)
		if v, known := list[0].center.Contact(taken.Contact); !known || v.Queue != "sales" {
			t.Errorf("routing has %+v, %t", v, known)
		}
	})
}
