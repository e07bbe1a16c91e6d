package journaltest

import (
	"context"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
)

func (s *subject) watch(ctx context.Context) <-chan struct{} {
	s.t.Helper()
	hints, err := s.j.(journal.Watcher).Watch(ctx, s.stream)
	if err != nil {
		s.t.Fatalf("Watch(%q) failed: %v", s.stream, err)
	}
	return hints
}

// hint waits for a hint.
func (s *subject) hint(hints <-chan struct{}) {
	s.t.Helper()
	select {
	case _, ok := <-hints:
		if !ok {
			s.t.Fatalf("the channel of Watch(%q) is closed, want a hint", s.stream)
		}
	case <-s.ctx.Done():
		s.t.Fatalf("no hint came for %q", s.stream)
	}
}

// catchUp waits for hints until Read has yielded everything up to version, from last on.
func (s *subject) catchUp(hints <-chan struct{}, last, version journal.Version) {
	s.t.Helper()
	for last < version {
		s.hint(hints)
		for rec, err := range journal.Replay(s.ctx, s.j, s.stream, last) {
			if err != nil {
				s.t.Fatalf("Read failed after version %d: %v", last, err)
			}
			last = rec.Version
		}
	}
}

// watchHint: a hint comes after an append, also for a stream that did not exist, and to every watcher.
func watchHint(s *subject) {
	first, second := s.watch(s.ctx), s.watch(s.ctx)
	for range 10 {
		before := s.last()
		s.fill(1)
		s.catchUp(first, before, s.last())
		s.catchUp(second, before, s.last())
	}
	s.sibling("center/2").fill(1)
	s.check()
}

// watchCoalesced: appends go on though nobody takes the hints, and one hint is enough for all.
func watchCoalesced(s *subject) {
	hints := s.watch(s.ctx)
	s.fill(100)
	s.catchUp(hints, 0, s.last())
	if cap(hints) > 1 {
		s.t.Errorf("the channel of Watch holds %d hints, want one at most", cap(hints))
	}
}

// watchNoLostWakeUp: a reader that reads after each hint gets everything, however the two interleave.
func watchNoLostWakeUp(s *subject) {
	for range 5 {
		s.watchWriter(50)
	}
}

// watchWriter follows a writer of n records.
func (s *subject) watchWriter(n journal.Version) {
	s.t.Helper()
	var wg sync.WaitGroup
	defer wg.Wait()
	before, hints := s.last(), s.watch(s.ctx)
	wg.Go(func() {
		for i := range n {
			if _, err := s.j.Append(s.ctx, s.stream, before+i, s.record("watched")); err != nil {
				s.t.Errorf("Append failed: %v", err)
			}
		}
	})
	s.catchUp(hints, before, before+n)
	s.want = append(s.want, make([]journal.Record, n)...)
}

// watchClosed: the channel closes when the context ends, and only that watcher's.
func watchClosed(s *subject) {
	ctx, cancel := context.WithCancel(s.ctx)
	ending, staying := s.watch(ctx), s.watch(s.ctx)
	s.fill(1)
	cancel()
	for open := true; open; {
		select {
		case _, open = <-ending:
		case <-s.ctx.Done():
			s.t.Fatal("the channel of Watch did not close when its context ended")
		}
	}
	s.fill(1)
	s.catchUp(staying, 0, s.last())
}

func watchRefused(s *subject) {
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	_, err := s.j.(journal.Watcher).Watch(ctx, s.stream)
	s.isError("Watch", err, context.Canceled)
}
