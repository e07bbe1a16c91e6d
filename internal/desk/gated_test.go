package desk_test

import (
	"context"
	"iter"
	"sync/atomic"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// gated is a journal whose calls wait, or fail, while they are told so.
type gated struct {
	*journal.Memory
	holdAppend, holdRead, failRead atomic.Bool
}

func hold(while *atomic.Bool) {
	for while.Load() {
		time.Sleep(10 * time.Millisecond)
	}
}

func (g *gated) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	hold(&g.holdAppend)
	return g.Memory.Append(ctx, stream, after, rec)
}

func (g *gated) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	hold(&g.holdRead)
	if g.failRead.Load() {
		return func(yield func(journal.Record, error) bool) {
			yield(journal.Record{}, &journal.Error{Err: errUnavailable})
		}
	}
	return g.Memory.Read(ctx, stream, after)
}

// slow is a journal whose appends take a millisecond, so that several nodes meet.
type slow struct{ *journal.Memory }

func (s *slow) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	time.Sleep(time.Millisecond)
	return s.Memory.Append(ctx, stream, after, rec)
}

// hooked is a journal that does something before its next append, or after its next read.
type hooked struct {
	*journal.Memory
	before, after atomic.Pointer[func()]
}

func (h *hooked) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if hook := h.before.Swap(nil); hook != nil {
		(*hook)()
	}
	return h.Memory.Append(ctx, stream, after, rec)
}

func (h *hooked) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		for rec, err := range h.Memory.Read(ctx, stream, after) {
			if !yield(rec, err) {
				return
			}
		}
		if hook := h.after.Swap(nil); hook != nil {
			(*hook)()
		}
	}
}
