package routing_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/routing"
	"pgregory.net/rapid"
)

// nodes are centers on one log. Commands are forwarded to whichever is the leader by the test's word.
type nodes struct {
	t       testing.TB
	journal journal.Journal
	all     []*site
	leader  atomic.Int32
	lost    atomic.Int32 // answers of forwarded commands that get lost
}

func openNodes(t testing.TB, n int, j journal.Journal) *nodes {
	t.Helper()
	ns := &nodes{t: t, journal: j}
	for i := range n {
		cfg := siteConfig(j)
		cfg.Forward = ns.forward
		cfg.NewID = func() func() string {
			var next atomic.Int64
			return func() string { return fmt.Sprintf("node-%d-%d", i, next.Add(1)) }
		}()
		ns.all = append(ns.all, openSite(t, cfg))
	}
	ns.lead(0)
	return ns
}

func (ns *nodes) forward(ctx context.Context, cmd routing.Command) (journal.Version, error) {
	version, err := ns.all[ns.leader.Load()].Serve(ctx, cmd)
	if ns.lost.Add(-1) >= 0 {
		return 0, errors.New("the answer is lost")
	}
	return version, err
}

// lead has a node lead, and the others follow once they notice. If it believes that it leads, that may be over.
func (ns *nodes) lead(n int) {
	ns.t.Helper()
	if err := ns.all[n].Follow(ns.t.Context()); err != nil {
		ns.t.Fatalf("Follow failed: %v", err)
	}
	if err := ns.all[n].Lead(ns.t.Context()); err != nil {
		ns.t.Fatalf("Lead failed: %v", err)
	}
	ns.leader.Store(int32(n))
}

// agree waits until all nodes have the same state, which is what the log gives.
func (ns *nodes) agree() {
	ns.t.Helper()
	for i, s := range ns.all {
		if i != int(ns.leader.Load()) {
			if err := s.Follow(ns.t.Context()); err != nil { // it may believe that it leads
				ns.t.Error(err)
			}
		}
	}
	time.Sleep(time.Minute) // of the bubble: offers expire, followers read on
	synctest.Wait()
	ns.all[ns.leader.Load()].agreesWith(siteRecords(ns.t, ns.journal))
	want := ns.all[ns.leader.Load()].bytes()
	for i, s := range ns.all {
		if !bytes.Equal(s.bytes(), want) {
			ns.t.Errorf("node %d has another state than the leader", i)
		}
	}
}

// TestNodesFollow: whoever sends a command through a follower sees what it did, and so does everybody else.
func TestNodesFollow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ns := openNodes(t, 3, new(journal.Memory))
		far, near := ns.all[2], ns.all[0]
		if leads, _ := near.Role(); !leads {
			t.Fatal("node 0 does not lead")
		}
		if leads, _ := far.Role(); leads || !far.Shared() {
			t.Fatal("node 2 leads")
		}
		far.staff("a0")
		far.do(routing.Enqueue{Contact: "c1", Queue: "chat"})
		if v, _ := far.Contact("c1"); v.State != contact.Offered {
			t.Errorf("on the node of the command, the contact is %v, want offered", v.State)
		}
		refused(t, "Accept", far.Accept(t.Context(), "a1", "c1"), routing.ErrNoOffer)
		far.do(routing.Accept{Agent: "a0", Contact: "c1"})
		synctest.Wait()
		for i, s := range ns.all {
			if v, _ := s.Contact("c1"); v.State != contact.Active || v.Owner != "a0" {
				t.Errorf("on node %d the contact is %v of %q, want active of a0", i, v.State, v.Owner)
			}
		}
		_, err := far.Serve(t.Context(), routing.End{Agent: "a0", Contact: "c1"})
		refused(t, "Serve on a follower", err, routing.ErrNotLeading)
		refused(t, "Snapshot on a follower", far.Snapshot(t.Context()), routing.ErrNotLeading)
		ns.agree()
	})
}

// TestNodesSubscribe: a follower yields every event, in order, before and after it leads.
func TestNodesSubscribe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ns := openNodes(t, 2, new(journal.Memory))
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var got []journal.Version
		go func() {
			for b, err := range ns.all[1].Subscribe(ctx, 0) {
				if err != nil {
					return
				}
				got = append(got, b.Version)
			}
		}()
		for n := range 10 {
			ns.all[0].do(routing.Enqueue{Contact: siteContact(n), Queue: "chat"})
			if n == 5 {
				ns.lead(1)
			}
		}
		synctest.Wait()
		for i, v := range got {
			if v != journal.Version(i+1) {
				t.Fatalf("versions %v, want dense ones", got)
			}
		}
		if want := len(siteRecords(t, ns.journal)); len(got) != want {
			t.Errorf("%d batches, want %d", len(got), want)
		}
		cancel()
		synctest.Wait()
	})
}

