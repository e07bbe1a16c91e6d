package journaltest

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
)

// ErrInjected is the cause of every error that a [Faulty] makes up.
var ErrInjected = errors.New("journaltest: injected failure")

// Faulty wraps a journal and fails as Plan says. It is safe for concurrent use if the wrapped journal
// is, and must not be copied. It has all optional capabilities; those that the wrapped journal lacks
// return [errors.ErrUnsupported].
type Faulty struct {
	// Journal is the wrapped journal.
	Journal journal.Journal

	// Plan decides what happens to the nth call of op, counted from 1 for each op; the ops are
	// OpAppend, OpRead, OpWatch, OpTrim, OpDelete and OpList. A loop over a sequence counts as the call. A
	// fault that does not exist for op is None. Calls to Plan do not overlap, so it may keep state; it
	// must not call the Faulty. A nil Plan means no faults.
	Plan func(op journal.Op, n int) Fault

	mu    sync.Mutex
	calls map[journal.Op]int
	late  []func()
}

// Script returns a plan: the calls of op meet the faults one after another, all other calls none.
func Script(op journal.Op, faults ...Fault) func(journal.Op, int) Fault {
	return func(called journal.Op, n int) Fault {
		if called != op || n > len(faults) {
			return None
		}
		return faults[n-1]
	}
}

// Calls returns how often op has been called.
func (f *Faulty) Calls(op journal.Op) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[op]
}

// Land carries out the appends that are [Late].
func (f *Faulty) Land() {
	f.mu.Lock()
	late := f.late
	f.late = nil
	f.mu.Unlock()
	for _, land := range late {
		land()
	}
}

func (f *Faulty) next(op journal.Op) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.calls == nil {
		f.calls = make(map[journal.Op]int)
	}
	f.calls[op]++
	if f.Plan == nil {
		return None
	}
	return f.Plan(op, f.calls[op])
}

// Append implements [journal.Journal].
func (f *Faulty) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	f.Land()
	fail := func(err error) error {
		return &journal.Error{Op: journal.OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: err, Cause: ErrInjected}
	}
	switch f.next(journal.OpAppend) {
	case Fail:
		return 0, fail(ErrInjected)
	case Lost:
		return 0, fail(journal.ErrUnknown)
	case Late:
		f.delay(ctx, stream, after, rec)
		return 0, fail(journal.ErrUnknown)
	case AnswerLost:
		return f.forget(ctx, stream, after, rec, fail(journal.ErrUnknown))
	case SpuriousConflict:
		return 0, fail(journal.ErrConflict)
	case StoredConflict:
		return f.forget(ctx, stream, after, rec, fail(journal.ErrConflict))
	}
	return f.Journal.Append(ctx, stream, after, rec)
}

func (f *Faulty) delay(ctx context.Context, stream string, after journal.Version, rec journal.Record) {
	ctx = context.WithoutCancel(ctx)
	rec.Data = bytes.Clone(rec.Data)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.late = append(f.late, func() { f.Journal.Append(ctx, stream, after, rec) })
}

// forget appends and answers lie, unless the append was refused for what it is.
func (f *Faulty) forget(ctx context.Context, stream string, after journal.Version, rec journal.Record, lie error) (journal.Version, error) {
	_, err := f.Journal.Append(ctx, stream, after, rec)
	if err != nil && !errors.Is(err, journal.ErrConflict) && !errors.Is(err, journal.ErrUnknown) {
		return 0, err
	}
	return 0, lie
}

// Read implements [journal.Journal].
func (f *Faulty) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		fault := f.next(journal.OpRead)
		failed := &journal.Error{Op: journal.OpRead, Stream: stream, Version: after, Err: ErrInjected}
		if fault == Fail {
			yield(journal.Record{}, failed)
			return
		}
		n := 0
		for rec, err := range f.Journal.Read(ctx, stream, after) {
			n++
			switch {
			case err != nil:
			case fault == Break && n == 2:
				yield(journal.Record{}, failed)
				return
			case fault == Skip && n == 1:
				continue
			case fault == Flip && n == 1:
				rec = flip(rec)
			}
			if !yield(rec, err) {
				return
			}
		}
		if fault == Break && n < 2 {
			yield(journal.Record{}, failed)
		}
	}
}

// flip returns rec with one bit changed, in a copy of the data if there is any.
func flip(rec journal.Record) journal.Record {
	if len(rec.Data) == 0 {
		rec.Sum ^= 1
		return rec
	}
	rec.Data = bytes.Clone(rec.Data)
	rec.Data[len(rec.Data)/2] ^= 0x10
	return rec
}

// Watch implements [journal.Watcher].
func (f *Faulty) Watch(ctx context.Context, stream string) (<-chan struct{}, error) {
	w, ok := f.Journal.(journal.Watcher)
	if !ok {
		return nil, &journal.Error{Op: journal.OpWatch, Stream: stream, Err: errors.ErrUnsupported}
	}
	switch f.next(journal.OpWatch) {
	case Fail:
		return nil, &journal.Error{Op: journal.OpWatch, Stream: stream, Err: ErrInjected}
	case WatchLost:
		hints := make(chan struct{})
		close(hints)
		return hints, nil
	case NoHints:
		hints := make(chan struct{})
		context.AfterFunc(ctx, func() { close(hints) })
		return hints, nil
	}
	return w.Watch(ctx, stream)
}

// Trim implements [journal.Trimmer].
func (f *Faulty) Trim(ctx context.Context, stream string, through journal.Version) error {
	t, ok := f.Journal.(journal.Trimmer)
	if !ok {
		return &journal.Error{Op: journal.OpTrim, Stream: stream, Version: through, Err: errors.ErrUnsupported}
	}
	return f.do(journal.OpTrim, stream, through, func() error { return t.Trim(ctx, stream, through) })
}

// Delete implements [journal.Deleter].
func (f *Faulty) Delete(ctx context.Context, stream string) error {
	d, ok := f.Journal.(journal.Deleter)
	if !ok {
		return &journal.Error{Op: journal.OpDelete, Stream: stream, Err: errors.ErrUnsupported}
	}
	return f.do(journal.OpDelete, stream, 0, func() error { return d.Delete(ctx, stream) })
}

// Streams implements [journal.Lister].
func (f *Faulty) Streams(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		l, ok := f.Journal.(journal.Lister)
		if !ok {
			yield("", &journal.Error{Op: journal.OpList, Stream: prefix, Err: errors.ErrUnsupported})
			return
		}
		fault, n := f.next(journal.OpList), 0
		for name, err := range l.Streams(ctx, prefix) {
			if fault == Fail || fault == Break && n == 1 {
				break
			}
			n++
			if !yield(name, err) {
				return
			}
		}
		if fault == Fail || fault == Break {
			yield("", &journal.Error{Op: journal.OpList, Stream: prefix, Err: ErrInjected})
		}
	}
}

func (f *Faulty) do(op journal.Op, stream string, through journal.Version, call func() error) error {
	fail := func(err error) error {
		return &journal.Error{Op: op, Stream: stream, Version: through, Err: err, Cause: ErrInjected}
	}
	switch f.next(op) {
	case Fail:
		return fail(ErrInjected)
	case Lost:
		return fail(journal.ErrUnknown)
	case AnswerLost:
		if err := call(); err != nil {
			return err
		}
		return fail(journal.ErrUnknown)
	}
	return call()
}
