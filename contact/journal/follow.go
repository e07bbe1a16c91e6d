package journal

import (
	"context"
	"errors"
	"iter"
	"time"
)

const (
	pollEvery  = 250 * time.Millisecond // how often Follow reads when it has no hints
	checkEvery = 15 * time.Second       // and when it has: a hint that got lost delays, but never stops
)

// Follow yields the records of stream after after, and goes on yielding new ones as they come. It
// verifies as [Replay] does. If j is a [Watcher], Follow reads at each hint, and every 15 seconds without
// one; otherwise, or when the watch is lost, every 250 milliseconds.
//
// Follow ends when the loop breaks off, or with an error as the last pair; it never ends by itself. When
// ctx ends, the error is that of ctx. After [ErrTrimmed], load the snapshot and follow from there.
// Other errors are not retried: the caller knows the last version it has seen and can begin again there.
// Follow does not notice that the stream has been erased; who erases a stream stops its followers.
func Follow(ctx context.Context, j Journal, stream string, after Version) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		hints, err := watch(ctx, j, stream) // before reading, so that nothing falls between
		if err != nil {
			yield(Record{}, err)
			return
		}
		last := after
		for {
			for rec, err := range Replay(ctx, j, stream, last) {
				if !yield(rec, err) || err != nil {
					return
				}
				last = rec.Version
			}
			if hints, err = await(ctx, hints); err != nil {
				yield(Record{}, &Error{Op: OpFollow, Stream: stream, Version: last, Err: err})
				return
			}
		}
	}
}

// watch returns j's hints for stream, or nil if j has none to give.
func watch(ctx context.Context, j Journal, stream string) (<-chan struct{}, error) {
	w, ok := j.(Watcher)
	if !ok {
		return nil, nil
	}
	hints, err := w.Watch(ctx, stream)
	if errors.Is(err, errors.ErrUnsupported) {
		return nil, nil
	}
	return hints, err
}

// await returns when it is time to read again, with the hints to wait for next.
func await(ctx context.Context, hints <-chan struct{}) (<-chan struct{}, error) {
	every := checkEvery
	if hints == nil {
		every = pollEvery
	}
	timer := time.NewTimer(every)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-timer.C:
	case _, ok := <-hints:
		if !ok {
			return nil, ctx.Err() // nil if the watch was lost: poll from now on
		}
	}
	return hints, nil
}
