package routing_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
)

var errCut = errors.New("the process is dead")

// store is a journal that outlives centers and remembers everything that was ever appended, trimmed or
// erased since.
type store struct {
	*journal.Memory
	mu      sync.Mutex
	streams map[string][]journal.Record
	spoil   map[string]bool // streams that read back damaged
}

func newStore() *store {
	return &store{Memory: new(journal.Memory), streams: make(map[string][]journal.Record), spoil: make(map[string]bool)}
}

func (s *store) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	version, err := s.Memory.Append(ctx, stream, after, rec)
	if err == nil {
		rec.Version, rec.Data = version, bytes.Clone(rec.Data)
		s.streams[stream] = append(s.streams[stream], rec)
	}
	return version, err
}

func (s *store) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.spoil[stream] {
		return s.Memory.Read(ctx, stream, after)
	}
	return func(yield func(journal.Record, error) bool) {
		for rec, err := range s.Memory.Read(ctx, stream, after) {
			rec.Sum++
			if !yield(rec, err) {
				return
			}
		}
	}
}

// records returns everything that was ever appended to a stream.
func (s *store) records(stream string) []journal.Record {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.streams[stream]
}

// damage makes a stream read back with wrong checksums.
func (s *store) damage(stream string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spoil[stream] = true
}

// snapshots returns the streams of snapshots that are not erased, the oldest first.
func (s *store) snapshots(t testing.TB) (names []string) {
	t.Helper()
	for _, rec := range s.records(siteStream + "/snapshots") {
		at := bytes.Index(rec.Data, []byte(siteStream))
		name := string(rec.Data[at : at+len(siteStream+"/snapshot/")+36])
		for range s.Memory.Read(t.Context(), name, 0) {
			if !slices.Contains(names, name) { // announced, then named
				names = append(names, name)
			}
			break
		}
	}
	return names
}

// named returns how many snapshots have been named.
func (s *store) named(t testing.TB) (n int) {
	t.Helper()
	for _, rec := range s.records(siteStream + "/snapshots") {
		if rec.Data[len(rec.Data)-1] != 0 { // the number of records, of which there are few in tests
			n++
		}
	}
	return n
}

// contains reports in which stream below center/ some text was ever stored.
func (s *store) contains(text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, records := range s.streams {
		for _, rec := range records {
			if strings.HasPrefix(name, "center/") && bytes.Contains(rec.Data, []byte(text)) || strings.Contains(name+rec.ID, text) {
				return name
			}
		}
	}
	return ""
}

// leash is a process's way to a store; once it is cut, the process is as good as dead.
type leash struct {
	*store
	dead atomic.Bool
	last atomic.Bool // the next append still arrives; its answer does not
}

func (l *leash) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if l.last.Swap(false) && !l.dead.Swap(true) {
		l.store.Append(ctx, stream, after, rec)
		return 0, &journal.Error{Op: journal.OpAppend, Stream: stream, Err: journal.ErrUnknown, Cause: errCut}
	}
	if l.dead.Load() {
		return 0, errCut
	}
	return l.store.Append(ctx, stream, after, rec)
}

func (l *leash) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	if l.dead.Load() {
		return func(yield func(journal.Record, error) bool) { yield(journal.Record{}, errCut) }
	}
	return l.store.Read(ctx, stream, after)
}

func (l *leash) Trim(ctx context.Context, stream string, through journal.Version) error {
	if l.dead.Load() {
		return errCut
	}
	return l.store.Trim(ctx, stream, through)
}

func (l *leash) Delete(ctx context.Context, stream string) error {
	if l.dead.Load() {
		return errCut
	}
	return l.store.Delete(ctx, stream)
}

// crashing is a leash that is cut at an append.
type crashing struct {
	leash
	in      atomic.Int64 // so many appends; 0: never
	arrives bool         // that append still does
}

func (c *crashing) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if c.in.Load() > 0 && c.in.Add(-1) == 0 {
		c.last.Store(c.arrives)
		c.dead.Store(!c.arrives)
	}
	return c.leash.Append(ctx, stream, after, rec)
}
