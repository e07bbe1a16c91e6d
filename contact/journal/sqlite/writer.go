package sqlite

import (
	"errors"
	"runtime"

	"github.com/acdkit/acdkit/contact/journal"
	engine "zombiezen.com/go/sqlite"
)

// writer is the one that changes the file, in one goroutine. What waits when it begins goes into one transaction: many
// streams share the time that the disk takes. It alone copies the log into the file, too, at the end of a transaction.
type writer struct {
	conn   *engine.Conn
	table  *table
	reads  *snapshots
	hint   func(stream string)
	ailing bool // a commit failed, and what it left in the log must go before the next one
}

func newWriter(conn *engine.Conn, reads *snapshots, hint func(string)) (*writer, error) {
	table, err := newTable(conn)
	return &writer{conn: conn, table: table, reads: reads, hint: hint}, err
}

// loop works until stop is closed. Requests that it has not taken by then are not done.
func (w *writer) loop(queue <-chan *request, stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case first := <-queue:
			w.serve(gather(first, queue))
		}
	}
}

// gather collects what waits already. Callers who were answered just now mostly come again at once: they get the processor
// as long as that brings more requests.
func gather(first *request, queue <-chan *request) []*request {
	batch, bytes := []*request{first}, len(first.rec.Data)
	for yielded := false; len(batch) < batchLength && bytes < batchBytes; {
		select {
		case r := <-queue:
			batch, bytes, yielded = append(batch, r), bytes+len(r.rec.Data), false
		default:
			if yielded {
				return batch
			}
			runtime.Gosched()
			yielded = true
		}
	}
	return batch
}

// serve carries out a batch and answers. If a request fails, the others are done without it.
func (w *writer) serve(batch []*request) {
	if err := w.begin(); err != nil {
		w.answer(batch, failed(batch, err, false))
		return
	}
	outs, err := w.transact(batch)
	switch {
	case err == nil:
		w.answer(batch, w.erase(batch, outs))
	case w.ailing || len(batch) == 1:
		w.answer(batch, failed(batch, err, w.ailing))
	default:
		for _, r := range batch {
			w.serve([]*request{r})
		}
	}
}

// failed returns the outcomes of a batch of which nothing is stored or, in doubt, nobody knows what.
func failed(batch []*request, err error, doubt bool) []outcome {
	sentinel, cause := classify(err)
	if doubt {
		sentinel, cause = journal.ErrUnknown, err
	}
	outs := make([]outcome, len(batch))
	for i, r := range batch {
		outs[i] = r.fail(sentinel, cause)
	}
	return outs
}

func (w *writer) answer(batch []*request, outs []outcome) {
	for i, r := range batch {
		if outs[i].changed || outs[i].err != nil {
			w.hint(r.stream)
		}
		r.done <- outs[i]
	}
}

func (w *writer) begin() error {
	if err := w.heal(); err != nil {
		return err
	}
	return run(w.table.begin)
}

// transact carries out a batch in the transaction that was begun. If it fails, nothing is stored, unless the writer is ailing
// now.
func (w *writer) transact(batch []*request) ([]outcome, error) {
	outs, changed := make([]outcome, len(batch)), false
	for i, r := range batch {
		var err error
		if outs[i], err = w.do(r); err != nil {
			return nil, w.rollback(err)
		}
		changed = changed || outs[i].changed
	}
	if !changed {
		return outs, w.rollback(nil)
	}
	err := run(w.table.commit)
	if err == nil {
		return outs, nil
	}
	// Without room on the disk the log lacks the mark of the commit, so that nothing is stored. Any other failure, that of
	// fsync above all, leaves open what the disk has.
	w.ailing = engine.ErrCode(err).ToPrimary() != engine.ResultFull
	return nil, w.rollback(err)
}

// do carries out one request. An error is one of the file, after which the transaction is of no use.
func (w *writer) do(r *request) (outcome, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gone {
		return outcome{}, nil
	}
	r.begun = true
	switch r.op {
	case journal.OpAppend:
		return w.table.append(r)
	case journal.OpTrim:
		return w.table.trim(r)
	default:
		return w.table.delete(r)
	}
}

// rollback ends the transaction, if the engine has not done so itself, and returns err.
func (w *writer) rollback(err error) error {
	if !w.conn.AutocommitEnabled() {
		if rerr := run(w.table.rollback); err == nil {
			err = rerr
		}
	}
	w.table.forget()
	return err
}

// heal empties the log after a commit in doubt: what is left of it there could otherwise come to life after a crash. That
// the disk has failed once is no reason to stop, but nothing is written until it works again.
func (w *writer) heal() error {
	if !w.ailing {
		return nil
	}
	if err := w.emptyLog(); err != nil {
		return err
	}
	w.ailing = false
	return nil
}

// erase removes what was deleted from the log, once for the batch.
func (w *writer) erase(batch []*request, outs []outcome) []outcome {
	var err error
	done := false
	for i, out := range outs {
		if !out.erased {
			continue
		}
		if !done {
			err, done = w.emptyLog(), true
		}
		if err != nil {
			outs[i].err = batch[i].error(classify(err))
		}
	}
	return outs
}

var errWatched = errors.New("sqlite: another program reads the file")

// emptyLog copies the log into the file and cuts it to nothing.
func (w *writer) emptyLog() error {
	return w.reads.without(func() error {
		busy, err := number(w.conn, "PRAGMA wal_checkpoint(TRUNCATE)")
		if err == nil && busy != 0 {
			err = errWatched
		}
		return err
	})
}
