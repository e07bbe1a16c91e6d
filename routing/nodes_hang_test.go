package routing_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// silent is a journal that gives no answer to an append, as over a network that loses everything.
type silent struct {
	journal.Watcher
	on atomic.Bool
}

func (s *silent) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if !s.on.Load() {
		return s.Watcher.Append(ctx, stream, after, rec)
	}
	<-ctx.Done()
	return 0, &journal.Error{Op: journal.OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: journal.ErrUnknown, Cause: ctx.Err()}
}

// TestNodesJournalHangs: a leader whose journal gives no answer waits for it no longer than Patience, and leads no more.
func TestNodesJournalHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &silent{Watcher: new(journal.Memory)}
		cfg := siteConfig(j)
		cfg.Patience = 3 * time.Second
		cfg.Forward = func(context.Context, routing.Command) (journal.Version, error) {
			return 0, &routing.Error{Code: routing.ErrNotLeading}
		}
		s := openSite(t, cfg)
		if err := s.Lead(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, lost := s.Role()
		j.on.Store(true)
		began := time.Now()
		err := s.Do(t.Context(), routing.Enqueue{Contact: "c", Queue: "chat"})
		if took := time.Since(began); !errors.Is(err, routing.ErrUnavailable) || took > cfg.Patience {
			t.Errorf("Do returned %v after %v, want %v", err, took, routing.ErrUnavailable)
		}
		<-lost
		if took := time.Since(began); took > cfg.Patience {
			t.Errorf("the center led for %v, want no more than %v", took, cfg.Patience)
		}
	})
}
