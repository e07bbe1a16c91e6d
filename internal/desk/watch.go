package desk

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// How often a stream is looked at for what other nodes have appended: if the journal gives hints, and if it does not; and
// that of a room whose machine has left the memory.
const (
	hintedEvery, hintedIdle = 15 * time.Second, 10 * time.Minute
	pollEvery, pollIdle     = 250 * time.Millisecond, 15 * time.Second
)

// watch has the room follow its stream, if other nodes may write there.
func (r *Room) watch() {
	if r.unwatch != nil || !r.desk.shared() || r.tenant.Stage() != Going {
		return
	}
	ctx, end := context.WithCancel(r.desk.ctx)
	r.unwatch = end
	r.desk.Go(func() {
		defer end()
		for ctx.Err() == nil {
			hints, err := r.hints(ctx)
			if err != nil {
				r.look(ctx, true)
				sleep(ctx, time.Second)
				continue
			}
			r.heed(ctx, hints)
		}
	})
}

// hints returns the journal's hints that the stream has grown; nil if it gives none.
func (r *Room) hints(ctx context.Context) (<-chan struct{}, error) {
	w, ok := r.desk.cfg.Journal.(journal.Watcher)
	if !ok {
		return nil, nil
	}
	hints, err := w.Watch(ctx, r.stream())
	if errors.Is(err, errors.ErrUnsupported) {
		return nil, nil
	}
	return hints, err
}

// heed looks at the stream at each hint, until there are no more.
func (r *Room) heed(ctx context.Context, hints <-chan struct{}) {
	timer := time.NewTimer(0) // for what came before the first hint
	defer timer.Stop()
	for ctx.Err() == nil {
		select {
		case _, more := <-hints:
			if !more {
				return
			}
		case <-timer.C:
		case <-ctx.Done():
			return
		}
		timer.Reset(r.look(ctx, hints != nil))
	}
}

// look has the machine go on with what other nodes have appended, and what follows from that. It returns how long to wait
// until the next look, if there is no hint.
func (r *Room) look(ctx context.Context, hinted bool) time.Duration {
	select {
	case r.lock <- struct{}{}:
	case <-ctx.Done():
		return 0
	}
	defer r.Unlock()
	if r.gone {
		return 0
	}
	idle, before := r.tenant.Stage() == Unread, r.version
	if !idle || r.grown(ctx) {
		err := r.catchOn(ctx)
		if r.version != before && r.Drives() {
			r.used = r.desk.cfg.Now()
		}
		if r.version != before || err != nil {
			r.leave()
		}
	}
	switch {
	case !idle && hinted:
		return hintedEvery
	case !idle:
		return pollEvery
	case hinted:
		return hintedIdle
	}
	return pollIdle
}

// catchOn brings the machine to the end of its stream; on the node that leads, to where the center stands, too.
func (r *Room) catchOn(ctx context.Context) error {
	if r.desk.Leads() {
		return r.do(ctx, func(*Room) error { return nil })
	}
	return r.refresh(ctx)
}

// grown reports whether the stream of a machine that is not there has more than when it was.
func (r *Room) grown(ctx context.Context) bool {
	for _, err := range r.desk.cfg.Journal.Read(ctx, r.stream(), r.version) {
		return err == nil
	}
	return false
}
