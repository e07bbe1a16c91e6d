package chat_test

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// behind opens two nodes. The first one leads, and has no desk; the other one's center has no hints of what that one does, and
// does not even know the setup yet.
func behind(t *testing.T) (leader, other *site) {
	j := &journal.Memory{}
	list := make(nodes, 2)
	list[0] = openCenter(t, j, list.serve)
	list[1] = openCenter(t, struct{ journal.Journal }{j}, list.serve)
	wait(time.Second + 100*time.Millisecond) // between two looks of the second one
	list[0].leads()
	list[1].journal = j
	list[1].openDesk(nil)
	return list[0], list[1]
}

// TestNodeIsBehind: a node that does not know yet what another one has acknowledged refuses nobody for that.
func TestNodeIsBehind(t *testing.T) {
	bubble(t, func(t *testing.T) {
		leader, other := behind(t)
		if _, known := other.center.Queue("sales"); known {
			t.Fatal("the node knows the setup")
		}
		other.begin("c1")
		_, err := other.Begin(t.Context(), chat.Start{Queue: "none"})
		is(t, err, chat.ErrInvalidQueue)
		leader.staff("kim") // alone: all is offered to her
		leader.ok(leader.center.Accept(t.Context(), "kim", "c1"))
		other.say(kim, "c1", "hi")
		_, err = leader.center.Enqueue(t.Context(), routing.Enqueue{Contact: "c2", Queue: "sales"}) // not by a desk
		leader.ok(err)
		leader.ok(leader.center.Accept(t.Context(), "kim", "c2"))
		other.say(kim, "c2", "hello")
		leader.staff("lee")
		leader.ok(leader.center.Conference(t.Context(), "kim", "c1", "lee"))
		leader.ok(leader.center.Accept(t.Context(), "lee", "c1"))
		if got := other.lines(lee, "c1"); len(got) == 0 {
			t.Error("lee reads nothing")
		}
		_, err = other.Since(t.Context(), sup, "c1", 0)
		is(t, err, chat.ErrNotMember)
		leader.ok(leader.center.Follow(t.Context()))
		_, err = other.Since(t.Context(), sup, "c1", 0) // perhaps whoever leads next knows more
		is(t, err, chat.ErrUnavailable)
		other.say(kim, "c1", "I am here")
	})
}
