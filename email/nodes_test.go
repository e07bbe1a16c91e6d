package email_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// wait lets everything happen that happens by itself within a time.
func wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// nodes are sites on one journal, center and store of blobs.
type nodes []*site

// openNodes opens sites, of which the first leads, and brings kim to work. change is told of which node a config is.
func openNodes(t testing.TB, n int, change func(int, *email.Config)) nodes {
	t.Helper()
	j := &journal.Memory{}
	list := make(nodes, n)
	for i := range list {
		list[i] = openCenter(t, j, list.serve)
	}
	list.lead(0)
	list[0].staff("kim")
	for i, s := range list {
		s.knows()
		s.blobs = list[0].blobs
		s.openDesk(func(c *email.Config) {
			if change != nil {
				change(i, c)
			}
		})
	}
	return list
}

// serve does a command at the node that leads.
func (list nodes) serve(ctx context.Context, cmd routing.Command) (journal.Version, error) {
	for _, s := range list {
		if s == nil {
			continue
		}
		if leads, _ := s.center.Role(); leads {
			return s.center.Serve(ctx, cmd)
		}
	}
	return 0, &routing.Error{Code: routing.ErrNotLeading}
}

// lead has the others follow, and makes a node the one that leads.
func (list nodes) lead(n int) {
	list[n].t.Helper()
	for i, s := range list {
		if i != n && s != nil {
			s.ok(s.center.Follow(s.t.Context()))
		}
	}
	list[n].leads()
}

// knows has the node know what others have done.
func (s *site) knows() {
	s.t.Helper()
	s.ok(s.center.Do(s.t.Context(), routing.Tick{}))
}

// leads makes the node one that leads, though others may believe that they do.
func (s *site) leads() {
	s.t.Helper()
	err := s.center.Lead(s.t.Context())
	for n := 0; n < 5 && errors.Is(err, routing.ErrUnavailable); n++ { // one of them has just appended
		err = s.center.Lead(s.t.Context())
	}
	s.ok(err)
}

// left returns how many mails have left each node.
func (list nodes) left() (counts []int) {
	synctest.Wait()
	for _, s := range list {
		counts = append(counts, len(s.out.Sent()))
	}
	return counts
}

// TestNodes: a mail comes to one node, is answered at another, and leaves from a third one, which leads.
func TestNodes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 3, func(_ int, c *email.Config) { acknowledging(c) })
		id := list[1].take(from("ann@home.example", "m1@x", "Lamp", "Is it red?")).Contact
		list[2].ok(list[2].center.Accept(t.Context(), "kim", id))
		var mu sync.Mutex
		var heard []email.Entry
		go func() {
			for e, err := range list[1].Subscribe(t.Context(), "kim", id, 0) {
				if err == nil {
					mu.Lock()
					heard = append(heard, e)
					mu.Unlock()
				}
			}
		}()
		synctest.Wait()
		a, err := list[2].Compose(t.Context(), "kim", id, reply.Quick)
		list[2].ok(err)
		a.Draft.Text = "Yes"
		other := a.Draft
		a, err = list[2].Save(t.Context(), "kim", id, a.Draft)
		list[2].ok(err)
		other.Text = "No"
		_, err = list[1].Save(t.Context(), "kim", id, other)
		if !errors.Is(err, email.ErrConflict) {
			t.Errorf("saving over another draft: %v", err)
		}
		sent, err := list[2].Send(t.Context(), "kim", id, reply.Quick, a.Draft.Version)
		list[2].ok(err)
		again, err := list[1].Send(t.Context(), "kim", id, reply.Quick, a.Draft.Version)
		list[1].ok(err)
		if again.Entry != sent.Entry || again.ID != sent.ID {
			t.Errorf("sent again it is %+v, want %+v", again, sent)
		}
		wait(time.Minute)
		if diff := cmp.Diff([]int{2, 0, 0}, list.left()); diff != "" {
			t.Errorf("mails left (-want +got):\n%s", diff)
		}
		want := list[0].lines("kim", id)
		mu.Lock()
		defer mu.Unlock()
		if diff := cmp.Diff(want[:len(heard)], linesOf(heard)); diff != "" || want[len(want)-1][:8] != "delivery" {
			t.Errorf("kim reads %q, and heard (-want +got):\n%s", want, diff)
		}
		if open := list[0].agenda(); len(open) > 0 {
			t.Errorf("left on the agenda: %v", open)
		}
	})
}

// TestTakenOnTwoNodes: a mail that comes to all nodes at once is filed once, and acknowledged once.
func TestTakenOnTwoNodes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 3, func(_ int, c *email.Config) { acknowledging(c) })
		var group sync.WaitGroup
		var fresh atomic.Int32
		ids := make([]contact.ID, len(list))
		for i, s := range list {
			group.Go(func() {
				taken := s.take(from("ann@home.example", "m1@x", "Lamp", "Is it red?"))
				ids[i] = taken.Contact
				if taken.New {
					fresh.Add(1)
				}
			})
		}
		group.Wait()
		wait(time.Minute)
		if ids[0] != ids[1] || ids[1] != ids[2] || fresh.Load() != 1 {
			t.Errorf("filed in %v, of which %d were new", ids, fresh.Load())
		}
		if diff := cmp.Diff([]int{1, 0, 0}, list.left()); diff != "" {
			t.Errorf("mails left (-want +got):\n%s", diff)
		}
	})
}

