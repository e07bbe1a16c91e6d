package chat_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
)

// nodes are sites on one journal and center.
type nodes []*site

// openNodes opens sites on a journal, of which the first leads, and brings kim to work.
func openNodes(t testing.TB, n int, j journal.Journal, change func(*chat.Config)) nodes {
	t.Helper()
	list := make(nodes, n)
	for i := range list {
		list[i] = openCenter(t, j, list.serve)
	}
	list.lead(0)
	list[0].staff("kim")
	for _, s := range list {
		s.knows()
		s.blobs = list[0].blobs
		s.openDesk(change)
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

// subscription is what a member hears on a node.
type subscription struct {
	mu      sync.Mutex
	entries []chat.Entry
	ended   bool
}

func (s *site) subscribe(who chat.Member, id contact.ID) *subscription {
	h := &subscription{}
	go func() {
		for e, err := range s.Subscribe(s.t.Context(), who, id, 0) {
			if err != nil {
				if !errors.Is(err, context.Canceled) && !errors.Is(err, chat.ErrClosed) {
					s.t.Error(err)
				}
				return
			}
			h.mu.Lock()
			h.entries = append(h.entries, e)
			h.mu.Unlock()
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		h.ended = true
	}()
	return h
}

func (h *subscription) is(t *testing.T, ended bool, want ...string) {
	t.Helper()
	synctest.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	if diff := cmp.Diff(want, linesOf(h.entries)); diff != "" || h.ended != ended {
		t.Errorf("heard, ended %t, want %t (-want +got):\n%s", h.ended, ended, diff)
	}
}

// TestNodes: the customer is at one node, the agent at another, and a third one leads.
func TestNodes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 3, &journal.Memory{}, nil)
		leader, here, there := list[0], list[1], list[2]
		here.begin("c1")
		customer := here.subscribe(chat.Customer, "c1")
		there.ok(there.center.Accept(t.Context(), "kim", "c1"))
		agent := there.subscribe(kim, "c1")
		synctest.Wait()
		want := slices.Clone(served)
		for n := range 3 {
			here.say(chat.Customer, "c1", fmt.Sprint("question ", n))
			there.say(kim, "c1", fmt.Sprint("answer ", n))
			want = append(want, fmt.Sprint("박둘: question ", n), fmt.Sprint("김하나: answer ", n))
			customer.is(t, false, want...)
			agent.is(t, false, want...)
		}
		there.staff("lee")
		there.ok(there.center.Conference(t.Context(), "kim", "c1", "lee"))
		leader.ok(leader.center.Accept(t.Context(), "lee", "c1"))
		leader.say(lee, "c1", "hello")
		wait(time.Second)
		want = append(want, "invited", "joined guest Lee", "Lee: hello")
		agent.is(t, false, want...)
		there.ok(there.center.End(t.Context(), "kim", "c1"))
		want = append(want, "ended agent-ended")
		agent.is(t, true, want...)
		customer.is(t, true, slices.DeleteFunc(slices.Clone(want), func(l string) bool { return l == "invited" })...)
		page, err := there.History(t.Context(), kim, "c1", "", 0)
		there.ok(err)
		if len(page.Entries) != 1 || page.Entries[0].Messages != 7 || !page.Entries[0].Over() {
			t.Errorf("the history has %+v", page.Entries)
		}
	})
}

