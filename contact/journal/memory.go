package journal

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"slices"
	"sync"
)

var (
	_ Watcher = (*Memory)(nil)
	_ Trimmer = (*Memory)(nil)
	_ Deleter = (*Memory)(nil)
	_ Lister  = (*Memory)(nil)
)

var errBeyond = errors.New("beyond the end of the stream")

// Memory is a journal in the memory of the process, for tests, simulations and single-process use. The
// zero value is an empty journal. It is safe for concurrent use and must not be copied. It is a [Watcher],
// a [Trimmer], a [Deleter] and a [Lister], takes records up to [MaxRecord] and is never in doubt: it returns
// neither ErrUnknown nor an ErrConflict that is not real. What it holds ends with the process.
//
// Append copies Data; Read hands out that copy without copying again, so it is read-only. A Read yields
// the stream as it is when the loop begins, and takes no lock while it yields.
type Memory struct {
	mu      sync.Mutex
	streams map[string]*memoryStream
}

// Append implements [Journal].
func (m *Memory) Append(ctx context.Context, stream string, after Version, rec Record) (Version, error) {
	if err := CheckAppend(stream, after, rec, MaxRecord); err != nil {
		return 0, err
	}
	if err := ctx.Err(); err != nil {
		return 0, &Error{Op: OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: err}
	}
	rec.Version = after + 1
	rec.Data = slices.Clip(bytes.Clone(rec.Data))
	if !m.push(stream, after, rec) {
		return 0, &Error{Op: OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: ErrConflict}
	}
	return rec.Version, nil
}

func (m *Memory) push(stream string, after Version, rec Record) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.streams[stream]
	switch {
	case s == nil && after != 0, s != nil && after != s.last:
		return false
	case s == nil:
		s = m.create(stream)
	}
	s.push(rec)
	s.hint()
	return true
}

// Read implements [Journal].
func (m *Memory) Read(ctx context.Context, stream string, after Version) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		fail := func(err error) { yield(Record{}, &Error{Op: OpRead, Stream: stream, Version: after, Err: err}) }
		if err := CheckStream(OpRead, stream); err != nil {
			yield(Record{}, err)
			return
		}
		if err := ctx.Err(); err != nil {
			fail(err)
			return
		}
		chunks, ok := m.since(stream, after)
		if !ok {
			fail(ErrTrimmed)
			return
		}
		for _, chunk := range chunks {
			for _, rec := range chunk {
				if err := ctx.Err(); err != nil {
					fail(err)
					return
				}
				if !yield(rec, nil) {
					return
				}
			}
		}
	}
}

func (m *Memory) since(stream string, after Version) (chunks [][]Record, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.streams[stream]
	if s == nil {
		return nil, true
	}
	return s.since(after)
}

// Watch implements [Watcher].
func (m *Memory) Watch(ctx context.Context, stream string) (<-chan struct{}, error) {
	if err := CheckStream(OpWatch, stream); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, &Error{Op: OpWatch, Stream: stream, Err: err}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.streams[stream]
	if s == nil {
		s = m.create(stream)
	}
	hints := make(chan struct{}, 1)
	s.watch(hints)
	context.AfterFunc(ctx, func() { m.unwatch(stream, hints) })
	return hints, nil
}

func (m *Memory) unwatch(stream string, hints chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.streams[stream]
	s.unwatch(hints)
	close(hints)
	m.forget(stream, s)
}

// Trim implements [Trimmer].
func (m *Memory) Trim(ctx context.Context, stream string, through Version) error {
	if err := CheckStream(OpTrim, stream); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return &Error{Op: OpTrim, Stream: stream, Version: through, Err: err}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.streams[stream]
	switch {
	case through == 0:
		return nil
	case s == nil || through > s.last:
		return &Error{Op: OpTrim, Stream: stream, Version: through, Err: ErrInvalid, Cause: errBeyond}
	}
	s.trim(through)
	return nil
}

// Delete implements [Deleter].
func (m *Memory) Delete(ctx context.Context, stream string) error {
	if err := CheckStream(OpDelete, stream); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return &Error{Op: OpDelete, Stream: stream, Err: err}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if s := m.streams[stream]; s != nil {
		s.clear()
		s.hint()
		m.forget(stream, s)
	}
	return nil
}

// create and forget are called with the lock held.
func (m *Memory) create(stream string) *memoryStream {
	if m.streams == nil {
		m.streams = make(map[string]*memoryStream)
	}
	s := new(memoryStream)
	m.streams[stream] = s
	return s
}

// forget drops a stream that is as if it had never been.
func (m *Memory) forget(stream string, s *memoryStream) {
	if s.last == 0 && len(s.watchers) == 0 {
		delete(m.streams, stream)
	}
}