// TestNodesTakeOver: a leader that does not know that another leads is fenced, follows by itself, and passes on what
// it is sent.
func TestNodesTakeOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ns := openNodes(t, 2, new(journal.Memory))
		old := ns.all[0]
		old.staff("a0")
		_, changed := old.Role()
		ns.lead(1)
		if leads, _ := old.Role(); !leads {
			t.Fatal("the old leader knows already")
		}
		old.do(routing.Enqueue{Contact: "c1", Queue: "chat"}) // fenced, then forwarded
		<-changed
		if leads, _ := old.Role(); leads {
			t.Error("the old leader leads on")
		}
		refused(t, "a second Enqueue", ns.all[1].Do(t.Context(), routing.Enqueue{Contact: "c1", Queue: "chat"}), routing.ErrDuplicate)
		ns.lead(0) // and back
		old.do(routing.Accept{Agent: "a0", Contact: "c1"})
		ns.agree()
	})
}

// TestNodesOffersKeepTheirTime: an offer that ran while nobody led gets the time back, wherever the clocks of the nodes are.
func TestNodesOffersKeepTheirTime(t *testing.T) {
	for _, skew := range []time.Duration{-time.Hour, 0, time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			ns := openNodes(t, 1, new(journal.Memory))
			cfg := ns.all[0].cfg
			cfg.Now = func() time.Time { return time.Now().Add(skew) }
			other := openSite(t, cfg)
			ns.all = append(ns.all, other)
			ns.all[0].staff("a0")
			ns.all[0].do(routing.Enqueue{Contact: "c1", Queue: "chat"})
			if err := ns.all[0].Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Hour)
			ns.lead(1)
			time.Sleep(time.Second)
			other.do(routing.Accept{Agent: "a0", Contact: "c1"})
		})
	}
}

// TestNodesHandOver: while the lead goes round under load, no command fails, and each is done once.
func TestNodesHandOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const clients, each = 12, 30
		ns := openNodes(t, 3, new(journal.Memory))
		var wg sync.WaitGroup
		for g := range clients {
			wg.Go(func() {
				for n := range each {
					s := ns.all[(g+n)%3]
					id := contact.ID(fmt.Sprintf("c-%d-%d", g, n))
					if err := s.Do(t.Context(), routing.Enqueue{Contact: id, Queue: "mail"}); err != nil {
						t.Errorf("Enqueue failed: %v", err)
					}
					if _, known := s.Contact(id); !known {
						t.Errorf("who has sent the contact does not see it")
					}
					time.Sleep(time.Millisecond)
				}
			})
		}
		for n := range 9 {
			time.Sleep(3 * time.Millisecond)
			if n%2 == 0 {
				if err := ns.all[ns.leader.Load()].Follow(t.Context()); err != nil {
					t.Error(err)
				}
			}
			ns.lead((n + 1) % 3)
		}
		wg.Wait()
		ns.agree()
		if n := enqueued(siteRecords(t, ns.journal)); n != clients*each {
			t.Errorf("%d contacts were enqueued, want %d", n, clients*each)
		}
	})
}

func enqueued(records []journal.Record) (n int) {
	for _, rec := range records {
		events, _ := routing.DecodeEvents(rec.Data)
		for _, ev := range events {
			if _, ok := ev.Payload.(routing.ContactQueued); ok {
				n++
			}
		}
	}
	return n
}

// TestNodesLostAnswers: a command whose answer is lost is sent again and done once; without any leader it is not done.
func TestNodesLostAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ns := openNodes(t, 2, new(journal.Memory))
		ns.lost.Store(3)
		ns.all[1].do(routing.Enqueue{Contact: "c1", Queue: "mail"})
		if n := enqueued(siteRecords(t, ns.journal)); n != 1 {
			t.Errorf("%d contacts, want 1", n)
		}
		if err := ns.all[0].Follow(t.Context()); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		refused(t, "Do without a leader", ns.all[1].Do(t.Context(), routing.Abandon{Contact: "c1"}), routing.ErrNotLeading)
		if took := time.Since(start); took != 15*time.Second {
			t.Errorf("Do waited %v for a leader, want 15s", took)
		}
		soon, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := ns.all[1].Do(soon, routing.Abandon{Contact: "c1"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Do returned %v, want the context's error", err)
		}
		if err := ns.all[1].Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		refused(t, "Do when closed", ns.all[1].Do(t.Context(), routing.Abandon{Contact: "c1"}), routing.ErrClosed)
		refused(t, "Lead when closed", ns.all[1].Lead(t.Context()), routing.ErrClosed)
	})
}

