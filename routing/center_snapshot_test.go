package routing_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/routing"
)

// history opens a center, takes three snapshots with something after each, and closes it.
func history(t *testing.T, j journal.Journal) *site {
	t.Helper()
	s := openSite(t, siteConfig(j))
	s.staff("a0")
	for n := range 3 {
		s.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
		if err := s.Snapshot(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	s.do(routing.Enqueue{Contact: "last", Queue: "mail"})
	s.close()
	return s
}

// reopen opens the center anew and expects the state that the old one had, but for the time that passed.
func (s *site) reopen(j journal.Journal) *site {
	s.t.Helper()
	cfg := s.cfg
	cfg.Journal = j
	next := openSite(s.t, cfg)
	if !bytes.Equal(next.bytes(), s.bytes()) {
		s.t.Fatal("the state is another after opening the center anew")
	}
	return next
}

// TestCenterSnapshotDamaged: a snapshot that cannot be read is passed by, for the one before or the log.
func TestCenterSnapshotDamaged(t *testing.T) {
	for _, test := range []struct {
		name  string
		spoil func(*testing.T, *store, []string)
	}{
		{"none", func(*testing.T, *store, []string) {}},
		{"newest", func(t *testing.T, s *store, snaps []string) { s.damage(snaps[1]) }},
		{"newest gone", func(t *testing.T, s *store, snaps []string) { s.Delete(t.Context(), snaps[1]) }},
		{"newest too long", func(t *testing.T, s *store, snaps []string) {
			s.Memory.Append(t.Context(), snaps[1], 1, journal.NewRecord("r", []byte("more")))
		}},
		{"both", func(t *testing.T, s *store, snaps []string) { s.damage(snaps[0]); s.damage(snaps[1]) }},
		{"their list", func(t *testing.T, s *store, _ []string) { s.damage(siteStream + "/snapshots") }},
		{"a name", func(t *testing.T, s *store, _ []string) {
			s.Memory.Append(t.Context(), siteStream+"/snapshots", 3, journal.NewRecord("r", []byte("no name")))
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				st := newStore()
				old := history(t, st)
				snaps := st.snapshots(t)
				if len(snaps) != 2 {
					t.Fatalf("there are %d snapshots, want the last two", len(snaps))
				}
				test.spoil(t, st, snaps)
				next := old.reopen(st)
				next.do(routing.Enqueue{Contact: "more", Queue: "mail"})
				next.agreesWith(st.records(siteStream))
			})
		})
	}
}

// TestCenterSnapshotIsRead: a snapshot spares the log before it.
func TestCenterSnapshotIsRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStore()
		old := history(t, st)
		if err := old.Trim(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, err := range st.Read(t.Context(), siteStream, 0) {
			if !errors.Is(err, journal.ErrTrimmed) {
				t.Errorf("after Trim the log reads %v", err)
			}
		}
		st.damage(st.snapshots(t)[1]) // the one before and the log from there on are still enough
		next := old.reopen(st)
		next.do(routing.Enqueue{Contact: "more", Queue: "mail"})
		next.agreesWith(st.records(siteStream))
		next.close()
		st.damage(st.snapshots(t)[0])
		_, err := routing.Open(t.Context(), siteConfig(st))
		refused(t, "Open without log and snapshots", err, routing.ErrUnavailable)
		if !errors.Is(err, journal.ErrTrimmed) {
			t.Errorf("Open returned %v, want ErrTrimmed", err)
		}
	})
}

func TestCenterTrim(t *testing.T) {
	st := newStore()
	s := openSite(t, siteConfig(st))
	for n := range 3 {
		if err := s.Trim(t.Context()); err != nil {
			t.Errorf("Trim with %d snapshots failed: %v", n, err)
		}
		if err := s.Snapshot(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
	}
	st.damage(st.snapshots(t)[0])
	if _, is := errors.AsType[*routing.DamageError](s.Trim(t.Context())); !is && !errors.Is(s.Trim(t.Context()), journal.ErrCorrupt) {
		t.Error("Trim did not notice that the snapshot is damaged")
	}
	bare := openSite(t, siteConfig(struct{ journal.Journal }{new(journal.Memory)}))
	if err := bare.Trim(t.Context()); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("Trim returned %v, want ErrUnsupported", err)
	}
}

// hooked is a journal that something happens to before it is read.
type hooked struct {
	*journal.Memory
	before func(stream string)
}

func (h *hooked) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	h.before(stream)
	return h.Memory.Read(ctx, stream, after)
}

// TestCenterTrimMeanwhile: a snapshot is taken while the log is being cut, and erases the one that was
// to replace it.
func TestCenterTrimMeanwhile(t *testing.T) {
	h := &hooked{Memory: new(journal.Memory), before: func(string) {}}
	s := openSite(t, siteConfig(h))
	snapshots := func(n int) {
		for range n {
			if err := s.Snapshot(t.Context()); err != nil {
				t.Error(err)
			}
		}
	}
	snapshots(2)
	h.before = func(stream string) {
		if strings.Contains(stream, "/snapshot/") {
			h.before = func(string) {}
			snapshots(2)
		}
	}
	if err := s.Trim(t.Context()); err != nil {
		t.Errorf("Trim failed: %v", err)
	}
	for _, err := range h.Memory.Read(t.Context(), siteStream, 0) {
		if !errors.Is(err, journal.ErrTrimmed) {
			t.Errorf("after Trim the log reads %v", err)
		}
		break
	}
}

