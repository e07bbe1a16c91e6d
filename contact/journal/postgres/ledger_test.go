package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// place is where a record is.
type place struct {
	stream  string
	version journal.Version
}

// ledger is what writers were told. The log must agree.
type ledger struct {
	mu      sync.Mutex
	stored  map[string]place // acknowledged records by id
	refused map[string]bool  // records that certainly are not stored
	unknown int
}

func newLedger() *ledger {
	return &ledger{stored: make(map[string]place), refused: make(map[string]bool)}
}

// note takes down the answer to an append.
func (l *ledger) note(stream string, version journal.Version, id string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err == nil:
		l.stored[id] = place{stream, version}
	case errors.Is(err, journal.ErrUnknown):
		l.unknown++
	default:
		l.refused[id] = true
	}
}

func (l *ledger) acknowledged() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.stored)
}

// check compares the streams with the ledger: dense versions, sound records, each once, those that were acknowledged at
// their places, and none that was refused.
func (l *ledger) check(t *testing.T, j journal.Journal, streams []string) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	found := make(map[string]place)
	for _, stream := range streams {
		for rec, err := range journal.Replay(t.Context(), j, stream, 0) {
			if err != nil {
				t.Fatal(err)
			}
			if _, twice := found[rec.ID]; twice {
				t.Errorf("record %s is stored twice", rec.ID)
			}
			if l.refused[rec.ID] {
				t.Errorf("record %s is stored, but was refused", rec.ID)
			}
			found[rec.ID] = place{stream, rec.Version}
		}
	}
	for id, want := range l.stored {
		if got := found[id]; got != want {
			t.Errorf("record %s is at %v, but was acknowledged at %v", id, got, want)
		}
	}
	t.Logf("%d records are stored; %d were acknowledged, %d refused, %d left open", len(found), len(l.stored), len(l.refused), l.unknown)
}

// scribble appends to a stream until ctx ends, beside others, and takes down every answer. After one that is not nil it
// reads on, as the port demands.
func (l *ledger) scribble(ctx context.Context, j journal.Journal, stream string) {
	last := journal.Version(0)
	for ctx.Err() == nil {
		rec := journal.NewRecord(contact.NewID(), fmt.Appendf(nil, "%s after %d", stream, last))
		version, err := journal.Commit(ctx, j, stream, last, rec)
		l.note(stream, version, rec.ID, err)
		if last++; err != nil {
			last = catchUp(ctx, j, stream, last-1)
		}
	}
}

// catchUp returns the last version of a stream, however often reading fails.
func catchUp(ctx context.Context, j journal.Journal, stream string, last journal.Version) journal.Version {
	for ctx.Err() == nil {
		var failed error
		for rec, err := range journal.Replay(ctx, j, stream, last) {
			if failed = err; err == nil {
				last = rec.Version
			}
		}
		if failed == nil {
			break
		}
	}
	return last
}

func streamNames(n int) (names []string) {
	for i := range n {
		names = append(names, fmt.Sprintf("chat/%d", i))
	}
	return names
}
