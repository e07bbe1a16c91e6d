package journal_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/google/go-cmp/cmp"
)

const stream = "center/1"

// fill returns a Memory whose stream holds n records r-1, r-2 and so on.
func fill(t testing.TB, n int) *journal.Memory {
	t.Helper()
	m := new(journal.Memory)
	extend(t, m, 0, n)
	return m
}

func extend(t testing.TB, j journal.Journal, after journal.Version, n int) {
	t.Helper()
	for range n {
		version, err := j.Append(t.Context(), stream, after, record(after+1))
		if err != nil {
			t.Fatalf("Append after %d failed: %v", after, err)
		}
		after = version
	}
}

// record is the record that fill puts at version v.
func record(v journal.Version) journal.Record {
	return journal.NewRecord(fmt.Sprintf("r-%d", v), fmt.Appendf(nil, "data %d", v))
}

// collect returns the versions that seq yields, and its error. It fails if seq goes on after an error.
func collect(t testing.TB, seq iter.Seq2[journal.Record, error]) (versions []journal.Version, err error) {
	t.Helper()
	for rec, e := range seq {
		if err != nil {
			t.Fatalf("the sequence goes on after %v", err)
		}
		if err = e; err == nil {
			versions = append(versions, rec.Version)
		}
	}
	return versions, err
}

// rewritten is a journal whose Read yields what edit makes of the records.
type rewritten struct {
	journal.Journal
	edit func([]journal.Record) []journal.Record
}

func (r rewritten) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	var recs []journal.Record
	for rec := range r.Journal.Read(ctx, stream, after) {
		recs = append(recs, rec)
	}
	return func(yield func(journal.Record, error) bool) {
		for _, rec := range r.edit(recs) {
			if !yield(rec, nil) {
				return
			}
		}
	}
}

func TestReplay(t *testing.T) {
	m := fill(t, 5)
	for after, want := range map[journal.Version][]journal.Version{0: {1, 2, 3, 4, 5}, 3: {4, 5}, 5: nil, 9: nil} {
		got, err := collect(t, journal.Replay(t.Context(), m, stream, after))
		if err != nil {
			t.Fatalf("Replay after %d failed: %v", after, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Replay after %d mismatch (-want +got):\n%s", after, diff)
		}
	}
}

func TestReplayDamaged(t *testing.T) {
	for name, tc := range map[string]struct {
		edit func([]journal.Record) []journal.Record
		good int // records before the damage
	}{
		"bit flipped": {func(r []journal.Record) []journal.Record { r[2].Sum ^= 1 << 31; return r }, 2},
		"id changed":  {func(r []journal.Record) []journal.Record { r[2].ID = "r-4"; return r }, 2},
		"shortened":   {func(r []journal.Record) []journal.Record { r[4].Data = r[4].Data[:2]; return r }, 4},
		"missing":     {func(r []journal.Record) []journal.Record { return append(r[:2], r[3:]...) }, 2},
		"first gone":  {func(r []journal.Record) []journal.Record { return r[1:] }, 0},
		"twice":       {func(r []journal.Record) []journal.Record { return append(r[:2], r[1:]...) }, 2},
		"exchanged":   {func(r []journal.Record) []journal.Record { r[1], r[2] = r[2], r[1]; return r }, 1},
		"no version":  {func(r []journal.Record) []journal.Record { r[0].Version = 0; return r }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := collect(t, journal.Replay(t.Context(), rewritten{fill(t, 5), tc.edit}, stream, 0))
			if len(got) != tc.good {
				t.Errorf("Replay yielded %d records, want %d", len(got), tc.good)
			}
			e, ok := errors.AsType[*journal.Error](err)
			if !errors.Is(err, journal.ErrCorrupt) || !ok || e.Stream != stream || e.Version != journal.Version(tc.good+1) {
				t.Errorf("Replay ended with %v, want ErrCorrupt at version %d", err, tc.good+1)
			}
		})
	}
}

func TestReplayErrors(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	trimmed := fill(t, 5)
	if err := trimmed.Trim(t.Context(), stream, 2); err != nil {
		t.Fatal(err)
	}
	broken := &journaltest.Faulty{Journal: fill(t, 5), Plan: journaltest.Script(journal.OpRead, journaltest.Break)}
	for name, tc := range map[string]struct {
		ctx  context.Context
		j    journal.Journal
		want error
		good int
	}{
		"cancelled": {cancelled, fill(t, 5), context.Canceled, 0},
		"trimmed":   {t.Context(), trimmed, journal.ErrTrimmed, 0},
		"broken":    {t.Context(), broken, journaltest.ErrInjected, 1},
	} {
		got, err := collect(t, journal.Replay(tc.ctx, tc.j, stream, 1))
		if !errors.Is(err, tc.want) || len(got) != tc.good {
			t.Errorf("%s: Replay yielded %d records and %v, want %d and %v", name, len(got), err, tc.good, tc.want)
		}
	}
}

func TestReplayBreak(t *testing.T) {
	for rec, err := range journal.Replay(t.Context(), fill(t, 5), stream, 0) {
		if err != nil || rec.Version != 1 {
			t.Fatalf("Replay yielded version %d, %v", rec.Version, err)
		}
		break
	}
}
