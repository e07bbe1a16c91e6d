package sqlite_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
)

// holds tells whether one of the journal's files holds the text.
func holds(t *testing.T, path, text string) bool {
	t.Helper()
	for _, suffix := range []string{"", "-wal", "-shm", "-lock", "-journal"} {
		data, err := os.ReadFile(path + suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) {
			return true
		}
	}
	return false
}

// TestErased: when Delete has returned, the content is in none of the files any more, the trimmed one neither.
func TestErased(t *testing.T) {
	const content, name, id = "what the customer said", "chat/customer-4711", "record-of-customer"
	path := filepath.Join(memory(t), "journal.db")
	j := open(t, path)
	for v := range journal.Version(sqlite.StepLength + 50) {
		fill(t, j, "chat/other", 0)
		data := bytes.Repeat([]byte(content), 1+int(v%50)*10)
		if _, err := j.Append(t.Context(), name, v, journal.NewRecord(id, data)); err != nil {
			t.Fatal(err)
		}
	}
	fill(t, j, "center/1", 20)
	if err := j.Trim(t.Context(), name, 30); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{content, name, id} {
		if !holds(t, path, text) {
			t.Fatalf("the files do not hold %q before", text)
		}
	}
	if err := j.Delete(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{content, name, id} {
		if holds(t, path, text) {
			t.Errorf("the files hold %q after Delete", text)
		}
	}
	if err := j.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
