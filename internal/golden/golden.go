// Package golden keeps logs as some version of an encoding wrote them, so that every later version of the code is
// seen to read them. It is for tests.
//
// A golden log is a text file with the records of a journal and the state that they give:
//
//	# whatever is to be said about it
//	state 4bf5122f344554c5...              (SHA-256, hexadecimal)
//	record center/main r1 0184 01...       (stream, id, data in hexadecimal)
//
// A file is written once, by [Check] when it is not there, and never again. If a log that is out there could be read
// no more, or gave another state, its test fails; then the code is wrong, and not the file. A new version of an encoding,
// or a further scenario, gets a file of its own, and the old one is read for ever.
package golden

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"github.com/acdkit/acdkit/contact/journal"
)

// TB is the part of testing.TB that is needed.
type TB interface {
	Helper()
	Context() context.Context
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Check replays the log in a file and compares the state that it gives with the state that it gave when it was written.
// It also has today's writer write the log once more, and compares the records; nil, of a log that is not written so any
// more. State reads a journal and returns the state that it gives, as bytes that say all of it. What has another id than
// ids, or another time than a clock that write sets, is another record: write uses neither randomness nor the clock.
//
// If there is no file, Check writes it, and the test fails: look at it, and commit it.
func Check(t TB, file string, write func(journal.Journal), state func(journal.Journal) []byte) {
	t.Helper()
	data, err := os.ReadFile(file)
	switch {
	case os.IsNotExist(err) && write != nil:
		create(t, file, write, state)
		return
	case err != nil:
		t.Fatalf("golden: %v", err)
	}
	old, err := parse(data)
	if err != nil {
		t.Fatalf("golden: %s: %v", file, err)
	}
	if got := hash(state(old.journal(t))); got != old.state {
		t.Errorf("%s gives the state %s, and gave %s when it was written: logs out there are read differently now. "+
			"If the reading was changed on purpose, that is a new version of the encoding, beside which this one is read as it was",
			file, got, old.state)
	}
	if write != nil {
		sameRecords(t, file, old.records, written(t, write))
	}
}

// Copy appends the records in a file to a journal.
func Copy(t TB, file string, to journal.Journal) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("golden: %v", err)
	}
	l, err := parse(data)
	if err != nil {
		t.Fatalf("golden: %s: %v", file, err)
	}
	l.copy(t, to)
}

func sameRecords(t TB, file string, old, now []line) {
	t.Helper()
	for i := range max(len(old), len(now)) {
		switch {
		case i >= len(now):
			t.Errorf("%s: record %d, %s of %s, is not written any more", file, i+1, old[i].id, old[i].stream)
		case i >= len(old):
			t.Errorf("%s: record %d, %s of %s, is new", file, i+1, now[i].id, now[i].stream)
		case old[i].id != now[i].id || old[i].stream != now[i].stream || !bytes.Equal(old[i].data, now[i].data):
			t.Errorf("%s: record %d is now written as\n%v\nand was\n%v", file, i+1, now[i], old[i])
		default:
			continue
		}
		t.Errorf("the same commands are written differently now: either the encoding has changed, which takes a new version of it, " +
			"or what the commands do; in either case the file stays as it is, with write nil, and today's log goes into a file of its own")
		return
	}
}

func create(t TB, file string, write func(journal.Journal), state func(journal.Journal) []byte) {
	t.Helper()
	now := log{records: written(t, write)}
	now.state = hash(state(now.journal(t)))
	if err := os.WriteFile(file, now.format(), 0o644); err != nil {
		t.Fatalf("golden: %v", err)
	}
	t.Errorf("%s was not there; it is now, with %d records: look at it, and commit it", file, len(now.records))
}

func hash(state []byte) string {
	sum := sha256.Sum256(state)
	return hex.EncodeToString(sum[:])
}

// log is what a file has.
type log struct {
	state   string
	records []line
}

type line struct {
	stream, id string
	data       []byte
}

func (l line) String() string { return fmt.Sprintf("record %s %s %x", l.stream, l.id, l.data) }

func (l log) format() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# A golden log: never change it. See package internal/golden.\nstate %s\n", l.state)
	for _, rec := range l.records {
		fmt.Fprintln(&b, rec)
	}
	return b.Bytes()
}

func parse(data []byte) (l log, err error) {
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		words := strings.Fields(lines.Text())
		switch {
		case len(words) == 0 || words[0] == "#":
		case words[0] == "state" && len(words) == 2 && l.state == "":
			l.state = words[1]
		case words[0] == "record" && len(words) == 4:
			rec := line{stream: words[1], id: words[2]}
			if rec.data, err = hex.DecodeString(words[3]); err != nil {
				return l, fmt.Errorf("line %d: %w", n, err)
			}
			l.records = append(l.records, rec)
		default:
			return l, fmt.Errorf("line %d is no record", n)
		}
	}
	return l, lines.Err()
}

// journal returns a journal that has the log.
func (l log) journal(t TB) journal.Journal {
	t.Helper()
	j := new(journal.Memory)
	l.copy(t, j)
	return j
}

func (l log) copy(t TB, to journal.Journal) {
	t.Helper()
	last := map[string]journal.Version{}
	for _, rec := range l.records {
		version, err := to.Append(t.Context(), rec.stream, last[rec.stream], journal.NewRecord(rec.id, rec.data))
		if err != nil {
			t.Fatalf("golden: %v", err)
		}
		last[rec.stream] = version
	}
}

// written returns what a function writes, in the order in which it does.
func written(t TB, write func(journal.Journal)) []line {
	t.Helper()
	var r recorder
	write(&r)
	return r.lines
}

// recorder is a journal that notes what is appended.
type recorder struct {
	journal.Memory
	lines []line
}

func (r *recorder) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	version, err := r.Memory.Append(ctx, stream, after, rec)
	if err == nil {
		r.lines = append(r.lines, line{stream, rec.ID, bytes.Clone(rec.Data)})
	}
	return version, err
}
