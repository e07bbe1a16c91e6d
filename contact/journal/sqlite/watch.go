package sqlite

import (
	"context"
	"sync"
)

// watches are the channels that take hints, by stream. The file belongs to this process, so every append passes here.
type watches struct {
	mu     sync.Mutex
	closed bool
	by     map[string]map[chan struct{}]struct{}
}

func newWatches() *watches { return &watches{by: make(map[string]map[chan struct{}]struct{})} }

func (w *watches) add(ctx context.Context, stream string) (<-chan struct{}, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return nil, ErrClosed
	}
	hints := make(chan struct{}, 1)
	if w.by[stream] == nil {
		w.by[stream] = make(map[chan struct{}]struct{})
	}
	w.by[stream][hints] = struct{}{}
	context.AfterFunc(ctx, func() { w.remove(stream, hints) })
	return hints, nil
}

func (w *watches) remove(stream string, hints chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, ok := w.by[stream][hints]; !ok {
		return
	}
	close(hints)
	delete(w.by[stream], hints)
	if len(w.by[stream]) == 0 {
		delete(w.by, stream)
	}
}

// hint leaves a hint with every watcher of the stream that has none yet.
func (w *watches) hint(stream string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for hints := range w.by[stream] {
		select {
		case hints <- struct{}{}:
		default:
		}
	}
}

func (w *watches) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	for _, channels := range w.by {
		for hints := range channels {
			close(hints)
		}
	}
	clear(w.by)
}
