package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
)

// holdChild opens the journal, stores a record, and holds the file for as long as it lives.
func holdChild(path string, out io.Writer) error {
	j, err := sqlite.Open(context.Background(), sqlite.Config{Path: path})
	if err != nil {
		return err
	}
	if _, err := j.Append(context.Background(), "center/1", 0, journal.NewRecord("first", nil)); err != nil {
		return err
	}
	fmt.Fprintln(out, "held")
	time.Sleep(time.Hour) // until it is killed
	return j.Close()
}

// isLocked expects that the file cannot be opened.
func isLocked(t *testing.T, path string) {
	t.Helper()
	j, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
	if err == nil {
		j.Close()
	}
	if e, ok := errors.AsType[*sqlite.Error](err); !ok || !errors.Is(err, sqlite.ErrLocked) || e.Op != "open" {
		t.Errorf("Open of a file that is held returned %v, want %v", err, sqlite.ErrLocked)
	}
}

// TestLockedInProcess: one Journal at a time, under whatever name.
func TestLockedInProcess(t *testing.T) {
	folder := memory(t)
	path, link := filepath.Join(folder, "journal.db"), filepath.Join(folder, "link.db")
	j := open(t, path)
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	isLocked(t, path)
	isLocked(t, link)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, link)
	isLocked(t, path)
}

// TestStandby: a process that waits has the file as soon as the one that holds it is killed, and what that has written.
func TestStandby(t *testing.T) {
	path := filepath.Join(memory(t), "journal.db")
	holder := start(t, "hold", path)
	holder.expect(t, "held")
	isLocked(t, path)

	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := sqlite.Open(ctx, sqlite.Config{Path: path, Wait: true}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Open returned %v, want %v", err, context.DeadlineExceeded)
	}

	killed := make(chan time.Time, 1)
	time.AfterFunc(200*time.Millisecond, func() {
		killed <- time.Now()
		holder.cmd.Process.Kill()
	})
	j, err := sqlite.Open(t.Context(), sqlite.Config{Path: path, Wait: true})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	select {
	case at := <-killed:
		t.Logf("taken over after %v", time.Since(at))
	default:
		t.Error("the standby had the file before the holder was killed")
	}
	for rec, err := range journal.Replay(t.Context(), j, "center/1", 0) {
		if err != nil || rec.ID != "first" {
			t.Errorf("Replay yielded %q, %v", rec.ID, err)
		}
	}
	if _, err := j.Append(t.Context(), "center/1", 1, journal.NewRecord("second", nil)); err != nil {
		t.Error(err)
	}
}
