package sqlite_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
)

// entry is an append, in the order in which they were made.
type entry struct {
	stream string
	rec    journal.Record
}

// sample is a journal with all that a journal can have, as the files that a killed process leaves behind.
type sample struct {
	files   map[string][]byte // by what follows the path
	cut     map[string]journal.Version
	entries []entry // those that are there
	logged  int     // so many of them, at the end, are in the log only
}

// newSample makes a sample, without a log or with all of it since the middle.
func newSample(t testing.TB, log bool) *sample {
	t.Helper()
	path := filepath.Join(memory(t), "journal.db")
	s := &sample{files: make(map[string][]byte), cut: map[string]journal.Version{"center/1": 20}}
	j := open(t, path)
	s.write(t, j, 40)
	if err := j.Trim(t.Context(), "center/1", 20); err != nil {
		t.Fatal(err)
	}
	fill(t, j, "erased", 10)
	if err := j.Delete(t.Context(), "erased"); err != nil {
		t.Fatal(err)
	}
	if log {
		s.logged = len(s.entries)
		s.write(t, j, 20)
		s.logged = len(s.entries) - s.logged
	} else if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", "-lock"} {
		data, err := os.ReadFile(path + suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		s.files[suffix] = data
	}
	s.entries = slices.DeleteFunc(s.entries, func(e entry) bool { return e.rec.Version <= s.cut[e.stream] })
	return s
}

// write appends n times to each of three streams, in turns.
func (s *sample) write(t testing.TB, j journal.Journal, n int) {
	t.Helper()
	for range n {
		for i, stream := range []string{"center/1", "chat/1", "chat/2"} {
			last := journal.Version(0)
			for _, e := range s.entries {
				if e.stream == stream {
					last = e.rec.Version
				}
			}
			data := bytes.Repeat(fmt.Append(nil, stream, last), int(last%7)*i*40)
			rec := journal.NewRecord(fmt.Sprintf("%s-%d", stream, last), data)
			if _, err := j.Append(t.Context(), stream, last, rec); err != nil {
				t.Fatal(err)
			}
			rec.Version = last + 1
			s.entries = append(s.entries, entry{stream, rec})
		}
	}
}

// lay writes the files into a folder, each as change makes it, and returns the path of the journal.
func (s *sample) lay(t testing.TB, folder string, change func(suffix string, data []byte) []byte) string {
	t.Helper()
	path := filepath.Join(folder, "journal.db")
	os.Remove(path + "-shm")
	for suffix, data := range s.files {
		if data = change(suffix, bytes.Clone(data)); data == nil {
			os.Remove(path + suffix)
		} else if err := os.WriteFile(path+suffix, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// verdict is what became of a journal that somebody has damaged.
type verdict string

const (
	refused verdict = "Open or Read says that something is wrong"
	right   verdict = "all is there"
	shorter verdict = "the journal is as it was at an earlier moment"
)

// judge opens the journal and reads everything. Whatever is read has to be right.
func (s *sample) judge(t testing.TB, cfg sqlite.Config) verdict {
	t.Helper()
	j, err := sqlite.Open(t.Context(), cfg)
	if err != nil {
		if _, ok := errors.AsType[*sqlite.Error](err); !ok {
			t.Errorf("Open returned %T: %v", err, err)
		}
		return refused
	}
	defer j.Close()
	there, damaged := 0, false
	for _, stream := range []string{"center/1", "chat/1", "chat/2"} {
		n, err := s.compare(t, j, stream)
		there, damaged = there+n, damaged || err != nil
	}
	switch {
	case damaged:
		return refused
	case there == len(s.entries):
		return right
	case s.isMoment(t, j, there):
		return shorter
	}
	t.Errorf("%d of %d records are there, and it is not those that were there at any moment", there, len(s.entries))
	return right
}

// compare reads a stream, which has to be as it was, or to begin so.
func (s *sample) compare(t testing.TB, j journal.Journal, stream string) (n int, err error) {
	t.Helper()
	var want []journal.Record
	for _, e := range s.entries {
		if e.stream == stream {
			want = append(want, e.rec)
		}
	}
	for rec, err := range journal.Replay(t.Context(), j, stream, s.cut[stream]) {
		if err != nil {
			if _, ok := errors.AsType[*journal.Error](err); !ok {
				t.Errorf("Replay returned %T: %v", err, err)
			}
			return n, err
		}
		if n == len(want) || rec.ID != want[n].ID || rec.Version != want[n].Version || !bytes.Equal(rec.Data, want[n].Data) {
			t.Fatalf("Replay of %s yielded %q at %d as record %d: wrong", stream, rec.ID, rec.Version, n)
		}
		n++
	}
	return n, nil
}

// isMoment tells whether the records that are there are the first n of all.
func (s *sample) isMoment(t testing.TB, j journal.Journal, n int) bool {
	t.Helper()
	last := make(map[string]journal.Version)
	for _, e := range s.entries[:n] {
		last[e.stream] = e.rec.Version
	}
	for stream, version := range last {
		got := s.cut[stream]
		for rec := range journal.Replay(t.Context(), j, stream, got) {
			got = rec.Version
		}
		if got != version {
			return false
		}
	}
	return true
}
