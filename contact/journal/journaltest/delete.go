package journaltest

import (
	"context"

	"github.com/acdkit/acdkit/contact/journal"
)

// delete erases the stream, and the model with it.
func (s *subject) delete() {
	s.t.Helper()
	if err := s.j.(journal.Deleter).Delete(s.ctx, s.stream); err != nil {
		s.t.Fatalf("Delete(%q) failed: %v", s.stream, err)
	}
	s.cut, s.want = 0, nil
}

// deleteErases: nothing is left, other streams are untouched, and the stream begins again at 0.
func deleteErases(s *subject) {
	other, longer := s.sibling("center/2"), s.sibling(s.stream+"0")
	for range 2 {
		other.fill(2)
		longer.fill(2)
		s.fill(5)
		s.delete()
		for _, after := range []journal.Version{0, 1, 4, 5, 6} {
			s.checkFrom(after)
		}
		s.refused(s.ctx, 5, s.record(secret), journal.ErrConflict)
		s.refused(s.ctx, 1, s.record(secret), journal.ErrConflict)
		s.check()
		s.fill(2)
		s.check()
		other.check()
		longer.check()
		s.delete()
	}
}

func deleteRepeated(s *subject) {
	s.delete()
	s.fill(1)
	s.delete()
	s.delete()
	s.check()
}

// deleteWhileReading: a Read that a Delete overtakes yields the records in order, and comes to an end.
func deleteWhileReading(s *subject) {
	s.fill(300)
	n, want := 0, s.want
	for rec, err := range s.j.Read(s.ctx, s.stream, 0) {
		if err != nil {
			break
		}
		if n == len(want) || !same(rec, want[n]) {
			s.t.Fatalf("Read yielded %s after %d records", describe(rec), n)
		}
		if n++; n == 2 {
			s.delete()
		}
	}
	s.check()
}

// deleteTrimmed: erasing forgets the cut as well.
func deleteTrimmed(s *subject) {
	s.fill(5)
	s.trim(3)
	s.delete()
	s.check()
	s.fill(2)
	s.check()
	s.trim(2)
	s.delete()
	s.fill(1)
	s.checkTrimmed()
}

func deleteRefused(s *subject) {
	s.fill(3)
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	s.isError("Delete", s.j.(journal.Deleter).Delete(ctx, s.stream), context.Canceled)
	s.check()
}
