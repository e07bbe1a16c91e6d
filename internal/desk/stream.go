package desk

import (
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact/journal"
)

func (r *Room) stream() string { return r.desk.cfg.Channel.String() + "/" + string(r.ID) }

// read replays the contact's stream.
func (r *Room) read(ctx context.Context) error {
	version := journal.Version(0)
	err := r.tenant.Read(func(yield func([]byte, error) bool) {
		for rec, err := range journal.Replay(ctx, r.desk.cfg.Journal, r.stream(), 0) {
			if err != nil {
				yield(nil, r.Failed(err))
				return
			}
			version = rec.Version
			if !yield(rec.Data, nil) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	r.version = version
	r.wake() // there may be what was appended without an answer
	r.outdated()
	if r.tenant.Stage() != Going {
		return nil
	}
	r.news = true
	return r.tenant.Resume(ctx)
}

// Append makes what was stepped durable, as one record, and wakes those who wait for it. If it fails, the machine is
// forgotten, and the error is Unavailable: it may have been stored or not.
func (r *Room) Append(ctx context.Context, data []byte) error {
	rec := journal.NewRecord(r.desk.cfg.NewID(), data)
	version, err := journal.Commit(ctx, r.desk.cfg.Journal, r.stream(), r.version, rec)
	if err != nil {
		r.tenant.Forget()
		return r.Failed(err)
	}
	r.version = version
	r.wake()
	return nil
}

// Changed is closed at the next record.
func (r *Room) Changed() <-chan struct{} { return r.changed }

// wake has those look who wait for more.
func (r *Room) wake() {
	close(r.changed)
	r.changed = make(chan struct{})
}

// Failed returns the error of a journal, or another port, that has failed: Unavailable, or Damaged for a stream that stays so.
func (r *Room) Failed(err error) error {
	code := r.desk.cfg.Errors.Unavailable
	if errors.Is(err, journal.ErrCorrupt) || errors.Is(err, journal.ErrTrimmed) {
		code = r.desk.cfg.Errors.Damaged
	}
	return r.desk.cfg.Errors.New(code, r.ID, err)
}