// TestLeavesOnce: the leader changes while a mail is handed over. It leaves once, and is noted.
func TestLeavesOnce(t *testing.T) {
	for name, back := range map[string]bool{"to another": false, "and back": true} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				list := openNodes(t, 3, func(i int, c *email.Config) { c.Sender = slowly{c.Sender.(*email.Memory), time.Minute} })
				id := list[1].serve("kim", from("ann@home.example", "m1@x", "Lamp", "Is it red?"))
				list[1].answer("kim", id, "Yes")
				wait(10 * time.Second)
				list.lead(2)
				wait(10 * time.Second)
				if back {
					list.lead(0)
				}
				wait(time.Hour)
				if diff := cmp.Diff([]int{1, 0, 0}, list.left()); diff != "" {
					t.Errorf("mails left (-want +got):\n%s", diff)
				}
				for _, s := range list {
					if got := s.lines("kim", id); got[len(got)-1] != "delivery 6 [ann@home.example] 0" {
						t.Errorf("kim reads %q", got)
					}
				}
				if open := list[0].agenda(); len(open) > 0 {
					t.Errorf("left on the agenda: %v", open)
				}
			})
		})
	}
}

// slowly takes its time.
type slowly struct {
	email.Sender
	time time.Duration
}

func (s slowly) Send(ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
	select {
	case <-time.After(s.time):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return s.Sender.Send(ctx, mail)
}

// TestNodeIsLostWhileSending: a mail whose node is gone while it was handed over is tried again, byte by byte the same.
func TestNodeIsLostWhileSending(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 2, func(i int, c *email.Config) {
			if i == 0 {
				c.Sender = slowly{c.Sender, time.Hour}
			}
		})
		id := list[1].serve("kim", from("ann@home.example", "m1@x", "Lamp", "Is it red?"))
		sent := list[1].answer("kim", id, "Yes")
		wait(time.Second)
		now, cancel := context.WithCancel(t.Context())
		cancel()
		_ = list[0].Close(now)
		list.lead(1)
		wait(time.Minute)
		if diff := cmp.Diff([]int{0, 0}, list.left()); diff != "" {
			t.Errorf("a minute later, mails left (-want +got):\n%s", diff)
		}
		wait(10 * time.Minute)
		mails := list[1].sent()
		if len(mails) != 1 || !bytes.Contains(mails[0].Raw, []byte(sent.ID)) {
			t.Errorf("%d mails have left", len(mails))
		}
	})
}

// TestNodeIsLostAfterTaking: a mail that a node has taken, and did not bring to routing, gets there by the node that leads.
func TestNodeIsLostAfterTaking(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 2, nil)
		list[1].ok(list[1].center.Close(t.Context()))
		taken := list[1].take(from("ann@home.example", "m1@x", "Lamp", "Is it red?"))
		list[1].ok(list[1].Close(t.Context()))
		wait(time.Minute)
		if v, known := list[0].center.Contact(taken.Contact); !known || v.Queue != "sales" {
			t.Errorf("routing has %+v", v)
		}
	})
}

// TestMailsOnNodes: mails come to any node, are answered at any node, and the leader changes at any time. Each mail is filed
// once, and each answer leaves once.
func TestMailsOnNodes(t *testing.T) {
	type move struct{ Kind, Node int }
	moves := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) move {
		return move{rapid.IntRange(0, 5).Draw(t, "kind"), rapid.IntRange(0, 2).Draw(t, "node")}
	}), 1, 15)
	rapid.Check(t, func(rt *rapid.T) {
		list := moves.Draw(rt, "moves")
		var err error
		bubble(t, func(t *testing.T) {
			n := openNodes(t, 3, func(_ int, c *email.Config) { c.Sender = slowly{c.Sender, 3 * time.Second} })
			var open, answered []contact.ID
			for i, m := range list {
				switch s := n[m.Node]; {
				case m.Kind == 0:
					n.lead(m.Node)
				case m.Kind == 1:
					time.Sleep(2 * time.Second)
				case m.Kind < 4 || len(open) == 0:
					raw := from("ann@home.example", fmt.Sprintf("m%d@x", i), "Lamp", "Is it red?")
					taken := s.take(raw)
					if again := n[(m.Node+1)%3].take(raw); !again.Duplicate || again.Contact != taken.Contact {
						err = errors.Join(err, fmt.Errorf("taken as %+v, then as %+v", taken, again))
					}
					s.ok(s.center.Accept(t.Context(), "kim", taken.Contact))
					open = append(open, taken.Contact)
				default:
					s.answer("kim", open[0], "Yes")
					answered, open = append(answered, open[0]), open[1:]
				}
			}
			wait(5 * time.Minute)
			total := 0
			for _, c := range n.left() {
				total += c
			}
			if total != len(answered) {
				err = errors.Join(err, fmt.Errorf("%d mails have left, want %d", total, len(answered)))
			}
			for _, id := range answered {
				lines := n[0].lines("kim", id)
				if !slices.Contains(lines, "ended") || lines[len(lines)-1][:8] != "delivery" {
					err = errors.Join(err, fmt.Errorf("kim reads %q", lines))
				}
			}
			if left := n[0].agenda(); len(left) != len(open) {
				err = errors.Join(err, fmt.Errorf("%v are on the agenda, want %v", left, open))
			}
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}