// TestSendersOnNodes has members send on all nodes at once, each message on two of them. Each is there once, in its sender's
// order, and numbers have no gap (I8, I9).
func TestSendersOnNodes(t *testing.T) {
	list := openNodes(t, 3, &journal.Memory{}, nil)
	list[1].serve("c1")
	const senders, messages = 6, 15
	var group sync.WaitGroup
	for n := range senders {
		who, one, two := []chat.Member{chat.Customer, kim}[n%2], list[n%3], list[(n+1)%3]
		group.Go(func() {
			for i := range messages {
				m := chat.Message{Contact: "c1", From: who, ID: fmt.Sprintf("%d-%d", n, i), Text: "안녕"}
				first, err := one.Say(t.Context(), m)
				again, err2 := two.Say(t.Context(), m)
				if err := errors.Join(err, err2); err != nil || first.Seq != again.Seq {
					t.Errorf("message %s has numbers %d and %d, %v", m.ID, first.Seq, again.Seq, err)
				}
			}
		})
	}
	group.Wait()
	var all [][]chat.Entry
	for _, s := range list {
		entries, err := s.Since(t.Context(), kim, "c1", 0)
		s.ok(err)
		all = append(all, entries)
	}
	if diff := cmp.Diff(all[0], all[1]) + cmp.Diff(all[0], all[2]); diff != "" {
		t.Errorf("nodes differ:\n%s", diff)
	}
	last, said := map[int]int{}, 0
	for i, e := range all[0] {
		if e.Seq != uint64(i)+1 {
			t.Errorf("entry %d is at %d", e.Seq, i)
		}
		if p, ok := e.Payload.(chat.Said); ok {
			var n, i int
			fmt.Sscanf(p.ID, "%d-%d", &n, &i)
			if i != last[n] {
				t.Errorf("message %s is out of order, or there twice", p.ID)
			}
			last[n], said = i+1, said+1
		}
	}
	if said != senders*messages {
		t.Errorf("%d messages are there, want %d", said, senders*messages)
	}
}

// TestBotOnNodes: the bot is asked on the node of the customer, once for each turn, though another one leads; an agent of a
// third one takes over.
func TestBotOnNodes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var mu sync.Mutex
		var asked []string
		bot := botFunc(func(turn chat.Turn) (chat.Answer, error) {
			mu.Lock()
			defer mu.Unlock()
			asked = append(asked, turn.Text)
			return echo(turn)
		})
		list := openNodes(t, 3, &journal.Memory{}, func(c *chat.Config) { c.Bot = bot })
		here, there := list[1], list[2]
		here.begin("c1")
		customer := here.subscribe(chat.Customer, "c1")
		wait(time.Second)
		here.say(chat.Customer, "c1", "1")
		wait(time.Second)
		list.lead(2)
		here.say(chat.Customer, "c1", "2")
		wait(time.Second)
		here.say(chat.Customer, "c1", "human")
		wait(time.Second)
		there.ok(there.center.Accept(t.Context(), "kim", "c1"))
		there.say(kim, "c1", "hi")
		customer.is(t, false, "opened", "joined bot Virtual assistant", "Virtual assistant: Hello", "박둘: 1", "Virtual assistant: You said: 1",
			"박둘: 2", "Virtual assistant: You said: 2", "박둘: human", "Virtual assistant: One moment", "handed-over bot", "queued", "joined agent 김하나", "김하나: hi")
		if diff := cmp.Diff([]string{"", "1", "2", "human"}, asked); diff != "" {
			t.Errorf("the bot was asked (-want +got):\n%s", diff)
		}
	})
}

// TestBotSpeaksOnce: a customer who goes to another node while the bot thinks reads one answer.
func TestBotSpeaksOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 3, &journal.Memory{}, func(c *chat.Config) {
			c.Bot = botFunc(func(turn chat.Turn) (chat.Answer, error) {
				time.Sleep(3 * time.Second)
				return echo(turn)
			})
		})
		list[1].begin("c1")
		wait(time.Second)
		list[2].ok(list[2].Connected(t.Context(), chat.Customer, "c1"))
		wait(time.Minute)
		list[1].say(chat.Customer, "c1", "1")
		wait(time.Second)
		list[2].ok(list[2].Connected(t.Context(), chat.Customer, "c1"))
		wait(time.Minute)
		want := []string{"opened", "joined bot Virtual assistant", "Virtual assistant: Hello", "박둘: 1", "Virtual assistant: You said: 1"}
		for _, s := range list {
			if diff := cmp.Diff(want, s.lines(chat.Customer, "c1")); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		}
	})
}

