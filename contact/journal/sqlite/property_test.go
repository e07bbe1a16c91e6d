package sqlite_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
	"pgregory.net/rapid"
)

// TestProperty compares streams with those of the journal in memory, which is the oracle, step by step, across restarts.
func TestProperty(t *testing.T) {
	t.Parallel()
	cfg := sqlite.Config{Path: filepath.Join(memory(t), "journal.db"), SkipCheck: true} // it is checked in the end
	j, err := sqlite.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { j.Close() }()
	serial := 0
	rapid.Check(t, func(t *rapid.T) {
		serial++
		ctx, oracle, mine := context.Background(), new(journal.Memory), fmt.Sprint(serial, "/") // each check has streams of its own
		streams := rapid.SampledFrom([]string{mine + "a", mine + "b", mine + "b/1", mine + "상담"})
		t.Repeat(map[string]func(*rapid.T){
			"append": func(t *rapid.T) {
				stream, size := streams.Draw(t, "stream"), rapid.SampledFrom([]int{0, 1, 100, 5000}).Draw(t, "size")
				after := endOf(oracle, stream)
				if rapid.IntRange(0, 4).Draw(t, "right") == 0 {
					after = journal.Version(rapid.IntRange(0, 20).Draw(t, "after"))
				}
				n := rapid.SampledFrom([]int{1, 1, 2, 3, 20}).Draw(t, "n")
				if rapid.IntRange(0, 39).Draw(t, "more than a page") == 0 {
					n = 260
				}
				for range n {
					serial++
					rec := journal.NewRecord(fmt.Sprint(serial), bytes.Repeat([]byte{byte(serial)}, size))
					got, err := j.Append(ctx, stream, after, rec)
					want, werr := oracle.Append(ctx, stream, after, rec)
					same(t, "Append", err, werr)
					if after++; got != want {
						t.Fatalf("Append returned version %d, want %d", got, want)
					}
				}
			},
			"trim": func(t *rapid.T) {
				stream := streams.Draw(t, "stream")
				through := journal.Version(rapid.IntRange(0, int(endOf(oracle, stream))+1).Draw(t, "through"))
				same(t, "Trim", j.Trim(ctx, stream, through), oracle.Trim(ctx, stream, through))
			},
			"delete": func(t *rapid.T) {
				stream := streams.Draw(t, "stream")
				same(t, "Delete", j.Delete(ctx, stream), oracle.Delete(ctx, stream))
			},
			"read": func(t *rapid.T) {
				stream := streams.Draw(t, "stream")
				after := journal.Version(rapid.IntRange(0, int(endOf(oracle, stream))+2).Draw(t, "after"))
				compare(t, j, oracle, stream, after)
			},
			"list": func(t *rapid.T) {
				prefix := mine + rapid.SampledFrom([]string{"", "a", "b", "b/", "c"}).Draw(t, "prefix")
				if got, want := names(t, j, prefix), names(t, oracle, prefix); !slices.Equal(got, want) {
					t.Fatalf("Streams(%q) yielded %q, want %q", prefix, got, want)
				}
			},
			"reopen": func(t *rapid.T) {
				if rapid.IntRange(0, 3).Draw(t, "this time") > 0 {
					return
				}
				if err := j.Close(); err != nil {
					t.Fatal(err)
				}
				j = reopen(t, cfg)
			},
		})
		for _, name := range []string{"a", "b", "b/1", "상담"} {
			compare(t, j, oracle, mine+name, 0)
		}
	})
	if err := j.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func reopen(t *rapid.T, cfg sqlite.Config) *sqlite.Journal {
	j, err := sqlite.Open(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// endOf returns the last version of a stream, the trimmed ones included.
func endOf(m *journal.Memory, stream string) (last journal.Version) {
	for after := journal.Version(0); ; after++ {
		for rec, err := range m.Read(context.Background(), stream, after) {
			if err == nil {
				last = rec.Version
			}
			if errors.Is(err, journal.ErrTrimmed) {
				last = after + 1
			}
		}
		if last <= after {
			return after
		}
		if last > after+1 {
			return last
		}
	}
}

func same(t *rapid.T, call string, got, want error) {
	for _, sentinel := range []error{journal.ErrConflict, journal.ErrTrimmed, journal.ErrInvalid} {
		if errors.Is(got, sentinel) != errors.Is(want, sentinel) {
			t.Fatalf("%s returned %v, want %v", call, got, want)
		}
	}
	if (got == nil) != (want == nil) {
		t.Fatalf("%s returned %v, want %v", call, got, want)
	}
}

func compare(t *rapid.T, j, oracle journal.Journal, stream string, after journal.Version) {
	got, err := records(j, stream, after)
	want, werr := records(oracle, stream, after)
	same(t, "Read", err, werr)
	if !slices.EqualFunc(got, want, func(a, b journal.Record) bool {
		return a.ID == b.ID && a.Version == b.Version && a.Sum == b.Sum && bytes.Equal(a.Data, b.Data)
	}) {
		t.Fatalf("Read(%q, %d) yielded %d records, want %d", stream, after, len(got), len(want))
	}
}

func records(j journal.Journal, stream string, after journal.Version) (recs []journal.Record, err error) {
	for rec, err := range j.Read(context.Background(), stream, after) {
		if err != nil {
			return recs, err
		}
		recs = append(recs, rec)
	}
	return recs, nil
}

func names(t *rapid.T, j journal.Lister, prefix string) (names []string) {
	for name, err := range j.Streams(context.Background(), prefix) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
