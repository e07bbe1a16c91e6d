package postgres

import (
	"bytes"
	"context"
	"errors"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
)

var (
	_ journal.Watcher = (*Journal)(nil)
	_ journal.Trimmer = (*Journal)(nil)
	_ journal.Deleter = (*Journal)(nil)
	_ journal.Lister  = (*Journal)(nil)
)

// writers is how many connections append at the same time: the second one works while the first waits for the disk. More
// of them make the batches smaller, and each takes time of the server's for its commit.
const writers = 2

// Journal is the journal in a DB. It is safe for concurrent use. It is a [journal.Watcher], a [journal.Trimmer], a
// [journal.Deleter] and a [journal.Lister], takes records up to [journal.MaxRecord], and what it has acknowledged outlives
// a crash of the server. It returns an ErrConflict only if the stream has moved on.
//
// Appends to different streams that come at the same time share a transaction; none of them fails because another does
// not fit. A context that ends costs no connection.
type Journal struct {
	db         *DB
	opening    int64 // tells this journal's notifications from others'
	statements statements
	queue      queue
	hub        hub
	owed       owed
	listening  sync.Once
}

// statements is SQL with the name of the schema in it.
type statements struct {
	insert, keep, create, page, cut, remove, erase, due, swept, list string
}

func newJournal(db *DB, opening int64) *Journal {
	j := &Journal{db: db, opening: opening, queue: newQueue(), statements: statements{
		insert: db.within(insertRecords), keep: db.within(keepRecords), create: db.within(createStreams), page: db.within(readPage),
		cut: db.within(cutStream), remove: db.within(removeRecords),
		erase: db.within(eraseStream), due: db.within(dueStreams), swept: db.within(sweptStream),
		list: db.within(listStreams),
	}}
	for range writers {
		db.work.Go(j.write)
	}
	return j
}

// Append implements [journal.Journal].
func (j *Journal) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if err := journal.CheckAppend(stream, after, rec, journal.MaxRecord); err != nil {
		return 0, err
	}
	fail := func(err, cause error) (journal.Version, error) {
		return 0, &journal.Error{Op: journal.OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: err, Cause: cause}
	}
	if err := ctx.Err(); err != nil {
		return fail(err, nil)
	}
	// If ctx ends on the way, the caller may use its buffer again while the driver still reads.
	rec.Data = bytes.Clone(rec.Data)
	r := &request{stream: stream, after: after, rec: rec, done: make(chan struct{})}
	if !j.queue.put(r) {
		return fail(errClosed, nil)
	}
	select {
	case <-r.done:
		if r.err != nil {
			return fail(r.err, r.cause)
		}
		return after + 1, nil
	case <-ctx.Done():
		if j.queue.withdraw(r) {
			return fail(ctx.Err(), nil)
		}
		return fail(journal.ErrUnknown, ctx.Err())
	}
}

// fail makes err an error of the port, if it is not one already.
func fail(op journal.Op, stream string, version journal.Version, err error) error {
	if e, ok := errors.AsType[*journal.Error](err); ok {
		return e
	}
	return &journal.Error{Op: op, Stream: stream, Version: version, Err: err}
}
