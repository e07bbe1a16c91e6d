package journaltest

import (
	"context"
	"errors"
	"math"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// appendOrder: versions are dense from 1, and Read gives the records in the order of appending.
func appendOrder(s *subject) {
	s.fill(100)
	s.check()
}

// appendExpectedVersion: a writer that is behind or ahead is refused, and stores nothing.
func appendExpectedVersion(s *subject) {
	s.fill(5)
	for _, after := range []journal.Version{0, 1, 4, 6, 1000, math.MaxUint32 + 5} {
		s.refused(s.ctx, after, s.record(secret), journal.ErrConflict)
		s.check()
	}
	s.fill(1)
	s.check()
}

// appendFirstVersion: a new stream begins after 0.
func appendFirstVersion(s *subject) {
	for _, after := range []journal.Version{1, 2} {
		s.refused(s.ctx, after, s.record(secret), journal.ErrConflict)
	}
	s.check()
	s.fill(1)
	s.refused(s.ctx, 0, s.record(secret), journal.ErrConflict)
	s.check()
}

// appendSameRecord: a second try of a stored record is a conflict or is recognized, but never stored.
func appendSameRecord(s *subject) {
	s.fill(2)
	rec, after := s.record("twice"), s.last()
	s.append(rec)
	for range 2 {
		version, err := s.j.Append(s.ctx, s.stream, after, rec)
		if err == nil && version != after+1 {
			s.t.Errorf("Append of a stored record returned version %d, want %d", version, after+1)
		}
		if err != nil {
			s.isError("Append", err, journal.ErrConflict)
		}
		s.check()
	}
}

func appendIgnoresVersion(s *subject) {
	for _, version := range []journal.Version{0, 1, 99} {
		rec := s.record("versioned by the caller")
		rec.Version = version
		s.append(rec)
	}
	s.check()
}

// appendCopiesData: the caller may use its buffer again once Append has returned.
func appendCopiesData(s *subject) {
	buf := make([]byte, 64, 128)
	for i := range 3 {
		for k := range buf {
			buf[k] = byte(i)
		}
		s.append(journal.NewRecord(s.suite.id(), buf))
	}
	clear(buf[:cap(buf)])
	s.check()
}

// appendCancelled: a context that has ended stores nothing, and leaves no doubt.
func appendCancelled(s *subject) {
	s.fill(1)
	cancelled, cancel := context.WithCancel(s.ctx)
	cancel()
	expired, cancel := context.WithDeadline(s.ctx, time.Unix(0, 0))
	defer cancel()
	s.refused(cancelled, 1, s.record(secret), context.Canceled)
	s.refused(expired, 1, s.record(secret), context.DeadlineExceeded)
	if _, err := journal.Commit(cancelled, s.j, s.stream, 1, s.record(secret)); !errors.Is(err, context.Canceled) {
		s.t.Errorf("Commit with a cancelled context returned %v, want %v", err, context.Canceled)
	}
	s.check()
	s.fill(1)
	s.check()
}

// appendInvalid: records that break the rules are refused.
func appendInvalid(s *subject) {
	s.fill(1)
	for _, id := range badNames(journal.MaxID) {
		s.refused(s.ctx, 1, journal.NewRecord(id, []byte(secret)), journal.ErrInvalid)
	}
	rec := s.record(secret)
	rec.Sum++
	s.refused(s.ctx, 1, rec, journal.ErrInvalid)
	rec = s.record(secret)
	rec.Data = []byte(strings.ToUpper(secret))
	s.refused(s.ctx, 1, rec, journal.ErrInvalid)
	s.check()
}

// appendVersionOutOfRange: versions that a store with signed numbers cannot hold do not wrap around.
func appendVersionOutOfRange(s *subject) {
	for range 2 {
		for _, after := range []journal.Version{journal.MaxVersion, journal.MaxVersion + 1, math.MaxUint64} {
			s.refused(s.ctx, after, s.record(secret), journal.ErrInvalid)
			s.checkFrom(after)
		}
		s.refused(s.ctx, journal.MaxVersion-1, s.record(secret), journal.ErrConflict)
		s.check()
		s.fill(1)
	}
}
