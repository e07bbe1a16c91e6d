package sqlite

import (
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

// Journal is a journal in a SQLite file. It is safe for concurrent use. It is a [journal.Watcher], a [journal.Trimmer], a
// [journal.Deleter] and a [journal.Lister], and takes records up to [MaxRecord].
//
// Append never returns a conflict that is not real. ErrUnknown comes only when the context ends while the record is being
// written, and when the disk fails. A full disk is ErrFull: nothing is stored.
type Journal struct {
	path      string
	lock      *fileLock
	writer    *writer
	readers   *pool
	snapshots *snapshots
	watches   *watches

	queue   chan *request
	closing chan struct{} // closed when no more requests are taken
	stopped chan struct{} // closed when the writer has ended
	closed  sync.Once
}

// Append implements [journal.Journal].
func (j *Journal) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if err := journal.CheckAppend(stream, after, rec, MaxRecord); err != nil {
		return 0, err
	}
	out, err := j.ask(ctx, &request{op: journal.OpAppend, stream: stream, version: after, rec: rec})
	return out.version, err
}

// Trim implements [journal.Trimmer]. It cuts in steps, between which appends go on. If it fails on the way, a part may be
// cut.
func (j *Journal) Trim(ctx context.Context, stream string, through journal.Version) error {
	if err := journal.CheckStream(journal.OpTrim, stream); err != nil {
		return err
	}
	return j.askAll(ctx, journal.OpTrim, stream, through)
}

// Delete implements [journal.Deleter]. When it has returned nil, the content is gone from the file and from the log beside
// it; the package comment says what that means. A stream of more than 512 records or 1 MiB is cut in steps first: if Delete
// fails on the way, the stream may be trimmed. Then repeat it.
func (j *Journal) Delete(ctx context.Context, stream string) error {
	if err := journal.CheckStream(journal.OpDelete, stream); err != nil {
		return err
	}
	return j.askAll(ctx, journal.OpDelete, stream, 0)
}

// askAll asks until all steps are done.
func (j *Journal) askAll(ctx context.Context, op journal.Op, stream string, through journal.Version) error {
	for {
		out, err := j.ask(ctx, &request{op: op, stream: stream, version: through})
		if err != nil || !out.more {
			return err
		}
	}
}

// Watch implements [journal.Watcher]. Close closes the channel.
func (j *Journal) Watch(ctx context.Context, stream string) (<-chan struct{}, error) {
	if err := journal.CheckStream(journal.OpWatch, stream); err != nil {
		return nil, err
	}
	hints, err := j.watches.add(ctx, stream)
	if err != nil {
		return nil, &journal.Error{Op: journal.OpWatch, Stream: stream, Err: err}
	}
	return hints, nil
}

// Close lets what is being written end, refuses the rest, and lets go of the file. The log is copied into the file and
// removed. Every call after it fails with ErrClosed; closing again does nothing.
func (j *Journal) Close() (err error) {
	j.closed.Do(func() {
		close(j.closing)
		<-j.stopped
		j.watches.close()
		err = errors.Join(j.readers.close(), j.writer.conn.Close(), j.lock.unlock())
		if err != nil {
			err = &Error{Op: "close", Path: j.path, Err: err}
		}
	})
	return err
}
