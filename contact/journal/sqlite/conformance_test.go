package sqlite_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
)

func open(t testing.TB, path string) *sqlite.Journal {
	t.Helper()
	j, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	})
	return j
}

// memory returns an empty folder, in memory if the system has such a place: for tests of what a journal does, not of what
// the disk does, which takes most of the time otherwise.
func memory(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp("/dev/shm", "journal")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return folder
}

func TestConforms(t *testing.T) {
	t.Parallel()
	var paths sync.Map // of the journals that are open
	at := func(t *testing.T, path string) journal.Journal {
		j := open(t, path)
		paths.Store(j, path)
		return j
	}
	journaltest.Run(t, func(t *testing.T) journal.Journal { return at(t, filepath.Join(memory(t), "journal.db")) },
		journaltest.Features{
			Watch: true, Trim: true, Delete: true, List: true,
			Durable: true,
			Reopen: func(t *testing.T, j journal.Journal) journal.Journal {
				if err := j.(*sqlite.Journal).Close(); err != nil {
					t.Fatal(err)
				}
				path, _ := paths.Load(j)
				return at(t, path.(string))
			},
			MaxRecord: sqlite.MaxRecord,
		})
}
