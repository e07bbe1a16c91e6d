package chat_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/google/go-cmp/cmp"
)

// taken returns what has arrived at a member, in order, and checks the chain of numbers.
func (s *site) taken(id contact.ID, who chat.Member) []string {
	s.t.Helper()
	synctest.Wait()
	var entries []chat.Entry
	last := uint64(0)
	for {
		ctx, cancel := context.WithTimeout(s.t.Context(), time.Millisecond)
		d, err := s.post.Take(ctx, id, who)
		cancel()
		if err != nil {
			return linesOf(entries)
		}
		if d.Typing != nil {
			entries = append(entries, chat.Entry{Payload: chat.Joined{Party: chat.Party{Role: "typing", Name: d.Typing.Name}}})
			continue
		}
		if d.Prev != last {
			s.t.Errorf("%s: the entry before is %d, want %d", d.ID(), d.Prev, last)
		}
		last = d.Entry.Seq
		entries = append(entries, d.Entry)
	}
}

func TestDeliveries(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.begin("c1")
		s.say(chat.Customer, "c1", "hello")
		s.ok(s.center.Accept(t.Context(), "kim", "c1"))
		wait(time.Second)
		s.ok(s.center.Supervise(t.Context(), "sup", "c1", 1))
		_, err := s.Say(t.Context(), chat.Message{Contact: "c1", From: sup, To: chat.Staff, Text: "psst"})
		s.ok(err)
		s.say(kim, "c1", "hi")
		s.ok(s.center.End(t.Context(), "kim", "c1"))
		for who, want := range map[chat.Member][]string{
			chat.Customer: {"opened", "queued", "박둘: hello", "joined agent 김하나", "김하나: hi", "ended agent-ended"},
			kim: {
				"opened", "queued", "박둘: hello", "joined agent 김하나", "joined whisper Sup", "Sup (staff): psst", "김하나: hi",
				"ended agent-ended",
			},
			sup: {"opened", "queued", "박둘: hello", "joined agent 김하나", "joined whisper Sup", "Sup (staff): psst", "김하나: hi", "ended agent-ended"},
		} {
			if diff := cmp.Diff(want, s.taken("c1", who)); diff != "" {
				t.Errorf("%s got (-want +got):\n%s", who, diff)
			}
		}
	})
}

// lossy is a transport that cannot reach the customer for a while.
type lossy struct {
	*chat.Memory
	mu    sync.Mutex
	lost  bool
	tries int
}

func (l *lossy) Deliver(ctx context.Context, d chat.Delivery) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lost && d.To == chat.Customer {
		l.tries++
		return errors.New("unreachable")
	}
	return l.Memory.Deliver(ctx, d)
}

func (l *lossy) set(lost bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lost = lost
}

func TestUnreachableCustomerBlocksNobody(t *testing.T) {
	bubble(t, func(t *testing.T) {
		post := &lossy{Memory: &chat.Memory{}, lost: true}
		s := open(t, func(c *chat.Config) { c.Transport = post })
		s.post = post.Memory
		s.staff("kim")
		s.serve("c1")
		s.say(kim, "c1", "hello")
		if got := s.taken("c1", kim); len(got) != 4 {
			t.Errorf("the agent has %q", got)
		}
		wait(time.Hour)
		if post.tries < 10 || post.tries > 200 {
			t.Errorf("%d tries in an hour", post.tries)
		}
		post.set(false)
		s.ok(s.Connected(t.Context(), chat.Customer, "c1"))
		if diff := cmp.Diff([]string{"opened", "queued", "joined agent 김하나", "김하나: hello"}, s.taken("c1", chat.Customer)); diff != "" {
			t.Errorf("after coming back (-want +got):\n%s", diff)
		}
	})
}

func TestTyping(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		s.taken("c1", chat.Customer)
		s.taken("c1", kim)
		for range 5 {
			s.ok(s.Typing(t.Context(), kim, "c1"))
			wait(time.Second)
		}
		if got := s.taken("c1", chat.Customer); len(got) != 2 {
			t.Errorf("the customer saw %q, want two signs", got)
		}
		is(t, s.Typing(t.Context(), lee, "c1"), chat.ErrNotMember)
		if got := s.taken("c1", kim); len(got) != 0 {
			t.Errorf("the agent saw %q", got)
		}
	})
}

func TestReceipts(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		seq := s.say(kim, "c1", "hello").Seq
		s.ok(s.Received(t.Context(), chat.Customer, "c1", seq))
		s.ok(s.Received(t.Context(), chat.Customer, "c1", seq))
		s.ok(s.Read(t.Context(), chat.Customer, "c1", seq))
		s.ok(s.Read(t.Context(), chat.Customer, "c1", 1))
		s.ok(s.Read(t.Context(), chat.Customer, "c1", seq+2)) // of receipts there are no receipts
		s.ok(s.Read(t.Context(), kim, "c1", seq+2))           // nor of one's own words
		is(t, s.Read(t.Context(), chat.Customer, "c1", 1000), chat.ErrUnknownEntry)
		s.equal(kim, []string{"opened", "queued", "joined agent 김하나", "김하나: hello", "receipt", "receipt"})
	})
}

