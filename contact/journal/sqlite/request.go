package sqlite

import (
	"context"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
)

// request is something that the writer is to do, and its caller waits for. The caller may go away: before the writer has
// begun, nothing is done; after that, the outcome is open.
type request struct {
	op      journal.Op
	stream  string
	version journal.Version // append: after; trim: through
	rec     journal.Record

	mu    sync.Mutex // held while the writer looks at rec, which belongs to the caller
	begun bool
	gone  bool

	done chan outcome // takes one
}

// outcome is what became of a request.
type outcome struct {
	version journal.Version // of the record that was appended
	more    bool            // trim, delete: a part is done, ask again
	erased  bool            // delete: what is in the log must go, too
	changed bool            // there is something to commit
	err     error
}

// fail returns the outcome of a request for which nothing was done.
func (r *request) fail(err, cause error) outcome { return outcome{err: r.error(err, cause)} }

func (r *request) error(err, cause error) error {
	return &journal.Error{Op: r.op, Stream: r.stream, Version: r.version, RecordID: r.rec.ID, Err: err, Cause: cause}
}

// leave is what the caller does when it cannot wait any longer because of why. It tells whether the writer has begun.
func (r *request) leave(why error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	select {
	case out := <-r.done:
		r.done <- out // it is settled after all
		return nil
	default:
	}
	r.gone = true
	if r.begun {
		return r.error(journal.ErrUnknown, why)
	}
	return r.error(why, nil)
}

// ask hands r to the writer and waits for the outcome.
func (j *Journal) ask(ctx context.Context, r *request) (outcome, error) {
	if err := ctx.Err(); err != nil {
		return outcome{}, r.error(err, nil)
	}
	r.done = make(chan outcome, 1)
	select {
	case <-j.closing:
		return outcome{}, r.error(ErrClosed, nil)
	case <-ctx.Done():
		return outcome{}, r.error(ctx.Err(), nil)
	case j.queue <- r:
	}
	var why error
	select {
	case out := <-r.done:
		return out, out.err
	case <-ctx.Done():
		why = ctx.Err()
	case <-j.stopped:
		why = ErrClosed
	}
	if err := r.leave(why); err != nil {
		return outcome{}, err
	}
	out := <-r.done
	return out, out.err
}
