package jetstream

import (
	"context"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/nats-io/nats.go"
)

// hints is where one watcher gets its hints.
type hints struct {
	c   chan struct{}
	sub *nats.Subscription
}

// Watch implements [journal.Watcher]. The hints come from the stream's leader, when it has stored something; further ones
// come after the connection was down and after another leader was elected, when some may have been lost.
func (j *Journal) Watch(ctx context.Context, stream string) (<-chan struct{}, error) {
	if err := journal.CheckStream(journal.OpWatch, stream); err != nil {
		return nil, err
	}
	fail := func(err error) error { return &journal.Error{Op: journal.OpWatch, Stream: stream, Err: err} }
	if err := ctx.Err(); err != nil {
		return nil, fail(err)
	}
	h := &hints{c: make(chan struct{}, 1)}
	if err := j.beginWatch(h, j.name+".hint."+token(stream)); err != nil {
		return nil, fail(err)
	}
	// The question goes the way that the subscription went, behind it: with the answer, the leader knows of both.
	if _, _, err := j.get(ctx, query{Last: j.subject(stream)}); err != nil {
		j.endWatch(h)
		return nil, fail(err)
	}
	context.AfterFunc(ctx, func() { j.endWatch(h) })
	return h.c, nil
}

func (j *Journal) beginWatch(h *hints, subject string) (err error) {
	j.watching.Lock()
	defer j.watching.Unlock()
	if j.hints == nil {
		return ErrClosed
	}
	if h.sub, err = j.nc.Subscribe(subject, func(*nats.Msg) { j.hint(h) }); err == nil {
		j.hints[h] = struct{}{}
	}
	return err
}

func (j *Journal) endWatch(h *hints) {
	j.watching.Lock()
	defer j.watching.Unlock()
	if _, ok := j.hints[h]; ok {
		j.end(h)
	}
}

// end is called with the lock.
func (j *Journal) end(h *hints) {
	_ = h.sub.Unsubscribe() // it fails if the connection is closed: then there is nothing to end
	delete(j.hints, h)
	close(h.c)
}

func (j *Journal) endWatches() {
	j.watching.Lock()
	defer j.watching.Unlock()
	for h := range j.hints {
		j.end(h)
	}
	j.hints = nil
}

func (j *Journal) hint(h *hints) {
	j.watching.Lock()
	defer j.watching.Unlock()
	j.give(h)
}

func (j *Journal) hintAll() {
	j.watching.Lock()
	defer j.watching.Unlock()
	for h := range j.hints {
		j.give(h)
	}
}

// give leaves a hint if there is none yet. It is called with the lock, because a channel that was closed takes none.
func (j *Journal) give(h *hints) {
	if _, ok := j.hints[h]; !ok {
		return
	}
	select {
	case h.c <- struct{}{}:
	default:
	}
}
