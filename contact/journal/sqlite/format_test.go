package sqlite

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	engine "zombiezen.com/go/sqlite"
)

// conn opens a file with a format of so many upgrades.
func conn(t *testing.T, path string, upgrades []string) (*engine.Conn, error) {
	t.Helper()
	c, err := dial(path, engine.OpenReadWrite|engine.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c, errors.Join(adopt(c, upgrades), checkSchema(c, upgrades))
}

func version(t *testing.T, c *engine.Conn) int64 {
	t.Helper()
	n, err := number(c, "PRAGMA user_version")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestUpgrade: a file of an older format becomes one of the latest, in one step or not at all, and is refused by programs
// that know the older one only.
func TestUpgrade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, err := Open(t.Context(), Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.Append(t.Context(), "center/1", 0, journal.NewRecord("r", []byte("kept"))); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	const second = "ALTER TABLE stream ADD COLUMN label TEXT; CREATE TABLE extra (n INTEGER) STRICT;"

	c, err := conn(t, path, append(upgrades, second, "CREATE TABLE extra (twice INTEGER)"))
	if err == nil || version(t, c) != 1 {
		t.Errorf("an upgrade that fails returned %v and left version %d, want 1", err, version(t, c))
	}
	if n, err := number(c, "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"); n != 0 || err != nil {
		t.Errorf("an upgrade that fails has left %d tables, %v", n, err)
	}
	c, err = conn(t, path, append(upgrades, second, "CREATE TABLE more (n INTEGER)"))
	if err != nil || version(t, c) != 3 {
		t.Errorf("adopt returned %v and version %d, want 3", err, version(t, c))
	}
	if n, err := number(c, "SELECT count(*) FROM record WHERE data = CAST('kept' AS BLOB)"); n != 1 || err != nil {
		t.Errorf("%d records after the upgrade, %v, want 1", n, err)
	}
	if _, err := Open(t.Context(), Config{Path: path}); !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "format 3") {
		t.Errorf("Open of a newer format returned %v, want %v", err, ErrNewer)
	}
}
