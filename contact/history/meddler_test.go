package history_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
)

// meddler is a journal before whose writes something else happens. Reads are left alone.
type meddler struct {
	*journal.Memory
	before func(op journal.Op, stream string)
}

func (m *meddler) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	m.before(journal.OpAppend, stream)
	return m.Memory.Append(ctx, stream, after, rec)
}

func (m *meddler) Delete(ctx context.Context, stream string) error {
	m.before(journal.OpDelete, stream)
	return m.Memory.Delete(ctx, stream)
}

// plain hides the optional capabilities of a journal.
type plain struct{ journal.Journal }

// wrapper has a Delete that wraps nothing.
type wrapper struct{ journal.Journal }

func (w wrapper) Delete(context.Context, string) error { return errors.ErrUnsupported }

var errCrash = errors.New("crash")

// files is a store of files by owner that fails when crash says so, before or after its work is done.
type files struct {
	mu    sync.Mutex
	held  map[string]bool
	crash func() (before, after bool)
}

func (f *files) Erase(_ context.Context, owner string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	before, after := false, false
	if f.crash != nil {
		before, after = f.crash()
	}
	if before {
		return errCrash
	}
	delete(f.held, owner)
	if after {
		return errCrash
	}
	return nil
}

func (f *files) owners() []string { return slices.Sorted(maps.Keys(f.held)) }

// failing is a journal that does not erase some streams.
type failing struct {
	*journal.Memory
	refuse func(stream string) bool
}

func (f *failing) Delete(ctx context.Context, stream string) error {
	if f.refuse(stream) {
		return errCrash
	}
	return f.Memory.Delete(ctx, stream)
}
