package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
	engine "zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// stall holds up the writer, as another program that writes does, until the function that it returns is called.
func stall(t *testing.T, path string) (release func()) {
	t.Helper()
	conn, err := engine.OpenConn(path, engine.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	if err := sqlitex.ExecuteTransient(conn, "BEGIN IMMEDIATE", nil); err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	release = func() {
		once.Do(func() {
			if err := errors.Join(sqlitex.ExecuteTransient(conn, "ROLLBACK", nil), conn.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(release)
	return release
}

// TestLeaveQueue: a context that ends while the append waits for its turn leaves no doubt, and no record.
func TestLeaveQueue(t *testing.T) {
	path := filepath.Join(memory(t), "journal.db")
	j := open(t, path)
	release := stall(t, path)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			_, err := j.Append(ctx, fmt.Sprint("chat/", i), 0, journal.NewRecord("left", nil))
			if !errors.Is(err, context.Canceled) || errors.Is(err, journal.ErrUnknown) {
				t.Errorf("Append returned %v, want a certain %v", err, context.Canceled)
			}
		})
	}
	wg.Wait()
	release()
	fill(t, j, "chat/0", 1)
	for stream, err := range j.Streams(t.Context(), "") {
		if stream != "chat/0" || err != nil {
			t.Errorf("the journal has a stream %q, %v", stream, err)
		}
	}
}

// TestBackPressure: only so many appends wait in the journal; the callers beyond wait for a place, and are served in the end.
func TestBackPressure(t *testing.T) {
	const callers = 3 * sqlite.QueueLength
	path := filepath.Join(memory(t), "journal.db")
	j := open(t, path)
	release := stall(t, path)
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			if _, err := j.Append(t.Context(), fmt.Sprint("chat/", i), 0, journal.NewRecord("r", nil)); err != nil {
				t.Error(err)
			}
		})
	}
	for deadline := time.Now().Add(10 * time.Second); j.Queued() < sqlite.QueueLength; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d appends wait, want %d", j.Queued(), sqlite.QueueLength)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := j.Append(ctx, "late", 0, journal.NewRecord("r", nil)); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, journal.ErrUnknown) {
		t.Errorf("Append without a place in the queue returned %v, want a certain %v", err, context.DeadlineExceeded)
	}
	release()
	wg.Wait()
	n := 0
	for _, err := range j.Streams(t.Context(), "") {
		if n++; err != nil {
			t.Fatal(err)
		}
	}
	if n != callers {
		t.Errorf("%d streams, want %d", n, callers)
	}
}

// TestSharedCommit: appends that share a transaction do not share their fate.
func TestSharedCommit(t *testing.T) {
	path := filepath.Join(memory(t), "journal.db")
	j := open(t, path)
	fill(t, j, "chat/0", 3)
	release := stall(t, path)
	var wg sync.WaitGroup
	var stored, refused atomic.Int64
	for i := range 100 {
		wg.Go(func() {
			_, err := j.Append(t.Context(), fmt.Sprint("chat/", i/2), 0, journal.NewRecord(fmt.Sprint(i), nil))
			switch {
			case err == nil:
				stored.Add(1)
			case errors.Is(err, journal.ErrConflict):
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	release()
	wg.Wait()
	if stored.Load() != 49 || refused.Load() != 51 {
		t.Errorf("%d are stored and %d refused, want 49 and 51", stored.Load(), refused.Load())
	}
	for i := range 50 {
		e, err := loadAny(t, j, fmt.Sprint("chat/", i))
		if want := journal.Version(1); err != nil || e != want && i > 0 {
			t.Errorf("stream %d ends at %d, %v, want %d", i, e, err, want)
		}
	}
}

func loadAny(t *testing.T, j journal.Journal, stream string) (last journal.Version, err error) {
	t.Helper()
	for rec, err := range journal.Replay(t.Context(), j, stream, 0) {
		if err != nil {
			return last, err
		}
		last = rec.Version
	}
	return last, nil
}

// TestCloseWhileWriting: an append that Close refuses is not stored, and one that was acknowledged is.
func TestCloseWhileWriting(t *testing.T) {
	path := filepath.Join(memory(t), "journal.db")
	for round := range 5 {
		j := open(t, path)
		var wg sync.WaitGroup
		last := make([]journal.Version, 30)
		for i := range last {
			wg.Go(func() {
				stream := fmt.Sprintf("chat/%d/%d", round, i)
				for {
					_, err := j.Append(t.Context(), stream, last[i], journal.NewRecord("r", nil))
					if err != nil {
						if !errors.Is(err, sqlite.ErrClosed) || errors.Is(err, journal.ErrUnknown) {
							t.Errorf("Append returned %v, want a certain %v", err, sqlite.ErrClosed)
						}
						return
					}
					last[i]++
				}
			})
		}
		time.Sleep(time.Duration(round) * 5 * time.Millisecond)
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		wg.Wait()
		j = open(t, path)
		for i := range last {
			if got, err := loadAny(t, j, fmt.Sprintf("chat/%d/%d", round, i)); err != nil || got != last[i] {
				t.Errorf("stream %d ends at %d, %v, want %d", i, got, err, last[i])
			}
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestClosed: after Close every call fails, for certain.
func TestClosed(t *testing.T) {
	j := open(t, filepath.Join(memory(t), "journal.db"))
	fill(t, j, "center/1", 3)
	hints, err := j.Watch(t.Context(), "center/1")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(j.Close(), j.Close()); err != nil {
		t.Fatal(err)
	}
	if _, open := <-hints; open {
		t.Error("the channel of Watch is not closed")
	}
	_, appended := j.Append(t.Context(), "center/1", 3, journal.NewRecord("r", nil))
	_, watched := j.Watch(t.Context(), "center/1")
	_, read := loadAny(t, j, "center/1")
	var listed error
	for _, listed = range j.Streams(t.Context(), "") {
	}
	for call, err := range map[string]error{
		"Append": appended, "Watch": watched, "Read": read, "Streams": listed,
		"Trim": j.Trim(t.Context(), "center/1", 1), "Delete": j.Delete(t.Context(), "center/1"),
	} {
		if _, ok := errors.AsType[*journal.Error](err); !ok || !errors.Is(err, sqlite.ErrClosed) {
			t.Errorf("%s returned %v, want %v", call, err, sqlite.ErrClosed)
		}
	}
	if err := j.Check(t.Context()); !errors.Is(err, sqlite.ErrClosed) {
		t.Errorf("Check returned %v, want %v", err, sqlite.ErrClosed)
	}
}
