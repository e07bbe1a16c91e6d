package sqlite_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
)

// appendUntil appends records of 8 KiB to a stream until that fails, a thousand at most.
func appendUntil(t *testing.T, j journal.Journal, stream string) (last journal.Version, err error) {
	t.Helper()
	for range 1000 {
		version, err := j.Append(t.Context(), stream, last, journal.NewRecord(recordID, make([]byte, 8<<10)))
		if err != nil {
			return last, err
		}
		last = version
	}
	t.Fatal("the disk never gets full")
	return 0, nil
}

// isFull expects that an append failed for certain, for want of room.
func isFull(t *testing.T, err error) {
	t.Helper()
	if _, ok := errors.AsType[*journal.Error](err); !ok || !errors.Is(err, sqlite.ErrFull) || errors.Is(err, journal.ErrUnknown) {
		t.Errorf("Append without room returned %v, want a certain %v", err, sqlite.ErrFull)
	}
}

// goesOn expects a stream that ends at last, and that appends to it work.
func goesOn(t *testing.T, j journal.Journal, stream string, last journal.Version) {
	t.Helper()
	got := journal.Version(0)
	for rec, err := range journal.Replay(t.Context(), j, stream, 0) {
		if err != nil {
			t.Fatal(err)
		}
		got = rec.Version
	}
	if got != last {
		t.Errorf("the stream ends at %d, want %d", got, last)
	}
	if _, err := j.Append(t.Context(), stream, last, journal.NewRecord(recordID, make([]byte, 8<<10))); err != nil {
		t.Errorf("Append with room again: %v", err)
	}
}

// TestFull: the file must not grow beyond a limit that the engine keeps.
func TestFull(t *testing.T) {
	j := open(t, filepath.Join(memory(t), "journal.db"))
	pages, err := j.Pages()
	if err != nil {
		t.Fatal(err)
	}
	if err := j.SetMaxPages(int(pages) + 20); err != nil {
		t.Fatal(err)
	}
	last, err := appendUntil(t, j, "center/1")
	isFull(t, err)
	_, err = j.Append(t.Context(), "center/1", last, journal.NewRecord(recordID, make([]byte, 8<<10)))
	isFull(t, err)
	if _, err := j.Append(t.Context(), "center/1", last, journal.NewRecord("small", nil)); err != nil {
		t.Errorf("a record for which there is room: %v", err)
	}
	if err := j.SetMaxPages(0); err != nil {
		t.Fatal(err)
	}
	goesOn(t, j, "center/1", last+1)
}
