package journaltest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact/journal"
)

// streams returns the names that the journal lists, in order, and the error that ended the list.
func (s *subject) streams(ctx context.Context, prefix string) (names []string, err error) {
	s.t.Helper()
	for name, e := range s.j.(journal.Lister).Streams(ctx, prefix) {
		switch {
		case err != nil:
			s.t.Fatalf("Streams(%q) went on after the error %v", prefix, err)
		case (e != nil) != (name == ""):
			s.t.Errorf("Streams(%q) yielded the name %q with the error %v", prefix, name, e)
		}
		if err = e; err == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, err
}

// checkStreams expects these names, each once.
func (s *subject) checkStreams(prefix string, want ...string) {
	s.t.Helper()
	got, err := s.streams(s.ctx, prefix)
	if err != nil {
		s.t.Fatalf("Streams(%q) failed: %v", prefix, err)
	}
	if slices.Sort(want); !slices.Equal(got, want) {
		s.t.Errorf("Streams(%q) yielded %.1000q, want %.1000q", prefix, got, want)
	}
}

func listPrefix(s *subject) {
	s.checkStreams("")
	s.checkStreams("center/")
	for _, name := range []string{"center/1", "center/2", "center/1/snapshots", "chat/1", "Center/1"} {
		s.sibling(name).fill(2)
	}
	s.checkStreams("", "center/1", "center/2", "center/1/snapshots", "chat/1", "Center/1")
	s.checkStreams("c", "center/1", "center/2", "center/1/snapshots", "chat/1")
	s.checkStreams("center/", "center/1", "center/2", "center/1/snapshots")
	s.checkStreams("center/1", "center/1", "center/1/snapshots")
	s.checkStreams("center/1/snapshots", "center/1/snapshots")
	s.checkStreams("center/1/snapshots/")
	s.checkStreams("enter")
}

// listNames: every legal name is listed as it is, and as a prefix stands for itself.
func listNames(s *subject) {
	names := append(oddNames(), longNames(journal.MaxStream)...)
	for _, name := range names {
		s.sibling(name).fill(1)
	}
	s.checkStreams("", names...)
	for _, prefix := range names {
		var want []string
		for _, name := range names {
			if strings.HasPrefix(name, prefix) {
				want = append(want, name)
			}
		}
		s.checkStreams(prefix, want...)
	}
}

// listMany: a list that does not fit into one page of a store comes whole.
func listMany(s *subject) {
	var names []string
	for i := range 1200 {
		names = append(names, fmt.Sprintf("chat/%d", i))
		s.sibling(names[i]).fill(1)
	}
	s.fill(1)
	s.checkStreams("chat/", names...)
}

// listBreak: the loop's body may use the journal, and leave early.
func listBreak(s *subject) {
	for i := range 10 {
		s.sibling(fmt.Sprintf("chat/%d", i)).fill(1)
	}
	for range 100 {
		n := 0
		for _, err := range s.j.(journal.Lister).Streams(s.ctx, "chat/") {
			if err != nil {
				s.t.Fatalf("Streams failed: %v", err)
			}
			s.fill(1)
			if n++; n == 2 {
				break
			}
		}
	}
	s.check()
}

// listTrimmed: a stream that is cut wholly is still there.
func listTrimmed(s *subject) {
	s.fill(3)
	s.trim(3)
	s.checkStreams("", s.stream)
}

func listDeleted(s *subject) {
	s.fill(3)
	s.sibling("center/2").fill(1)
	s.delete()
	s.checkStreams("", "center/2")
	s.fill(1)
	s.checkStreams("", s.stream, "center/2")
}

// listWatched: watching a stream, or a refused append to it, does not bring it about.
func listWatched(s *subject) {
	s.watch(s.ctx)
	s.refused(s.ctx, 1, s.record(secret), journal.ErrConflict)
	s.checkStreams("")
	s.fill(1)
	s.checkStreams("", s.stream)
}

func listRefused(s *subject) {
	s.fill(1)
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	_, err := s.streams(ctx, "")
	s.isError("Streams", err, context.Canceled)
	for _, prefix := range badNames(journal.MaxStream) {
		if prefix == "" {
			continue
		}
		_, err := s.streams(s.ctx, prefix)
		s.sibling(prefix).isError("Streams", err, journal.ErrInvalid)
	}
}
