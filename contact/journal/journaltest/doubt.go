package journaltest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/acdkit/acdkit/contact/journal"
)

// doubtful are the faults of Append that leave the writer in doubt, alone and in rows.
var doubtful = [][]Fault{
	{Lost}, {AnswerLost}, {Late}, {SpuriousConflict}, {StoredConflict},
	{Lost, Lost}, {Lost, AnswerLost}, {Lost, StoredConflict}, {Late, SpuriousConflict}, {Late, Late, Lost},
	{SpuriousConflict, SpuriousConflict, AnswerLost}, {Lost, SpuriousConflict, Late, StoredConflict},
}

// doubtSettled: whatever the answers were, the record is stored once and the writer knows.
func doubtSettled(s *subject) {
	s.fill(3)
	for _, faults := range doubtful {
		f := &Faulty{Journal: s.j, Plan: Script(journal.OpAppend, faults...)}
		rec := s.record(fmt.Sprint(faults))
		version, err := journal.Commit(s.ctx, f, s.stream, s.last(), rec)
		if err != nil || version != s.last()+1 {
			s.t.Fatalf("%v: Commit returned %d, %v, want %d", faults, version, err, s.last()+1)
		}
		f.Land()
		s.stored(rec)
		s.check()
	}
}

// doubtBeaten: if another writer has the place, the conflict is real and the record is not stored.
func doubtBeaten(s *subject) {
	for _, faults := range append(slices.Clone(doubtful), nil) {
		after := s.last()
		s.fill(2)
		f := &Faulty{Journal: s.j, Plan: Script(journal.OpAppend, faults...)}
		_, err := journal.Commit(s.ctx, f, s.stream, after, s.record(secret))
		s.isError("Commit", err, journal.ErrConflict)
		if errors.Is(err, journal.ErrUnknown) {
			s.t.Errorf("%v: Commit returned %v, want a certain conflict", faults, err)
		}
		f.Land()
		s.check()
	}
}

// doubtReadFails: a look that fails is repeated.
func doubtReadFails(s *subject) {
	for _, faults := range [][]Fault{{Fail}, {Fail, Fail}} {
		for _, first := range []Fault{Lost, AnswerLost, Late, SpuriousConflict, StoredConflict} {
			appends, reads := Script(journal.OpAppend, first), Script(journal.OpRead, faults...)
			f := &Faulty{Journal: s.j, Plan: func(op journal.Op, n int) Fault { return max(appends(op, n), reads(op, n)) }}
			rec := s.record(first.String())
			if _, err := journal.Commit(s.ctx, f, s.stream, s.last(), rec); err != nil {
				s.t.Fatalf("%v then %v: Commit failed: %v", first, faults, err)
			}
			f.Land()
			s.stored(rec)
			s.check()
		}
	}
}

// doubtWriters: many writers on a store that often fails; each record is stored once.
func doubtWriters(s *subject) {
	x := uint32(88172645)
	plan := func(op journal.Op, _ int) Fault {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		switch {
		case op == journal.OpAppend && x%3 == 0:
			return []Fault{Lost, AnswerLost, Late, SpuriousConflict, StoredConflict}[x/3%5]
		case op == journal.OpRead && x%16 == 0:
			return []Fault{Fail, Break}[x/16%2]
		}
		return None
	}
	f := &Faulty{Journal: s.j, Plan: plan}
	s.crowd(f, 6, 15, func(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
		return journal.Commit(ctx, f, stream, after, rec)
	})
}
