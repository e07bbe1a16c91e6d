package journaltest

import (
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact/journal"
)

// trim cuts the stream, and the model with it.
func (s *subject) trim(through journal.Version) {
	s.t.Helper()
	if err := s.j.(journal.Trimmer).Trim(s.ctx, s.stream, through); err != nil {
		s.t.Fatalf("Trim(%q, %d) failed: %v", s.stream, through, err)
	}
	if through > s.cut {
		s.want = s.want[through-s.cut:]
		s.cut = through
	}
}

// checkTrimmed expects ErrTrimmed before the cut, and the model after it.
func (s *subject) checkTrimmed() {
	s.t.Helper()
	for after := range s.cut {
		recs, err := s.read(s.ctx, after)
		s.isError("Read", err, journal.ErrTrimmed)
		if len(recs) > 0 {
			s.t.Errorf("Read from before the cut yielded %d records", len(recs))
		}
	}
	for after := s.cut; after < s.last()+3; after++ {
		s.checkFrom(after)
	}
}

// trimPart: what is cut is ErrTrimmed, what is not stays, and the numbering goes on.
func trimPart(s *subject) {
	other := s.sibling("center/2")
	other.fill(12)
	s.fill(12)
	for _, through := range []journal.Version{1, 5, 6, 11} {
		s.trim(through)
		s.checkTrimmed()
		s.refused(s.ctx, s.cut, s.record(secret), journal.ErrConflict)
		s.fill(1)
		s.checkTrimmed()
	}
	other.check()
}

// trimAll: a stream that is cut wholly still knows its version.
func trimAll(s *subject) {
	s.fill(6)
	for range 2 {
		s.trim(s.last())
		s.checkTrimmed()
		s.refused(s.ctx, 0, s.record(secret), journal.ErrConflict)
		s.refused(s.ctx, s.last()-1, s.record(secret), journal.ErrConflict)
		s.refused(s.ctx, s.last()+1, s.record(secret), journal.ErrConflict)
		s.fill(1)
		s.checkTrimmed()
	}
}

func trimRepeated(s *subject) {
	s.trim(0)
	s.fill(8)
	for _, through := range []journal.Version{0, 5, 5, 3, 0} {
		s.trim(through)
		s.checkTrimmed()
	}
}

func trimBeyondEnd(s *subject) {
	beyond := func(through journal.Version) {
		s.t.Helper()
		s.isError("Trim", s.j.(journal.Trimmer).Trim(s.ctx, s.stream, through), journal.ErrInvalid)
		s.checkTrimmed()
	}
	beyond(1)
	s.fill(4)
	beyond(5)
	beyond(journal.MaxVersion + 1)
	s.trim(4)
	beyond(5)
}

// trimWhileReading: a Read that a Trim overtakes yields everything, or ends with ErrTrimmed.
func trimWhileReading(s *subject) {
	s.fill(300)
	n, trimmed := journal.Version(0), error(nil)
	for rec, err := range journal.Replay(s.ctx, s.j, s.stream, 0) {
		if err != nil {
			trimmed = err
			break
		}
		n = rec.Version
		if n == 2 {
			s.trim(290)
		}
	}
	if trimmed == nil && n != 300 {
		s.t.Errorf("Read ended in silence at version %d, want 300", n)
	}
	if trimmed != nil && !errors.Is(trimmed, journal.ErrTrimmed) {
		s.t.Errorf("Read failed with %v, want %v", trimmed, journal.ErrTrimmed)
	}
	s.check()
}

func trimRefused(s *subject) {
	s.fill(3)
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	s.isError("Trim", s.j.(journal.Trimmer).Trim(ctx, s.stream, 2), context.Canceled)
	s.checkTrimmed()
}
