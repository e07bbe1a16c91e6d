package journal_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

func repeat(fault journaltest.Fault, n int) []journaltest.Fault {
	return slices.Repeat([]journaltest.Fault{fault}, n)
}

// plan gives appends and reads a script each.
func plan(appends, reads []journaltest.Fault) func(journal.Op, int) journaltest.Fault {
	a, r := journaltest.Script(journal.OpAppend, appends...), journaltest.Script(journal.OpRead, reads...)
	return func(op journal.Op, n int) journaltest.Fault { return max(a(op, n), r(op, n)) }
}

func TestCommit(t *testing.T) {
	const many = 100
	type faults = []journaltest.Fault
	for name, tc := range map[string]struct {
		appends, reads faults
		after          journal.Version // the stream ends at 3
		want           error
		not            error // an error that want must not look like
		stored         bool
	}{
		"first try":             {after: 3, stored: true},
		"lost":                  {appends: faults{journaltest.Lost}, after: 3, stored: true},
		"answer lost":           {appends: faults{journaltest.AnswerLost}, after: 3, stored: true},
		"late":                  {appends: faults{journaltest.Late}, after: 3, stored: true},
		"spurious":              {appends: faults{journaltest.SpuriousConflict}, after: 3, stored: true},
		"stored conflict":       {appends: faults{journaltest.StoredConflict}, after: 3, stored: true},
		"tenth retry":           {appends: repeat(journaltest.Lost, 10), after: 3, stored: true},
		"reads fail nine times": {appends: faults{journaltest.AnswerLost}, reads: repeat(journaltest.Fail, 9), after: 3, stored: true},

		"beaten":             {after: 2, want: journal.ErrConflict, not: journal.ErrUnknown},
		"beaten, answer off": {appends: faults{journaltest.AnswerLost}, after: 0, want: journal.ErrConflict, not: journal.ErrUnknown},
		"ahead":              {after: 4, want: journal.ErrConflict, not: journal.ErrUnknown},
		"always spurious":    {appends: repeat(journaltest.SpuriousConflict, many), after: 3, want: journal.ErrConflict, not: journal.ErrUnknown},

		"refused":             {appends: faults{journaltest.Fail}, after: 3, want: journaltest.ErrInjected, not: journal.ErrUnknown},
		"spurious, refused":   {appends: faults{journaltest.SpuriousConflict, journaltest.Fail}, after: 3, want: journaltest.ErrInjected, not: journal.ErrUnknown},
		"lost, refused":       {appends: faults{journaltest.Lost, journaltest.Fail}, after: 3, want: journal.ErrUnknown},
		"always lost":         {appends: repeat(journaltest.Lost, many), after: 3, want: journal.ErrUnknown, not: journal.ErrConflict},
		"lost, then spurious": {appends: append(faults{journaltest.Lost}, repeat(journaltest.SpuriousConflict, many)...), after: 3, want: journal.ErrUnknown, not: journal.ErrConflict},
		"no read":             {appends: faults{journaltest.AnswerLost}, reads: repeat(journaltest.Fail, many), after: 3, want: journal.ErrUnknown, stored: true},
		"no read, spurious":   {appends: faults{journaltest.SpuriousConflict}, reads: repeat(journaltest.Fail, many), after: 3, want: journal.ErrUnknown, not: journal.ErrConflict},
		"damaged":             {appends: faults{journaltest.AnswerLost}, reads: faults{journaltest.Flip}, after: 3, want: journal.ErrUnknown, stored: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &journaltest.Faulty{Journal: fill(t, 3), Plan: plan(tc.appends, tc.reads)}
				rec := journal.NewRecord("mine", []byte("data"))
				start := time.Now()
				version, err := journal.Commit(t.Context(), f, stream, tc.after, rec)
				if took := time.Since(start); took > 800*time.Millisecond {
					t.Errorf("Commit paused for %v, want 800 ms at most", took)
				}
				if !errors.Is(err, tc.want) || tc.not != nil && errors.Is(err, tc.not) {
					t.Errorf("Commit returned %v, want %v and not %v", err, tc.want, tc.not)
				}
				if err == nil && version != tc.after+1 {
					t.Errorf("Commit returned version %d, want %d", version, tc.after+1)
				}
				if _, ok := errors.AsType[*journal.Error](err); err != nil && !ok {
					t.Errorf("Commit returned %T, want a *journal.Error", err)
				}
				if got := slices.Contains(ids(t, f.Journal), "mine"); got != tc.stored {
					t.Errorf("the record is stored: %t, want %t", got, tc.stored)
				}
			})
		})
	}
}

