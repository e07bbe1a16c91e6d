package sqlite

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
)

// realLog returns a log as the engine has written it.
func realLog(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal.db")
	j, err := Open(t.Context(), Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	for v := range journal.Version(5) {
		if _, err := j.Append(t.Context(), "center/1", v, journal.NewRecord("r", bytes.Repeat([]byte("data"), 2000))); err != nil {
			t.Fatal(err)
		}
	}
	log, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// TestLogPrefixes: a log that ends anywhere is no damaged one.
func TestLogPrefixes(t *testing.T) {
	log := realLog(t)
	for n := 0; n <= len(log); n += 1 + n%997 {
		if _, err := readLog(bufio.NewReader(bytes.NewReader(log[:n]))); err != nil {
			t.Fatalf("the first %d of %d bytes: %v", n, len(log), err)
		}
	}
}

// TestLogBits: each bit of the header and of the first frames counts.
func TestLogBits(t *testing.T) {
	log := realLog(t)
	for at := 0; at < logHeader+2*(frameHeader+pageSize); at++ {
		if at > 100 && at < 4000 || at > 4300 {
			at += 36
		}
		changed := bytes.Clone(log)
		changed[at] ^= 1 << (at % 8)
		if _, err := readLog(bufio.NewReader(bytes.NewReader(changed))); !errors.Is(err, journal.ErrCorrupt) {
			t.Fatalf("a bit of byte %d has changed: %v, want %v", at, err, journal.ErrCorrupt)
		}
	}
}

// FuzzLog: any bytes are read to their end.
func FuzzLog(f *testing.F) {
	log := realLog(f)
	f.Add(log)
	f.Add(log[:logHeader+2*(frameHeader+pageSize)])
	f.Add(log[:20])
	f.Fuzz(func(t *testing.T, log []byte) {
		any, err := readLog(bufio.NewReader(bytes.NewReader(log)))
		if err != nil && !errors.Is(err, journal.ErrCorrupt) {
			t.Error(err)
		}
		if any != (len(log) > logHeader) {
			t.Errorf("readLog of %d bytes said %t", len(log), any)
		}
	})
}
