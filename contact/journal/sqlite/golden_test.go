package sqlite_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
	"github.com/google/go-cmp/cmp"
)

var newGolden = flag.String("golden", "", "write a journal of the current format to this file, which must not be there")

// writeGolden is what is in testdata/format1.db, and what a file of each later format is to have, too.
func writeGolden(t *testing.T, j *sqlite.Journal) {
	t.Helper()
	store := func(stream string, after journal.Version, data string) {
		if _, err := j.Append(t.Context(), stream, after, journal.NewRecord(fmt.Sprintf("%s-%d", stream, after+1), []byte(data))); err != nil {
			t.Fatal(err)
		}
	}
	for v := range journal.Version(12) {
		store("center/1", v, fmt.Sprint("events ", v+1))
		store("chat/상담", v, strings.Repeat("\x00\xff", int(v)*300))
	}
	store("trimmed", 0, "cut")
	store("erased", 0, "gone")
	if err := errors.Join(j.Trim(t.Context(), "center/1", 8), j.Trim(t.Context(), "trimmed", 1), j.Delete(t.Context(), "erased")); err != nil {
		t.Fatal(err)
	}
}

// contents describes all that is in a journal.
func contents(t *testing.T, j *sqlite.Journal) (lines []string) {
	t.Helper()
	for stream, err := range j.Streams(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		e := extent{}
		for isTrimmed(t, j, stream, e.cut) {
			e.cut++
		}
		lines = append(lines, fmt.Sprintf("%s after %d", stream, e.cut))
		for rec, err := range journal.Replay(t.Context(), j, stream, e.cut) {
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, fmt.Sprintf("%d %s %08x %x", rec.Version, rec.ID, rec.Sum, rec.Data))
		}
	}
	return lines
}

func isTrimmed(t *testing.T, j journal.Journal, stream string, after journal.Version) bool {
	t.Helper()
	for _, err := range j.Read(t.Context(), stream, after) {
		return errors.Is(err, journal.ErrTrimmed)
	}
	return false
}

// TestGolden opens the file of each format that was ever released, and goes on writing to it.
func TestGolden(t *testing.T) {
	if *newGolden != "" {
		j := open(t, *newGolden)
		writeGolden(t, j)
		return
	}
	fresh := open(t, filepath.Join(memory(t), "journal.db"))
	writeGolden(t, fresh)
	want := contents(t, fresh)
	files, err := filepath.Glob("testdata/format*.db")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in testdata: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(memory(t), filepath.Base(file))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		j := open(t, path)
		if err := j.Check(t.Context()); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if diff := cmp.Diff(want, contents(t, j)); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", file, diff)
		}
		for stream, last := range map[string]journal.Version{"center/1": 12, "trimmed": 1, "erased": 0} {
			if _, err := j.Append(t.Context(), stream, last, journal.NewRecord("next", nil)); err != nil {
				t.Errorf("%s: Append to %s: %v", file, stream, err)
			}
		}
	}
}
