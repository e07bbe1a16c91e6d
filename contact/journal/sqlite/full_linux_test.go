package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
)

// disk returns a small disk of its own, which takes mounting, and so a privileged user.
func disk(t *testing.T, options string) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, options); err != nil {
		t.Skipf("a small disk cannot be mounted, which only root may: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// TestFullDisk: a real file system without room.
func TestFullDisk(t *testing.T) {
	folder := disk(t, "size=4m")
	filler := filepath.Join(folder, "filler")
	if err := os.WriteFile(filler, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	j, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(folder, "journal.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	last, err := appendUntil(t, j, "center/1")
	isFull(t, err)
	for range 3 {
		_, err = j.Append(t.Context(), "center/1", last, journal.NewRecord(recordID, make([]byte, 64<<10)))
		isFull(t, err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	goesOn(t, j, "center/1", last)
	if err := j.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestReadOnlyDisk: a file that cannot be written is an error of Open.
func TestReadOnlyDisk(t *testing.T) {
	folder := disk(t, "")
	path := filepath.Join(folder, "journal.db")
	if err := open(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("", folder, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, filepath.Join(folder, "new.db")} {
		if _, err := sqlite.Open(t.Context(), sqlite.Config{Path: path}); !errors.Is(err, syscall.EROFS) {
			t.Errorf("Open on a read-only disk returned %v, want %v", err, syscall.EROFS)
		}
	}
}

// limitChild lets the system refuse writes in the middle of commits: files must not grow beyond a limit. That is no full
// disk for the engine, but a disk that fails, so each commit leaves a doubt. Then the limit is lifted.
func limitChild(path string, out io.Writer) error {
	signal.Ignore(syscall.SIGXFSZ)
	ctx := context.Background()
	j, err := sqlite.Open(ctx, sqlite.Config{Path: path})
	if err != nil {
		return err
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	small := limit
	small.Cur = 512 << 10
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		return err
	}
	last := journal.Version(0)
	for {
		rec := journal.NewRecord(fmt.Sprint(last+1), make([]byte, 8<<10))
		version, err := j.Append(ctx, "center/1", last, rec)
		if errors.Is(err, journal.ErrUnknown) {
			break
		}
		if err != nil {
			return err
		}
		last = version
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	version, err := journal.Commit(ctx, j, "center/1", last, journal.NewRecord("in doubt", make([]byte, 8<<10)))
	if err != nil || version != last+1 {
		return fmt.Errorf("commit after the doubt: %d, %w", version, err)
	}
	if log, err := os.Stat(path + "-wal"); err != nil || log.Size() > 100<<10 {
		return fmt.Errorf("the log was not emptied: %v, %w", log, err)
	}
	fmt.Fprintln(out, last+1)
	time.Sleep(time.Hour) // until it is killed
	return j.Close()
}

// TestFailingDisk: a commit that fails leaves a doubt, nothing of it comes back, and the journal goes on.
func TestFailingDisk(t *testing.T) {
	path := filepath.Join(memory(t), "journal.db")
	c := start(t, "limit", path)
	if !c.lines.Scan() {
		t.Fatal("the child said nothing")
	}
	c.kill()
	j := open(t, path)
	var ids []string
	for rec, err := range journal.Replay(t.Context(), j, "center/1", 0) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, rec.ID)
	}
	if fmt.Sprint(len(ids)) != c.lines.Text() || !strings.HasPrefix(ids[len(ids)-1], "in doubt") {
		t.Errorf("%d records, the last is %q, want %s and the one that was in doubt", len(ids), ids[len(ids)-1], c.lines.Text())
	}
}
