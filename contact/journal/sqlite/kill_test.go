package sqlite_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
)

const (
	killRounds  = 24
	killWriters = 8
	trimEvery   = 40
)

func killStream(writer int) string { return fmt.Sprintf("chat/%d", writer) }

// killRecord is what a writer stores at a version, so that a reader knows it without being told.
func killRecord(writer int, version journal.Version) journal.Record {
	random := rand.New(rand.NewPCG(uint64(writer), uint64(version)))
	data := bytes.Repeat([]byte{byte(random.Uint32()), byte(random.Uint32())}, 1<<random.IntN(13))
	return journal.NewRecord(fmt.Sprintf("%d-%d", writer, version), data)
}

// writeChild has a few writers, each with a stream that goes on from where it is, and that is trimmed now and then; another
// one makes a stream and erases it, again and again. "writer appended trimmed" is said of what is done for certain.
func writeChild(path string, out io.Writer) error {
	ctx := context.Background()
	j, err := sqlite.Open(ctx, sqlite.Config{Path: path})
	if err != nil {
		return err
	}
	var mu sync.Mutex
	say := func(writer int, e extent) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(out, writer, e.last, e.cut)
	}
	failed := make(chan error)
	for writer := range killWriters {
		go func() { failed <- writeOn(ctx, j, writer, say) }()
	}
	go func() { failed <- makeAndErase(ctx, j) }()
	return <-failed
}

func writeOn(ctx context.Context, j *sqlite.Journal, writer int, say func(int, extent)) error {
	e, err := load(ctx, j, killStream(writer))
	if err != nil {
		return err
	}
	for {
		e.last, err = j.Append(ctx, killStream(writer), e.last, killRecord(writer, e.last+1))
		if err != nil {
			return err
		}
		if say(writer, e); writer%2 == 0 && e.last%trimEvery == 0 {
			e.cut = e.last - trimEvery/2
			if err := j.Trim(ctx, killStream(writer), e.cut); err != nil {
				return err
			}
			say(writer, e)
		}
	}
}

func makeAndErase(ctx context.Context, j *sqlite.Journal) error {
	for {
		e, err := load(ctx, j, "erased")
		if err != nil {
			return err
		}
		if e.last < 5 {
			_, err = j.Append(ctx, "erased", e.last, killRecord(killWriters, e.last+1))
		} else {
			err = j.Delete(ctx, "erased")
		}
		if err != nil {
			return err
		}
	}
}

// extent is which records a stream has.
type extent struct{ cut, last journal.Version }

// load reads a stream of killRecords from the first one that is there, and checks them.
func load(ctx context.Context, j journal.Journal, stream string) (extent, error) {
	for cut := journal.Version(0); ; cut++ {
		last, err := loadAfter(ctx, j, stream, cut)
		if !errors.Is(err, journal.ErrTrimmed) {
			return extent{cut, last}, err
		}
	}
}

func loadAfter(ctx context.Context, j journal.Journal, stream string, cut journal.Version) (last journal.Version, err error) {
	writer := killWriters // that of the stream without a number
	fmt.Sscanf(stream, "chat/%d", &writer)
	last = cut
	for rec, err := range journal.Replay(ctx, j, stream, cut) {
		if err != nil {
			return last, err
		}
		if want := killRecord(writer, rec.Version); rec.ID != want.ID || !bytes.Equal(rec.Data, want.Data) {
			return last, fmt.Errorf("%s: version %d is %q with %d bytes", stream, rec.Version, rec.ID, len(rec.Data))
		}
		last = rec.Version
	}
	return last, nil
}

// TestKill: whenever the process is killed, everything that it was told is stored is there afterwards, in order, and at most
// the one record more that each writer was waiting for. It does not run beside others: what is being started has, for a moment,
// all files open that they have, and their locks.
func TestKill(t *testing.T) {
	path := filepath.Join(memory(t), "journal.db")
	var told [killWriters]extent
	for round := range killRounds {
		c := start(t, "write", path)
		if round%8 > 0 && c.lines.Scan() { // otherwise it is killed while it opens the file, or shortly after that
			note(t, &told, c.lines.Text())
		}
		time.AfterFunc(rand.N(60*time.Millisecond), func() { c.cmd.Process.Kill() })
		for c.lines.Scan() {
			note(t, &told, c.lines.Text())
		}
		c.kill()
		checkKilled(t, path, &told)
	}
	total := journal.Version(0)
	for _, e := range told {
		total += e.last
	}
	if t.Logf("%d records, %d kills", total, killRounds); total < killRounds {
		t.Error("the children had no time to write")
	}
}

// nextCut is where the stream is cut after it was cut at cut.
func nextCut(cut journal.Version) journal.Version {
	if cut == 0 {
		return trimEvery / 2
	}
	return cut + trimEvery
}

// note takes down what a child says.
func note(t *testing.T, told *[killWriters]extent, line string) {
	t.Helper()
	var writer int
	var e extent
	if _, err := fmt.Sscan(line, &writer, &e.last, &e.cut); err != nil {
		t.Fatalf("the child said %q: %v", line, err)
	}
	told[writer] = e
}

// checkKilled opens the journal, and takes down what else is there.
func checkKilled(t *testing.T, path string, told *[killWriters]extent) {
	t.Helper()
	j, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
	if err != nil {
		t.Fatalf("Open after a kill: %v", err)
	}
	defer j.Close()
	if err := j.Check(t.Context()); err != nil {
		t.Error(err)
	}
	for writer, want := range told {
		got, err := load(t.Context(), j, killStream(writer))
		switch {
		case err != nil:
			t.Errorf("stream %d: %v", writer, err)
		case got.last != want.last && got.last != want.last+1:
			t.Errorf("stream %d ends at %d, the writer was told %d", writer, got.last, want.last)
		case got.cut != want.cut && got.cut != nextCut(want.cut):
			t.Errorf("stream %d is cut at %d, the writer was told %d", writer, got.cut, want.cut)
		}
		told[writer] = got
	}
	if got, err := load(t.Context(), j, "erased"); err != nil || got.cut > 0 {
		t.Errorf("the stream that is erased again and again: %+v, %v", got, err)
	}
}
