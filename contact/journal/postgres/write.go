package postgres

import (
	"context"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/jackc/pgx/v5/pgconn"
)

// oweAgain is when a notification that may not have come through is sent again, if no batch takes it along before.
const oweAgain = time.Second

// write serves the queue until the DB is closed.
func (j *Journal) write() {
	for {
		select {
		case <-j.queue.ready:
			j.writeBatch()
		case <-j.db.ctx.Done():
			j.queue.close()
			j.refuse(errClosed)
			return
		}
	}
}

// refuse answers all that wait: nothing of it was sent.
func (j *Journal) refuse(err error) {
	for {
		batch := j.queue.take()
		if len(batch) == 0 {
			return
		}
		for _, r := range batch {
			r.answer(err, nil)
		}
	}
}

// writeBatch sends what waits once there is a connection: the longer that takes, the larger the batch. If a connection
// turns out to be dead before anything was sent, it takes another.
func (j *Journal) writeBatch() {
	ctx, cancel := context.WithTimeout(j.db.ctx, j.db.cfg.Timeout)
	defer cancel()
	var b *batch
	var err error
	for range tries {
		conn, errPool := j.db.cfg.Pool.Acquire(ctx)
		switch {
		case errPool != nil && b == nil:
			j.refuse(errPool)
			return
		case errPool != nil:
			j.settle(b, err)
			return
		case b == nil:
			b = &batch{requests: j.queue.take(), owed: j.owed.take()}
		}
		if !b.empty() {
			err = j.send(ctx, conn, b)
		}
		conn.Release()
		if !pgconn.SafeToRetry(err) || b.committed {
			break
		}
	}
	j.settle(b, err)
}

// settle tells each caller what became of its record, and remembers whom the others may not have heard of.
func (j *Journal) settle(b *batch, err error) {
	var owed []string
	if err != nil && b.committed {
		owed, err = append(b.streams(), b.owed...), nil
	} else if err != nil {
		owed = b.owed
	}
	for _, stream := range b.owed {
		j.hub.hint(stream)
	}
	for _, r := range b.requests {
		switch {
		case err != nil && certain(err):
			r.answer(err, nil)
			continue
		case err != nil:
			owed = append(owed, r.stream)
			r.answer(journal.ErrUnknown, err)
		case b.stored[r.rec.ID]:
			j.hub.hint(r.stream)
			r.answer(nil, nil)
			continue
		default:
			r.answer(journal.ErrConflict, nil)
		}
		j.hub.hint(r.stream)
	}
	if len(owed) > 0 {
		j.owed.add(owed)
		time.AfterFunc(oweAgain, j.queue.signal)
	}
}
