package desk

import (
	"context"
	"errors"
	"iter"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/wire"
)

func (r *Room) stream() string { return r.desk.cfg.Channel.String() + "/" + string(r.ID) }

// refresh brings the machine to the end of its stream: it reads it if it is not there, and if the center is shared, what
// other nodes have appended.
func (r *Room) refresh(ctx context.Context) error {
	switch {
	case r.tenant.Stage() == Unread:
		return r.read(ctx)
	case !r.desk.shared():
		return nil
	}
	return r.readOn(ctx)
}

// readOn applies what other nodes have appended.
func (r *Room) readOn(ctx context.Context) error {
	before := r.version
	if err := r.tenant.ReadOn(r.records(ctx, before)); err != nil {
		r.version = before
		return err
	}
	if r.version != before {
		r.known = r.known || r.tenant.Routed()
		r.wake()
	}
	return nil
}

// read replays the contact's stream.
func (r *Room) read(ctx context.Context) error {
	before := r.version
	if err := r.tenant.Read(r.records(ctx, 0)); err != nil {
		r.version = before
		return err
	}
	r.known = r.known || r.tenant.Routed()
	r.wake()                                     // there may be what was appended without an answer
	if r.version != before && !r.desk.shared() { // or what another desk did
		r.outdated()
	}
	r.news = r.news || r.version != before && (r.tenant.Stage() == Going || before > 0)
	return nil
}

// records yields the data of the stream's records, and notes how far they are.
func (r *Room) records(ctx context.Context, after journal.Version) iter.Seq2[[]byte, error] {
	known := r.version
	r.version = after
	return func(yield func([]byte, error) bool) {
		for rec, err := range journal.Replay(ctx, r.desk.cfg.Journal, r.stream(), after) {
			if err != nil {
				yield(nil, r.Failed(err))
				return
			}
			if !yield(r.take(rec, rec.Version > known), nil) {
				return
			}
		}
	}
}

// take notes how far a record is, and returns its data. Of a fresh one, another node is the writer, or nobody knew that it is
// there. If it tells less of routing than this machine knew, it has changed what that was true of: what came since may be news
// after all.
func (r *Room) take(rec journal.Record, fresh bool) []byte {
	followed, data := wire.Followed(rec.Data)
	r.version = rec.Version
	if fresh && followed > 0 {
		r.noted = max(r.noted, journal.Version(followed))
		if r.routed > r.noted {
			r.outdated()
		}
		r.routed = r.noted
	}
	return data
}

// Append makes what was stepped durable, as one record, and wakes those who wait for it. If it fails, the machine is
// forgotten, and the error is Unavailable: it may have been stored or not, unless the room was Beaten.
func (r *Room) Append(ctx context.Context, data []byte) error {
	if r.desk.shared() && (r.telling || r.routed > r.noted) { // or other nodes would tell it, or what came before it
		data = wire.Follows(uint64(r.routed), data)
	}
	rec := journal.NewRecord(r.desk.cfg.NewID(), data)
	version, err := journal.Commit(ctx, r.desk.cfg.Journal, r.stream(), r.version, rec)
	if err != nil {
		r.beaten = errors.Is(err, journal.ErrConflict) && !errors.Is(err, journal.ErrUnknown)
		r.tenant.Forget()
		return r.Failed(err)
	}
	r.version = version
	if r.desk.shared() {
		r.noted = r.routed
	}
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