// TestCenterSnapshotWithoutDelete: a journal that cannot erase, or fails to, is no hindrance.
func TestCenterSnapshotWithoutDelete(t *testing.T) {
	for name, j := range map[string]journal.Journal{
		"bare":    struct{ journal.Journal }{new(journal.Memory)},
		"wrapped": &journaltest.Faulty{Journal: struct{ journal.Journal }{new(journal.Memory)}},
		"failing": &journaltest.Faulty{Journal: new(journal.Memory), Plan: journaltest.Script(journal.OpDelete, journaltest.Fail)},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { history(t, j).reopen(j) })
		})
	}
}

// TestCenterSnapshotLarge: a snapshot longer than a record is cut into several.
func TestCenterSnapshotLarge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStore()
		s := openSite(t, siteConfig(st))
		for n := range 6000 {
			s.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail", Customer: contact.CustomerID(fmt.Sprintf("%0100d", n))})
		}
		if err := s.Snapshot(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.close()
		parts := st.records(st.snapshots(t)[0])
		for _, rec := range parts {
			if len(rec.Data) > journal.PortableRecord {
				t.Errorf("a part has %d bytes", len(rec.Data))
			}
		}
		if size := len(s.bytes()); len(parts) != (size+journal.PortableRecord-1)/journal.PortableRecord || len(parts) < 3 {
			t.Errorf("%d bytes lie in %d records", size, len(parts))
		}
		st.damage(siteStream) // from here on only the snapshot can be read
		s.reopen(st)
	})
}

// TestCenterSnapshotEvery: snapshots come by themselves, at most two are kept.
func TestCenterSnapshotEvery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStore()
		cfg := siteConfig(st)
		cfg.SnapshotEvery = 10
		s := openSite(t, cfg)
		s.staff("a0")
		for n := range 100 {
			s.do(routing.SetState{Agent: "a0", State: []contact.AgentState{contact.Idle, contact.Available}[n%2]})
			synctest.Wait()
		}
		if got := st.named(t); got < 10 || got > 13 {
			t.Errorf("%d snapshots in 100 events and some, want one every 10", got)
		}
		if got := len(st.snapshots(t)); got != 2 {
			t.Errorf("%d snapshots are kept, want 2", got)
		}
		s.close()
		s.reopen(st)
	})
}

// TestCenterSnapshotSeldom: a center with many contacts is not always writing them.
func TestCenterSnapshotSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStore()
		cfg := siteConfig(st)
		cfg.SnapshotEvery = 1
		s := openSite(t, cfg)
		for n := range 100 {
			s.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
			synctest.Wait()
		}
		before := st.named(t)
		for range 210 { // about twice as many as there are contacts and agents
			s.do(routing.Once{ID: contact.NewID(), Command: routing.Tick{}})
			synctest.Wait()
		}
		if got := st.named(t) - before; got < 1 || got > 3 {
			t.Errorf("%d snapshots of 100 contacts in 210 events, want one every 100", got)
		}
	})
}

// TestCenterSnapshotOfThePast: a node that was left behind does not replace a newer snapshot.
func TestCenterSnapshotOfThePast(t *testing.T) {
	j := new(journal.Memory)
	past := openSite(t, siteConfig(j))
	present := openSite(t, siteConfig(j))
	for n := range 3 {
		present.do(routing.Enqueue{Contact: siteContact(n), Queue: "mail"})
		if err := present.Snapshot(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := past.Snapshot(t.Context()); !errors.Is(err, journal.ErrConflict) {
		t.Errorf("a snapshot of the past returned %v, want ErrConflict", err)
	}
	if err := present.Trim(t.Context()); err != nil {
		t.Fatal(err)
	}
	present.close()
	present.reopen(j)
}

// TestCenterSnapshotFails: a snapshot that fails leaves the center and its log as they are.
func TestCenterSnapshotFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := newFaults(new(journal.Memory))
		s := openSite(t, siteConfig(j))
		s.staff("a0")
		for i, fault := range []journaltest.Fault{journaltest.Fail, journaltest.Late, journaltest.AnswerLost} {
			for n := 1; n <= 3; n++ { // its announcement, the snapshot, its name
				j.follow(failAt(j.Calls(journal.OpAppend)+n, fault))
				if err := s.Snapshot(t.Context()); err == nil {
					t.Errorf("append %d of a snapshot: %v was not noticed", n, fault)
				}
				j.follow(noFaults)
				j.Land()
				s.do(routing.Enqueue{Contact: siteContact(3*i + n), Queue: "mail"})
			}
		}
		s.agrees()
		s.close()
		s.reopen(j)
	})
}

// failAt returns a plan: the nth append meets a fault, and nothing can be read after that.
func failAt(n int, fault journaltest.Fault) func(journal.Op, int) journaltest.Fault {
	down := false
	return func(op journal.Op, k int) journaltest.Fault {
		switch {
		case op == journal.OpAppend && k == n:
			down = true
			return fault
		case op == journal.OpRead && down:
			return journaltest.Fail
		}
		return journaltest.None
	}
}
