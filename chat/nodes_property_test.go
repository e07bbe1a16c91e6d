package chat_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// crowd is a chat on three nodes that fails in all ways, with what is known of its messages.
type crowd struct {
	nodes nodes
	fault atomic.Int32

	mu   sync.Mutex
	want map[chat.Member][]string // ids, in the order in which they were sent
	away int                      // how often it was transferred
	sure map[string]bool          // acknowledged

	refused []string // though their sender has a part in it
}

var crowdFaults = []journaltest.Fault{
	journaltest.Fail, journaltest.Lost, journaltest.AnswerLost, journaltest.Late, journaltest.SpuriousConflict, journaltest.StoredConflict,
}

func (c *crowd) plan(op journal.Op, _ int) journaltest.Fault {
	if op != journal.OpAppend {
		return journaltest.None
	}
	if n := int(c.fault.Swap(100)); n < len(crowdFaults) {
		return crowdFaults[n]
	}
	return journaltest.None
}

// say sends a message on a node, once.
func (c *crowd) say(ctx context.Context, node int, who chat.Member, id string) {
	_, err := c.nodes[node].Say(ctx, chat.Message{Contact: "c1", From: who, ID: id, Text: "안녕"})
	c.mu.Lock()
	defer c.mu.Unlock()
	if errors.Is(err, chat.ErrNotMember) {
		c.refused = append(c.refused, id)
		return
	}
	c.want[who] = append(c.want[who], id)
	c.sure[id] = err == nil
}

type crowdMove struct{ Kind, Node, Fault int }

// TestCrowdOnNodes: with any faults, conflicts, restarts of desks, changes of the leader and transfers, each acknowledged message
// is there once and in its sender's order, others once at most; numbers have no gap (I8, I9); all nodes read the same; what routing
// did is told once; and what is there was delivered to the customer, by each node in order.
func TestCrowdOnNodes(t *testing.T) {
	moves := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) crowdMove {
		return crowdMove{rapid.IntRange(0, 11).Draw(t, "kind"), rapid.IntRange(0, 2).Draw(t, "node"), rapid.IntRange(0, 12).Draw(t, "fault")}
	}), 1, 20)
	rapid.Check(t, func(rt *rapid.T) {
		list := moves.Draw(rt, "moves")
		var err error
		bubble(t, func(t *testing.T) { err = playCrowd(t, list) })
		if err != nil {
			rt.Fatal(err)
		}
	})
}

func playCrowd(t *testing.T, moves []crowdMove) error {
	memory := &journal.Memory{}
	c := &crowd{want: map[chat.Member][]string{}, sure: map[string]bool{}}
	c.fault.Store(100)
	faulty := func(cfg *chat.Config) { cfg.Journal = &journaltest.Faulty{Journal: memory, Plan: c.plan} }
	c.nodes = openNodes(t, 3, memory, faulty)
	c.nodes[0].serve("c1")
	wait(time.Second)
	for i, m := range moves {
		c.fault.Store(int32(m.Fault))
		switch s := c.nodes[m.Node]; m.Kind {
		case 0:
			s.ok(s.center.Follow(t.Context())) // should it only believe that it leads
			c.nodes.lead(m.Node)
		case 1:
			s.ok(s.center.Follow(t.Context()))
			s.leads() // the other one does not know yet
		case 2:
			s.ok(s.Close(context.Background()))
			s.openDesk(faulty)
		case 3:
			time.Sleep(time.Minute)
		case 4: // to the queue, and back
			c.away++
			s.ok(s.center.TransferToQueue(t.Context(), "kim", "c1", "billing"))
			s.ok(s.center.WrapUp(t.Context(), "kim", "c1", "done"))
			s.ok(s.center.Accept(t.Context(), "kim", "c1"))
		case 5, 6, 7:
			var group sync.WaitGroup
			for node := range c.nodes {
				who := []chat.Member{chat.Customer, kim}[(node+i)%2]
				group.Go(func() { c.say(t.Context(), node, who, fmt.Sprint(i, "/", node)) })
			}
			group.Wait()
		default:
			c.say(t.Context(), m.Node, []chat.Member{chat.Customer, kim}[i%2], fmt.Sprint(i))
		}
	}
	c.fault.Store(100)
	for _, s := range c.nodes { // whoever leads knows that, and who does not, too
		s.knows()
	}
	wait(time.Hour)
	return c.check(t.Context())
}

func (c *crowd) check(ctx context.Context) error {
	if len(c.refused) > 0 {
		return fmt.Errorf("refused: %q", c.refused)
	}
	var all []chat.Entry
	for n, s := range c.nodes {
		entries, err := s.Since(ctx, kim, "c1", 0)
		if err != nil {
			return err
		}
		if n > 0 && !cmp.Equal(entries, all) {
			return fmt.Errorf("node %d reads %q, another one %q", n, linesOf(entries), linesOf(all))
		}
		all = entries
	}
	said := map[chat.Member][]string{}
	told := map[string]int{}
	for i, e := range all {
		if e.Seq != uint64(i)+1 {
			return fmt.Errorf("entry %d has number %d", i, e.Seq)
		}
		told[e.Kind()]++
		if p, ok := e.Payload.(chat.Said); ok {
			said[p.From.Member] = append(said[p.From.Member], p.ID)
		}
	}
	if away, joined := told["transferred"], told["joined"]; away > c.away || joined != away+1 {
		return fmt.Errorf("of %d transfers, %d are told, and %d that kim joined", c.away, away, joined)
	}
	for _, who := range []chat.Member{chat.Customer, kim} {
		if err := c.inOrder(c.want[who], said[who]); err != nil {
			return err
		}
	}
	return c.delivered(ctx, all)
}

// inOrder compares what was sent with what is there. Messages that were sent at once are in any order.
func (c *crowd) inOrder(want, got []string) error {
	left := slices.Clone(got)
	for _, id := range want {
		i := slices.Index(left, id)
		if i < 0 && c.sure[id] {
			return fmt.Errorf("%q was acknowledged, and there is %q", id, got)
		}
		if i >= 0 {
			left = slices.Delete(left, i, i+1)
		}
	}
	if len(left) > 0 || !slices.IsSortedFunc(got, byMove) {
		return fmt.Errorf("there is %q, want %q", got, want)
	}
	return nil
}

// byMove compares ids by the move that they are of.
func byMove(a, b string) int {
	var i, j int
	fmt.Sscanf(a, "%d", &i)
	fmt.Sscanf(b, "%d", &j)
	return i - j
}

// delivered checks that all that the customer may read has been delivered, by each node in order.
func (c *crowd) delivered(ctx context.Context, all []chat.Entry) error {
	synctest.Wait()
	have := map[uint64]bool{}
	for n, s := range c.nodes {
		last := uint64(0)
		for {
			soon, cancel := context.WithTimeout(ctx, time.Millisecond)
			d, err := s.post.Take(soon, "c1", chat.Customer)
			cancel()
			if err != nil {
				break
			}
			if d.Prev == 0 { // it begins anew
				last = 0
			}
			if d.Prev != last && d.Entry.Seq > last {
				return fmt.Errorf("node %d delivered %d with %d before, after %d", n, d.Entry.Seq, d.Prev, last)
			}
			last, have[d.Entry.Seq] = d.Entry.Seq, true
		}
	}
	mine, err := c.nodes[0].Since(ctx, chat.Customer, "c1", 0)
	for _, e := range mine {
		if !have[e.Seq] {
			return fmt.Errorf("entry %d, %s, was never delivered", e.Seq, e.Kind())
		}
	}
	return err
}
