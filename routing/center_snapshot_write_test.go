package routing_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// slowParts is a store in which the parts of snapshots wait while it is shut, or until their context ends.
type slowParts struct {
	*store
	open chan struct{} // closed when it is not shut
}

func newSlowParts() *slowParts {
	s := &slowParts{store: newStore(), open: make(chan struct{})}
	close(s.open)
	return s
}

func (s *slowParts) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if strings.Contains(stream, "/snapshot/") {
		select {
		case <-s.open:
		case <-ctx.Done():
			return 0, &journal.Error{Op: journal.OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: ctx.Err()}
		}
	}
	return s.store.Append(ctx, stream, after, rec)
}

// parts returns the streams of snapshots that the store has.
func (s *store) parts(t testing.TB) (names []string) {
	t.Helper()
	for name, err := range s.Streams(t.Context(), siteStream+"/snapshot/") {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// onlyNamed expects that the store has the parts of two snapshots, both of them named.
func (s *store) onlyNamed(t testing.TB) {
	t.Helper()
	want := s.snapshots(t)
	slices.Sort(want)
	if got := s.parts(t); len(got) > 2 || !slices.Equal(got, want) {
		t.Errorf("the store has the parts of %q, want the newest two of %q", got, want)
	}
}

// TestCenterSnapshotServing: commands are done while a snapshot is written, and one is written at a time.
func TestCenterSnapshotServing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newSlowParts()
		cfg := siteConfig(st)
		cfg.SnapshotEvery = 20
		s := openSite(t, cfg)
		s.staff("a0")
		synctest.Wait()
		before := st.named(t)
		st.open = make(chan struct{})
		taken := make(chan error)
		for range 2 {
			go func() { taken <- s.Snapshot(t.Context()) }()
		}
		synctest.Wait()
		for n := range 60 { // three more are due meanwhile
			s.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
		}
		synctest.Wait()
		if got := st.named(t); got != before || len(st.parts(t)) > 2 {
			t.Errorf("%d snapshots are named while none can be written, want %d", got, before)
		}
		close(st.open)
		for range 2 {
			if err := <-taken; err != nil {
				t.Errorf("Snapshot failed: %v", err)
			}
		}
		s.do(routing.Enqueue{Contact: "last", Queue: "mail"}) // now that which was due is taken
		synctest.Wait()
		if got := st.named(t); got < before+2 || got > before+3 {
			t.Errorf("%d snapshots are named in the end, want 2 or 3 more than %d", got, before)
		}
		st.onlyNamed(t)
		s.close()
		s.reopen(st)
	})
}

// TestCenterSnapshotWaits: who waits for a snapshot to be written can give up.
func TestCenterSnapshotWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newSlowParts()
		s := openSite(t, siteConfig(st))
		st.open = make(chan struct{})
		first := make(chan error)
		go func() { first <- s.Snapshot(t.Context()) }()
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.Snapshot(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("Snapshot returned %v, want context.Canceled", err)
		}
		close(st.open)
		if err := <-first; err != nil {
			t.Errorf("Snapshot failed: %v", err)
		}
	})
}

// TestCenterSnapshotClose: Close waits for a snapshot, and cuts it short when its context ends.
func TestCenterSnapshotClose(t *testing.T) {
	for _, cut := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			st := newSlowParts()
			cfg := siteConfig(st)
			cfg.SnapshotEvery = 20
			s := openSite(t, cfg)
			st.open = make(chan struct{})
			for n := range 40 {
				s.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
			}
			ctx, cancel := context.WithCancel(t.Context())
			closed := make(chan error)
			go func() { closed <- s.Close(ctx) }()
			synctest.Wait()
			select {
			case err := <-closed:
				t.Errorf("Close returned %v while a snapshot was being written", err)
			default:
			}
			var want error
			if cut {
				cancel()
				want = context.Canceled
			} else {
				close(st.open)
			}
			if err := <-closed; !errors.Is(err, want) {
				t.Errorf("Close returned %v, want %v", err, want)
			}
			cancel()
			synctest.Wait()
			refused(t, "Snapshot", s.Snapshot(t.Context()), routing.ErrClosed)
			if got := len(st.snapshots(t)); got != 1 && !cut || got != 0 && cut {
				t.Errorf("%d snapshots in the store, cut %t", got, cut)
			}
			if cut {
				close(st.open)
			}
			s.reopen(st)
		})
	}
}

// TestCenterSnapshotCrash: whatever append of a snapshot a process dies at, the next one erases what it left.
func TestCenterSnapshotCrash(t *testing.T) {
	for _, test := range []struct{ contacts, at int }{{10, 1}, {10, 2}, {10, 3}, {2500, 3}} { // announcement, part or two, name
		for _, arrives := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) { crash(t, test.contacts, test.at, arrives) })
		}
	}
}