// TestNodesTrimmed: a follower whose place in the log was cut meanwhile takes the snapshot.
func TestNodesTrimmed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := new(journal.Memory)
		away := &distant{Memory: m}
		ns := openNodes(t, 1, m)
		cfg := ns.all[0].cfg
		cfg.Journal = away
		ns.all = append(ns.all, openSite(t, cfg))
		away.off.Store(true)
		for n := range 3 {
			ns.all[0].do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
			if err := ns.all[0].Snapshot(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := ns.all[0].Trim(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		away.off.Store(false)
		time.Sleep(time.Minute)
		if !bytes.Equal(ns.all[0].bytes(), ns.all[1].bytes()) {
			t.Error("the follower has another state")
		}
	})
}

// distant is a journal that cannot be read at times.
type distant struct {
	*journal.Memory
	off atomic.Bool
}

func (d *distant) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	if d.off.Load() {
		return func(yield func(journal.Record, error) bool) { yield(journal.Record{}, errors.New("out of reach")) }
	}
	return d.Memory.Read(ctx, stream, after)
}

// TestNodesFaults: with any faults of the journal and any changes of the lead, what was acknowledged is in the log once,
// what was not at most once, and the nodes agree.
func TestNodesFaults(t *testing.T) {
	type move struct{ Kind, Node, Fault int }
	moves := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) move {
		return move{rapid.IntRange(0, 9).Draw(t, "kind"), rapid.IntRange(0, 2).Draw(t, "node"), rapid.IntRange(0, 20).Draw(t, "fault")}
	}), 1, 40)
	rapid.Check(t, func(rt *rapid.T) {
		list := moves.Draw(rt, "moves")
		var bad error
		synctest.Test(t, func(t *testing.T) {
			var next atomic.Int32
			next.Store(100)
			f := &journaltest.Faulty{Journal: new(journal.Memory), Plan: func(op journal.Op, _ int) journaltest.Fault {
				kinds := nodeFaults[op]
				if n := int(next.Load()); n < len(kinds) {
					next.Store(100)
					return kinds[n]
				}
				return journaltest.None
			}}
			ns := openNodes(t, 3, f)
			acked := map[contact.ID]bool{}
			for i, m := range list {
				next.Store(int32(m.Fault))
				switch m.Kind {
				case 0:
					if ns.all[m.Node].Lead(t.Context()) == nil {
						ns.leader.Store(int32(m.Node))
					}
				case 1:
					_ = ns.all[m.Node].Follow(t.Context())
				default:
					ctx, cancel := context.WithTimeout(t.Context(), time.Second)
					acked[siteContact(i)] = ns.all[m.Node].Do(ctx, routing.Enqueue{Contact: siteContact(i), Queue: "mail"}) == nil
					cancel()
				}
			}
			next.Store(100)
			f.Land()
			ns.lead(0)
			ns.agree()
			bad = exactly(siteRecords(t, f.Journal), acked)
		})
		if bad != nil {
			rt.Fatal(bad)
		}
	})
}

var nodeFaults = map[journal.Op][]journaltest.Fault{
	journal.OpAppend: {
		journaltest.Fail, journaltest.Lost, journaltest.AnswerLost, journaltest.Late, journaltest.SpuriousConflict, journaltest.StoredConflict,
	},
	journal.OpRead: {journaltest.Fail, journaltest.Break},
}

// exactly checks that each contact that was acknowledged was enqueued once, and the others once at most.
func exactly(records []journal.Record, acked map[contact.ID]bool) error {
	count := map[contact.ID]int{}
	for _, rec := range records {
		events, err := routing.DecodeEvents(rec.Data)
		if err != nil {
			return err
		}
		for _, ev := range events {
			if _, ok := ev.Payload.(routing.ContactQueued); ok {
				count[ev.Contact()]++
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(acked)) {
		if n := count[id]; n > 1 || acked[id] && n == 0 {
			return fmt.Errorf("contact %s was enqueued %d times; acknowledged: %t", id, n, acked[id])
		}
	}
	return nil
}
