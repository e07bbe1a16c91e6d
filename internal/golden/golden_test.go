package golden

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
)

// report takes what a test says.
type report struct {
	*testing.T
	said string
}

func (r *report) Errorf(format string, args ...any) { r.said += fmt.Sprintf(format, args...) + "\n" }
func (r *report) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

// writer writes texts to a stream.
func writer(texts ...string) func(journal.Journal) {
	return func(j journal.Journal) {
		for i, text := range texts {
			rec := journal.NewRecord(fmt.Sprint("r", i), []byte(text))
			if _, err := j.Append(context.Background(), "center/1", journal.Version(i), rec); err != nil {
				panic(err)
			}
		}
	}
}

// joined is the state of what writer writes.
func joined(sep string) func(journal.Journal) []byte {
	return func(j journal.Journal) (state []byte) {
		for rec := range j.Read(context.Background(), "center/1", 0) {
			state = append(append(state, rec.Data...), sep...)
		}
		return state
	}
}

// TestCheck writes a log, and reads it with other writers and readers.
func TestCheck(t *testing.T) {
	file := filepath.Join(t.TempDir(), "log.txt")
	check := func(write func(journal.Journal), state func(journal.Journal) []byte) string {
		r := &report{T: t}
		Check(r, file, write, state)
		return r.said
	}
	if said := check(writer("a", "b"), joined(" ")); !strings.Contains(said, "commit it") {
		t.Errorf("a log that was not there: %q", said)
	}
	first, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		said  string
		wants string
	}{
		"same":          {check(writer("a", "b"), joined(" ")), ""},
		"old":           {check(nil, joined(" ")), ""},
		"another state": {check(nil, joined("-")), "gives the state"},
		"another byte":  {check(writer("a", "c"), joined(" ")), "record 2 is now written as"},
		"more":          {check(writer("a", "b", "c"), joined(" ")), "record 3, r2 of center/1, is new"},
		"less":          {check(writer("a"), joined(" ")), "record 2, r1 of center/1, is not written any more"},
	} {
		if test.wants == "" && test.said != "" || !strings.Contains(test.said, test.wants) {
			t.Errorf("%s: said %q, want %q", name, test.said, test.wants)
		}
	}
	if last, err := os.ReadFile(file); err != nil || string(first) != string(last) {
		t.Errorf("the file has changed, %v", err)
	}
}

// TestParse refuses what is no golden log.
func TestParse(t *testing.T) {
	for _, text := range []string{"record a b xy", "record a b", "state", "state 1\nstate 2", "other"} {
		if l, err := parse([]byte(text)); err == nil {
			t.Errorf("%q was read as %v", text, l)
		}
	}
}
