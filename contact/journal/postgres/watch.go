package postgres

import (
	"context"
	"slices"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
)

// Watch implements [journal.Watcher]. Appends by this journal give their hint at once, those by others when the server's
// notification comes; while the connection for those is down, there are none, and when it is up again there is one for
// everybody. The connection is made by the first Watch. The watch is lost when the DB is closed.
func (j *Journal) Watch(ctx context.Context, stream string) (<-chan struct{}, error) {
	if err := journal.CheckStream(journal.OpWatch, stream); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, fail(journal.OpWatch, stream, 0, err)
	}
	hints := make(chan struct{}, 1)
	if !j.hub.add(stream, hints) {
		return nil, fail(journal.OpWatch, stream, 0, errClosed)
	}
	j.listening.Do(func() { j.db.work.Go(j.listen) })
	context.AfterFunc(ctx, func() { j.hub.remove(stream, hints) })
	return hints, nil
}

// hub is the watches of this process.
type hub struct {
	mu      sync.Mutex
	streams map[string][]chan struct{}
	closed  bool
}

// add returns false if the hub is closed.
func (h *hub) add(stream string, hints chan struct{}) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	if h.streams == nil {
		h.streams = make(map[string][]chan struct{})
	}
	h.streams[stream] = append(h.streams[stream], hints)
	return true
}

// remove closes the channel.
func (h *hub) remove(stream string, hints chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := h.streams[stream]
	i := slices.Index(all, hints)
	if i < 0 {
		return // the hub is closed
	}
	close(hints)
	if all = slices.Delete(all, i, i+1); len(all) == 0 {
		delete(h.streams, stream)
	} else {
		h.streams[stream] = all
	}
}

// hint leaves a hint with the watchers of a stream that have none yet.
func (h *hub) hint(stream string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	leave(h.streams[stream])
}

func (h *hub) hintAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, all := range h.streams {
		leave(all)
	}
}

func leave(all []chan struct{}) {
	for _, hints := range all {
		select {
		case hints <- struct{}{}:
		default:
		}
	}
}

// close closes all channels.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, all := range h.streams {
		for _, hints := range all {
			close(hints)
		}
	}
	h.streams, h.closed = nil, true
}
