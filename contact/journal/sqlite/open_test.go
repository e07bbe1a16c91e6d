package sqlite_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
	engine "zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// script runs SQL on a file, as another program does.
func script(t *testing.T, path, text string) {
	t.Helper()
	conn, err := engine.OpenConn(path, engine.OpenReadWrite, engine.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(sqlitex.ExecuteScript(conn, text, nil), conn.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestOpenRefused: what is no journal, or not one that this version knows, is refused, and left as it was.
func TestOpenRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		lay  func(t *testing.T, path string)
		want error
	}{
		"text": {func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(strings.Repeat("This is no database. ", 100)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, sqlite.ErrForeign},
		"short text": {func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte("no"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, sqlite.ErrForeign},
		"another database": {func(t *testing.T, path string) {
			script(t, path, "CREATE TABLE customer (name TEXT); INSERT INTO customer VALUES ('Min-ji');")
		}, sqlite.ErrForeign},
		"another application": {func(t *testing.T, path string) {
			script(t, path, "PRAGMA application_id = 7; CREATE TABLE stream (name TEXT);")
		}, sqlite.ErrForeign},
		"newer": {func(t *testing.T, path string) {
			open(t, path).Close()
			script(t, path, "PRAGMA user_version = 99")
		}, sqlite.ErrNewer},
		"other tables": {func(t *testing.T, path string) {
			open(t, path).Close()
			script(t, path, "ALTER TABLE record RENAME COLUMN id TO name")
		}, journal.ErrCorrupt},
		"no folder": {func(t *testing.T, path string) {
			if err := os.Remove(filepath.Dir(path)); err != nil {
				t.Fatal(err)
			}
		}, fs.ErrNotExist},
		"a folder": {func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, sqlite.ErrForeign},
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(memory(t), "sub")
			if err := os.Mkdir(folder, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(folder, "journal.db")
			tc.lay(t, path)
			before, _ := os.ReadFile(path)
			for range 2 {
				j, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
				if err == nil {
					j.Close()
				}
				if e, ok := errors.AsType[*sqlite.Error](err); !ok || !errors.Is(err, tc.want) || e.Op != "open" || e.Path == "" {
					t.Errorf("Open returned %v, want %v", err, tc.want)
				} else if tc.want == sqlite.ErrNewer && e.Format != 99 {
					t.Errorf("the error says format %d, want 99", e.Format)
				}
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestOpenArguments(t *testing.T) {
	if _, err := sqlite.Open(t.Context(), sqlite.Config{}); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("Open without a path returned %v, want %v", err, fs.ErrInvalid)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := sqlite.Open(ctx, sqlite.Config{Path: filepath.Join(memory(t), "journal.db")}); !errors.Is(err, context.Canceled) {
		t.Errorf("Open with a context that has ended returned %v, want %v", err, context.Canceled)
	}
}

// TestOddPaths: a path is a path, whatever characters it has.
func TestOddPaths(t *testing.T) {
	for _, name := range []string{"a b.db", "journal?mode=memory", ":memory:", "file:x.db", "상담#1%20.db"} {
		folder := memory(t)
		j := open(t, filepath.Join(folder, name))
		fill(t, j, "center/1", 1)
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
}

// TestSettings: what durability and erasing rest on is in force.
func TestSettings(t *testing.T) {
	j := open(t, filepath.Join(memory(t), "journal.db"))
	for name, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "fullfsync": "1", "checkpoint_fullfsync": "1", "secure_delete": "1",
		"cell_size_check": "1", "trusted_schema": "0", "user_version": "1", "page_size": "4096",
	} {
		if got, err := j.Setting(name); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", name, got, err, want)
		}
	}
}