// TestBotNodeIsLost: a customer whose node is gone goes on at another one.
func TestBotNodeIsLost(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 3, &journal.Memory{}, func(c *chat.Config) { c.Bot = slowBot{} })
		list[1].begin("c1")
		wait(time.Second)
		list[1].say(chat.Customer, "c1", "1")
		list[1].ok(list[1].Close(context.Background()))
		wait(time.Hour)
		list[2].ok(list[2].Connected(t.Context(), chat.Customer, "c1"))
		wait(time.Minute)
		want := []string{"opened", "joined bot Virtual assistant", "Virtual assistant: Hello", "박둘: 1", "handed-over bot-slow", "queued"}
		if diff := cmp.Diff(want, list[0].lines(chat.Customer, "c1")); diff != "" {
			t.Errorf("mismatch (-want +got):\n%s", diff)
		}
	})
}

// TestDeliveriesOnNodes: only the node that leads delivers, and what comes after a change of the leader comes from the new one:
// each entry at least once, and in order.
func TestDeliveriesOnNodes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 3, &journal.Memory{}, nil)
		list[1].serve("c1")
		want := slices.Clone(served)
		for n := range 6 {
			leader := n % 3
			if n > 0 {
				list.lead(leader)
				wait(time.Second)
			}
			text := fmt.Sprint("message ", n)
			list[(leader+1)%3].say(kim, "c1", text)
			want = append(want, "김하나: "+text)
			wait(time.Second)
			for i, s := range list {
				for _, who := range []chat.Member{chat.Customer, kim} {
					got := s.taken2(who)
					switch {
					case i != leader && len(got) > 0:
						t.Errorf("round %d: node %d, which follows, delivered %q", n, i, got)
					case i == leader && (len(got) == 0 || !slices.Equal(got, want[len(want)-len(got):])):
						t.Errorf("round %d: node %d delivered %q to %s, want the end of %q", n, i, got, who, want)
					}
				}
			}
		}
	})
}

// taken2 returns what has arrived at a member of c1, in order.
func (s *site) taken2(who chat.Member) []string {
	var entries []chat.Entry
	for {
		ctx, cancel := context.WithTimeout(s.t.Context(), time.Millisecond)
		d, err := s.post.Take(ctx, "c1", who)
		cancel()
		if err != nil {
			return linesOf(entries)
		}
		entries = append(entries, d.Entry)
	}
}

// TestSilenceOnNodes: the node that leads sees to a silence, and to a lost connection, that another node told of.
func TestSilenceOnNodes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 2, &journal.Memory{}, func(c *chat.Config) {
			c.Settings.Timers = chat.Timers{CustomerWarn: time.Minute, CustomerEnd: 10 * time.Minute}
			c.Idle = 30 * time.Second // less than what it waits for
		})
		here := list[1]
		here.serve("c1")
		here.say(kim, "c1", "hello?")
		here.ok(here.Close(context.Background()))
		wait(2 * time.Minute)
		if got := list[0].lines(kim, "c1"); got[len(got)-1] != "warned" {
			t.Errorf("kim reads %q", got)
		}
		list[0].ok(list[0].Disconnected(t.Context(), chat.Customer, "c1"))
		list.lead(1)
		here.openDesk(nil)
		wait(4 * time.Minute)
		if got := here.lines(kim, "c1"); got[len(got)-1] != "customer-left" {
			t.Errorf("kim reads %q", got)
		}
	})
}

// TestCardOnTwoNodes: a card number of which the halves come to different nodes is found (P1).
func TestCardOnTwoNodes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		list := openNodes(t, 2, &journal.Memory{}, nil)
		list[0].serve("c1")
		list[0].say(chat.Customer, "c1", "first")
		list[1].say(chat.Customer, "c1", "4539 1488")
		list[0].say(chat.Customer, "c1", "0343 6467")
		want := append(slices.Clone(served), "박둘: first", "박둘: **** ****", "revised", "박둘: **** 6467")
		for _, s := range list {
			if diff := cmp.Diff(want, s.lines(kim, "c1")); diff != "" {
				t.Errorf("kim reads (-want +got):\n%s", diff)
			}
		}
	})
}
