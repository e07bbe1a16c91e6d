package journal_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

// bare hides the optional capabilities of a journal.
type bare struct{ journal.Journal }

// follower runs Follow and keeps what it yields. Check it when the bubble is at rest.
type follower struct {
	mu       sync.Mutex
	versions []journal.Version
	err      error
	ended    bool
}

func follow(ctx context.Context, j journal.Journal, after journal.Version) *follower {
	f := new(follower)
	go func() {
		for rec, err := range journal.Follow(ctx, j, stream, after) {
			f.note(rec, err)
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		f.ended = true
	}()
	return f
}

func (f *follower) note(rec journal.Record, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err = err; err == nil {
		f.versions = append(f.versions, rec.Version)
	}
}

// check expects the versions want, and a follower that waits for more.
func (f *follower) check(t *testing.T, want ...journal.Version) {
	t.Helper()
	synctest.Wait()
	f.mu.Lock()
	defer f.mu.Unlock()
	if !slices.Equal(f.versions, want) || f.ended {
		t.Fatalf("Follow yielded %v, ended %t with %v, want %v and waiting", f.versions, f.ended, f.err, want)
	}
}

// checkEnd expects n versions and then the error want, which it returns.
func (f *follower) checkEnd(t *testing.T, n int, want error) *journal.Error {
	t.Helper()
	synctest.Wait()
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.ended || len(f.versions) != n || !errors.Is(f.err, want) {
		t.Fatalf("Follow yielded %v, ended %t with %v, want %d and %v", f.versions, f.ended, f.err, n, want)
	}
	e, ok := errors.AsType[*journal.Error](f.err)
	if !ok {
		t.Fatalf("Follow ended with %T, want a *journal.Error", f.err)
	}
	return e
}

// TestFollow: old records come at once, new ones as soon as the journal is known to look.
func TestFollow(t *testing.T) {
	for name, tc := range map[string]struct {
		wrap  func(*journal.Memory) journal.Journal
		delay time.Duration // after which a new record must have come
	}{
		"hints": {func(m *journal.Memory) journal.Journal { return m }, 0},
		"poll":  {func(m *journal.Memory) journal.Journal { return bare{m} }, 250 * time.Millisecond},
		"wrapped poll": {func(m *journal.Memory) journal.Journal {
			return &journaltest.Faulty{Journal: bare{m}}
		}, 250 * time.Millisecond},
		"no hints": {func(m *journal.Memory) journal.Journal {
			return &journaltest.Faulty{Journal: m, Plan: journaltest.Script(journal.OpWatch, journaltest.NoHints)}
		}, 15 * time.Second},
		"watch lost": {func(m *journal.Memory) journal.Journal {
			return &journaltest.Faulty{Journal: m, Plan: journaltest.Script(journal.OpWatch, journaltest.WatchLost)}
		}, 250 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				m := fill(t, 3)
				f := follow(ctx, tc.wrap(m), 1)
				f.check(t, 2, 3)
				extend(t, m, 3, 2)
				time.Sleep(tc.delay) // virtual time
				f.check(t, 2, 3, 4, 5)
				extend(t, m, 5, 1)
				time.Sleep(tc.delay)
				f.check(t, 2, 3, 4, 5, 6)
				cancel()
				f.checkEnd(t, 5, context.Canceled)
			})
		})
	}
}

// TestFollowFromNothing: the stream need not exist yet.
func TestFollowFromNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		m := new(journal.Memory)
		f := follow(ctx, m, 0)
		f.check(t)
		extend(t, m, 0, 600)
		time.Sleep(time.Hour) // virtual time
		f.checkEnd(t, 600, context.DeadlineExceeded)
		if n := m.Kept(); n != 1 {
			t.Errorf("the journal keeps %d streams, want 1", n)
		}
	})
}

// TestFollowDamaged: the first read is sound, the second is not. The follower polls, so that both new
// records are there when it reads.
func TestFollowDamaged(t *testing.T) {
	for fault, want := range map[journaltest.Fault]error{
		journaltest.Flip: journal.ErrCorrupt,
		journaltest.Skip: journal.ErrCorrupt,
		journaltest.Fail: journaltest.ErrInjected,
	} {
		synctest.Test(t, func(t *testing.T) {
			m := fill(t, 2)
			f := follow(t.Context(), &journaltest.Faulty{Journal: bare{m}, Plan: plan(nil, []journaltest.Fault{journaltest.None, fault})}, 0)
			f.check(t, 1, 2)
			extend(t, m, 2, 2)
			time.Sleep(time.Second) // virtual time
			if e := f.checkEnd(t, 2, want); want == journal.ErrCorrupt && e.Version != 3 {
				t.Errorf("%v: Follow ended with %v, want an error about version 3", fault, e)
			}
		})
	}
}

func TestFollowTrimmed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := fill(t, 5)
		if err := m.Trim(t.Context(), stream, 3); err != nil {
			t.Fatal(err)
		}
		follow(t.Context(), m, 2).checkEnd(t, 0, journal.ErrTrimmed)
		ctx, cancel := context.WithCancel(t.Context())
		follow(ctx, m, 3).check(t, 4, 5)
		cancel()
	})
}

func TestFollowRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &journaltest.Faulty{Journal: fill(t, 1), Plan: journaltest.Script(journal.OpWatch, journaltest.Fail)}
		follow(t.Context(), f, 0).checkEnd(t, 0, journaltest.ErrInjected)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		follow(ctx, bare{fill(t, 1)}, 0).checkEnd(t, 0, context.Canceled)
		follow(ctx, fill(t, 1), 0).checkEnd(t, 0, context.Canceled)
	})
}

// TestFollowBreak: leaving the loop gives up the watch.
func TestFollowBreak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := fill(t, 1)
		for range journal.Follow(t.Context(), m, stream, 0) {
			break
		}
		if err := m.Delete(t.Context(), stream); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if n := m.Kept(); n != 0 {
			t.Errorf("the journal keeps %d streams, want none: somebody watches", n)
		}
	})
}