// ids returns the record ids of the stream.
func ids(t testing.TB, j journal.Journal) []string {
	t.Helper()
	ids := []string{}
	for rec, err := range journal.Replay(context.WithoutCancel(t.Context()), j, stream, 0) {
		if err != nil {
			t.Fatalf("Replay failed: %v", err)
		}
		ids = append(ids, rec.ID)
	}
	return ids
}

// TestCommitCancelled: a context that ends leaves a doubt only where there was one.
func TestCommitCancelled(t *testing.T) {
	for _, tc := range []struct {
		first journaltest.Fault
		op    journal.Op // the context ends during the first call of op
		doubt bool
	}{
		{journaltest.SpuriousConflict, journal.OpAppend, true},
		{journaltest.AnswerLost, journal.OpAppend, false}, // refused before it is stored
		{journaltest.StoredConflict, journal.OpRead, true},
		{journaltest.SpuriousConflict, journal.OpRead, true},
		{journaltest.Lost, journal.OpRead, true},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		appends := journaltest.Script(journal.OpAppend, tc.first)
		f := &journaltest.Faulty{Journal: fill(t, 3), Plan: func(op journal.Op, n int) journaltest.Fault {
			if op == tc.op {
				cancel()
			}
			return appends(op, n)
		}}
		_, err := journal.Commit(ctx, f, stream, 3, journal.NewRecord("mine", nil))
		if !errors.Is(err, context.Canceled) || errors.Is(err, journal.ErrUnknown) != tc.doubt {
			t.Errorf("%v, cancelled in %s: Commit returned %v, want doubt %t", tc.first, tc.op, err, tc.doubt)
		}
	}
}

// TestCommitDeadline: the pauses end with the context; a doubt that a look has settled stays settled.
func TestCommitDeadline(t *testing.T) {
	for fault, doubt := range map[journaltest.Fault]bool{journaltest.Lost: true, journaltest.SpuriousConflict: false} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			f := &journaltest.Faulty{Journal: fill(t, 3), Plan: plan(repeat(fault, 100), nil)}
			start := time.Now()
			_, err := journal.Commit(ctx, f, stream, 3, journal.NewRecord("mine", nil))
			if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, journal.ErrUnknown) != doubt {
				t.Errorf("%v: Commit returned %v, want doubt %t", fault, err, doubt)
			}
			if took := time.Since(start); took != 100*time.Millisecond {
				t.Errorf("%v: Commit took %v, want 100ms", fault, took)
			}
		})
	}
}

// TestCommitTrimmed: the stream has moved on and was cut; whose record had the place cannot be seen.
func TestCommitTrimmed(t *testing.T) {
	m := fill(t, 5)
	if err := m.Trim(t.Context(), stream, 4); err != nil {
		t.Fatal(err)
	}
	f := &journaltest.Faulty{Journal: m}
	_, err := journal.Commit(t.Context(), f, stream, 2, journal.NewRecord("mine", nil))
	if n := f.Calls(journal.OpRead); n != 1 {
		t.Errorf("Commit has read %d times, want once: reading again cannot help", n)
	}
	if !errors.Is(err, journal.ErrUnknown) || !errors.Is(err, journal.ErrTrimmed) || errors.Is(err, journal.ErrConflict) {
		t.Errorf("Commit returned %v, want ErrUnknown because of ErrTrimmed", err)
	}
}