// crash has a process die at an append of its second snapshot, which may still arrive, and another go on.
func crash(t *testing.T, contacts, at int, arrives bool) {
	st := newStore()
	line := &crashing{leash: leash{store: st}, arrives: arrives}
	cfg := siteConfig(line)
	cfg.SnapshotEvery = -1
	for n := range contacts {
		cfg.Setup = append(cfg.Setup, routing.Enqueue{Contact: siteContact(n), Queue: "mail", Customer: contact.CustomerID(fmt.Sprintf("%0100d", n))})
	}
	s := openSite(t, cfg)
	s.cfg.Setup = nil
	if err := s.Snapshot(t.Context()); err != nil {
		t.Fatal(err)
	}
	line.in.Store(int64(at))
	if err := s.Snapshot(t.Context()); err == nil {
		t.Errorf("a snapshot that dies at append %d is there", at)
	}
	s.Close(t.Context())
	next := s.reopen(st)
	for range 2 {
		if err := next.Snapshot(t.Context()); err != nil {
			t.Errorf("Snapshot after a crash at append %d failed: %v", at, err)
		}
		st.onlyNamed(t)
	}
	next.close()
	next.reopen(st)
}

// TestCenterSnapshotOvertaken: a node that stood still while it wrote a snapshot does not name it when another has
// gone on, and clears it away.
func TestCenterSnapshotOvertaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newSlowParts()
		past := openSite(t, siteConfig(st))
		st.open = make(chan struct{})
		taken := make(chan error)
		go func() { taken <- past.Snapshot(t.Context()) }()
		synctest.Wait()
		present := openSite(t, siteConfig(st.store))
		for n := range 3 {
			present.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
			if err := present.Snapshot(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		close(st.open)
		if err := <-taken; !errors.Is(err, journal.ErrConflict) {
			t.Errorf("a snapshot that was overtaken returned %v, want ErrConflict", err)
		}
		st.onlyNamed(t)
		if err := present.Snapshot(t.Context()); err != nil {
			t.Fatal(err)
		}
		st.onlyNamed(t)
		present.close()
		present.reopen(st.store)
	})
}

// TestCenterSnapshotNames: the list of snapshots is cut from time to time, under the eyes of other nodes.
func TestCenterSnapshotNames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStore()
		s, far := openSite(t, siteConfig(st)), openSite(t, siteConfig(st))
		for n := range 100 {
			if err := s.Snapshot(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n%45 == 10 {
				far.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
				if err := far.Snapshot(t.Context()); err != nil {
					t.Fatal(err)
				}
				s.Do(t.Context(), routing.Tick{}) // it finds out that there is another node, and reads on
				if err := s.Do(t.Context(), routing.Tick{}); err != nil {
					t.Fatal(err)
				}
			}
			st.onlyNamed(t)
		}
		for _, err := range st.Read(t.Context(), siteStream+"/snapshots", 0) {
			if !errors.Is(err, journal.ErrTrimmed) {
				t.Errorf("after 100 snapshots the list reads %v from the beginning", err)
			}
			break
		}
		if err := s.Trim(t.Context()); err != nil {
			t.Errorf("Trim failed: %v", err)
		}
		s.close()
		st.damage(siteStream) // from here on only the snapshot can be read
		s.reopen(st)
	})
}

// TestCenterSnapshotOfMany: a snapshot that takes much memory is written, too, once that is there.
func TestCenterSnapshotOfMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := new(journal.Memory)
		cfg := siteConfig(j)
		cfg.SnapshotEvery = 100
		s := openSite(t, cfg)
		const many = 20_000 // of 160 bytes each
		all := func(command func(n int) routing.Command) {
			var group sync.WaitGroup
			for n := range many {
				group.Go(func() { s.do(command(n)) })
			}
			group.Wait()
			synctest.Wait()
		}
		written := func() (last journal.Version) {
			for rec, err := range j.Read(t.Context(), "center/main/snapshots", 0) {
				if err != nil {
					t.Fatal(err)
				}
				last = rec.Version
			}
			return last
		}
		all(func(n int) routing.Command { return routing.Enqueue{Contact: siteContact(n), Queue: "chat"} })
		before := written()
		all(func(n int) routing.Command { return routing.Once{ID: fmt.Sprint("once-", n), Command: routing.Tick{}} })
		if after := written(); after <= before {
			t.Errorf("%d records about snapshots, and then %d", before, after)
		}
	})
}