func TestSubscribe(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		var got []chat.Entry
		done := make(chan struct{})
		go func() {
			defer close(done)
			for e, err := range s.Subscribe(t.Context(), chat.Customer, "c1", 1) {
				if err != nil {
					t.Error(err)
					return
				}
				got = append(got, e)
			}
		}()
		s.say(kim, "c1", "hello")
		wait(time.Second)
		s.ok(s.center.End(t.Context(), "kim", "c1"))
		<-done
		if diff := cmp.Diff([]string{"queued", "joined agent 김하나", "김하나: hello", "ended agent-ended"}, linesOf(got)); diff != "" {
			t.Errorf("subscribed (-want +got):\n%s", diff)
		}
	})
}

// slow is a transport that hangs at some messages to kim.
type slow struct {
	*chat.Memory
	gate chan struct{}
}

func (g *slow) Deliver(ctx context.Context, d chat.Delivery) error {
	if p, ok := d.Entry.Payload.(chat.Said); ok && d.To == kim && (p.Text == "wait" || p.Text == "unrelated") {
		<-g.gate
	}
	return g.Memory.Deliver(ctx, d)
}

// TestHiddenBeforeItIsDelivered: what was revised while it waited is delivered as it reads now.
func TestHiddenBeforeItIsDelivered(t *testing.T) {
	bubble(t, func(t *testing.T) {
		post := &slow{&chat.Memory{}, make(chan struct{})}
		s := open(t, func(c *chat.Config) { c.Transport = post })
		s.post = post.Memory
		s.staff("kim")
		s.serve("c1")
		s.say(chat.Customer, "c1", "wait")
		synctest.Wait()
		s.say(chat.Customer, "c1", "unrelated")
		s.say(chat.Customer, "c1", "4539 1488")
		post.gate <- struct{}{}
		synctest.Wait()
		s.say(chat.Customer, "c1", "0343 6467")
		close(post.gate)
		want := append(append([]string(nil), served...), "박둘: wait", "박둘: unrelated", "박둘: **** ****", "revised", "박둘: **** 6467")
		if diff := cmp.Diff(want, s.taken("c1", kim)); diff != "" {
			t.Errorf("kim got (-want +got):\n%s", diff)
		}
	})
}

// dead is a transport that hangs at everything for the customer.
type dead struct {
	*chat.Memory
	live atomic.Bool
}

func (d *dead) Deliver(ctx context.Context, x chat.Delivery) error {
	if x.To == chat.Customer && !d.live.Load() {
		<-ctx.Done()
		return ctx.Err()
	}
	return d.Memory.Deliver(ctx, x)
}

// TestHangingDelivery: a customer who is back has what waited at once.
func TestHangingDelivery(t *testing.T) {
	bubble(t, func(t *testing.T) {
		post := &dead{Memory: &chat.Memory{}}
		s := open(t, func(c *chat.Config) { c.Transport = post })
		s.post = post.Memory
		s.staff("kim")
		s.serve("c1")
		wait(time.Minute)
		post.live.Store(true)
		s.ok(s.Connected(t.Context(), chat.Customer, "c1"))
		if diff := cmp.Diff(served, s.taken("c1", chat.Customer)); diff != "" {
			t.Errorf("the customer got (-want +got):\n%s", diff)
		}
	})
}

// TestAnEndThatNobodyGets: a room is not kept for somebody who never comes back.
func TestAnEndThatNobodyGets(t *testing.T) {
	bubble(t, func(t *testing.T) {
		post := &lossy{Memory: &chat.Memory{}, lost: true}
		s := open(t, func(c *chat.Config) { c.Transport = post })
		s.staff("kim")
		s.serve("c1")
		s.ok(s.center.End(t.Context(), "kim", "c1"))
		wait(time.Hour)
		tries := post.tries
		wait(time.Hour)
		if post.tries != tries || tries < 10 {
			t.Errorf("%d tries in one hour, %d in two", tries, post.tries)
		}
	})
}

func TestHurry(t *testing.T) {
	post := &lossy{Memory: &chat.Memory{}, lost: true}
	s := open(t, func(c *chat.Config) { c.Transport = post })
	s.staff("kim")
	s.serve("c1")
	for range 300 {
		s.ok(s.Connected(t.Context(), chat.Customer, "c1"))
	}
}

func TestDeliveryIDsDiffer(t *testing.T) {
	a := chat.Delivery{Contact: "c", To: chat.AgentMember("2/agent/x"), Entry: chat.Entry{Seq: 1}}
	b := chat.Delivery{Contact: "c/1/agent", To: chat.AgentMember("x"), Entry: chat.Entry{Seq: 2}}
	if a.ID() == b.ID() {
		t.Errorf("two deliveries are %s", a.ID())
	}
}
