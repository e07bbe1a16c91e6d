package journaltest

import (
	"fmt"

	"github.com/acdkit/acdkit/contact/journal"
)

// streamsIsolated: each stream has versions and records of its own.
func streamsIsolated(s *subject) {
	var streams []*subject
	for i := range 30 {
		streams = append(streams, s.sibling(fmt.Sprintf("chat/%d", i)))
	}
	for round := range 5 {
		for i, stream := range streams {
			stream.fill(1 + (i+round)%3)
		}
	}
	for _, stream := range streams {
		stream.check()
		stream.refused(s.ctx, stream.last()+1, s.record(secret), journal.ErrConflict)
	}
	s.check()
}

// streamsNames: legal names of all kinds are taken, and none for another.
func streamsNames(s *subject) {
	var streams []*subject
	for _, name := range append(oddNames(), longNames(journal.MaxStream)...) {
		stream := s.sibling(name)
		stream.check()
		stream.fill(1)
		streams = append(streams, stream)
	}
	for _, stream := range streams {
		stream.fill(1)
		stream.check()
	}
}

// streamsInvalidNames: every operation refuses what is no name.
func streamsInvalidNames(s *subject) {
	for _, name := range badNames(journal.MaxStream) {
		bad := s.sibling(name)
		bad.refused(s.ctx, 0, s.record(secret), journal.ErrInvalid)
		_, err := bad.read(s.ctx, 0)
		bad.isError("Read", err, journal.ErrInvalid)
		if w, ok := s.j.(journal.Watcher); ok {
			_, err := w.Watch(s.ctx, name)
			bad.isError("Watch", err, journal.ErrInvalid)
		}
		if t, ok := s.j.(journal.Trimmer); ok {
			bad.isError("Trim", t.Trim(s.ctx, name, 0), journal.ErrInvalid)
		}
		if d, ok := s.j.(journal.Deleter); ok {
			bad.isError("Delete", d.Delete(s.ctx, name), journal.ErrInvalid)
		}
	}
}
