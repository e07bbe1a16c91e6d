package sqlite_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
)

// TestCheck: content that has changed does not keep the journal from being opened, but Check finds it, and Read does.
func TestCheck(t *testing.T) {
	s := newSample(t, false)
	path := s.lay(t, memory(t), func(suffix string, data []byte) []byte {
		return bytes.Replace(data, []byte("chat/25chat/25"), []byte("chat/25chat/26"), 1)
	})
	for _, skip := range []bool{false, true} {
		j, err := sqlite.Open(t.Context(), sqlite.Config{Path: path, SkipCheck: skip})
		if err != nil {
			t.Fatal(err)
		}
		if err := j.Check(t.Context()); !errors.Is(err, journal.ErrCorrupt) {
			t.Errorf("Check returned %v, want %v", err, journal.ErrCorrupt)
		}
		if _, err := loadAny(t, j, "chat/2"); !errors.Is(err, journal.ErrCorrupt) {
			t.Errorf("Replay returned %v, want %v", err, journal.ErrCorrupt)
		}
		if _, err := loadAny(t, j, "chat/1"); err != nil {
			t.Errorf("Replay of another stream returned %v", err)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCheckSkipped: without the check a damaged file can be opened, but what is read is right all the same.
func TestCheckSkipped(t *testing.T) {
	t.Parallel()
	s, folder, opened := newSample(t, false), memory(t), 0
	for page := 4096; page < len(s.files[""]); page += 4096 {
		path := s.lay(t, folder, func(suffix string, data []byte) []byte {
			if suffix == "" {
				clear(data[page : page+200])
			}
			return data
		})
		got := s.judge(t, sqlite.Config{Path: path, SkipCheck: true})
		if got == shorter {
			t.Errorf("page at %d: %s", page, got)
		}
		j, err := sqlite.Open(t.Context(), sqlite.Config{Path: path, SkipCheck: true})
		if err != nil {
			continue
		}
		opened++
		if err := j.Check(t.Context()); got == refused && !errors.Is(err, journal.ErrCorrupt) {
			t.Errorf("page at %d: Check returned %v, want %v", page, err, journal.ErrCorrupt)
		}
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	}
	if opened == 0 {
		t.Error("no damaged file was opened")
	}
}

func TestCheckCancelled(t *testing.T) {
	j := open(t, filepath.Join(memory(t), "journal.db"))
	fill(t, j, "center/1", 10)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := j.Check(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Check returned %v, want %v", err, context.Canceled)
	}
	if err := j.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestSnapshotMeetsDelete: a read that takes long, as Check's does, stops for a Delete, which is not failed by it, and begins
// again.
func TestSnapshotMeetsDelete(t *testing.T) {
	const endless = "WITH RECURSIVE n(i) AS (SELECT count(*) FROM record UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
	j := open(t, filepath.Join(memory(t), "journal.db"))
	fill(t, j, "center/1", 10)
	fill(t, j, "center/2", 10)
	begun, done, tries := make(chan struct{}), make(chan error, 1), 0
	go func() {
		var once sync.Once
		done <- j.Snapshot(t.Context(), func() string {
			if tries++; tries == 1 {
				return endless
			}
			return "SELECT count(*) FROM record"
		}, func() { once.Do(func() { close(begun) }) })
	}()
	<-begun
	if err := j.Delete(t.Context(), "center/1"); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil || tries < 2 {
		t.Errorf("the read was tried %d times and returned %v, want 2 times at least, and nil", tries, err)
	}
	if last, err := loadAny(t, j, "center/2"); last != 10 || err != nil {
		t.Errorf("Replay ended at version %d with %v, want 10", last, err)
	}
}

// TestCheckMeetsDeletes: a Check, wherever it is met, finds nothing wrong, and fails no Delete.
func TestCheckMeetsDeletes(t *testing.T) {
	j := open(t, filepath.Join(memory(t), "journal.db"))
	for i := range 60 {
		fill(t, j, fmt.Sprintf("chat/%d", i), 20)
	}
	done := make(chan error)
	go func() {
		var err error
		for i := range 30 {
			err = errors.Join(err, j.Delete(t.Context(), fmt.Sprintf("chat/%d", i)))
		}
		done <- err
	}()
	for deleting := true; deleting; {
		if err := j.Check(t.Context()); err != nil {
			t.Error(err)
		}
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			deleting = false
		default:
		}
	}
}
