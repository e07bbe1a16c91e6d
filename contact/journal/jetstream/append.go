package jetstream

import (
	"context"
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/contact/journal"
)

// Append implements [journal.Journal]. It waits while too many appends are under way, and repeats what the servers did not
// take, until Config.Patience is over or ctx ends. A conflict that the server reports is checked with the stream's leader, so
// that one that is none, as around a change of leader, is not passed on.
func (j *Journal) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if err := journal.CheckAppend(stream, after, rec, MaxRecord); err != nil {
		return 0, err
	}
	fail := func(err, cause error) error {
		return &journal.Error{Op: journal.OpAppend, Stream: stream, Version: after, RecordID: rec.ID, Err: err, Cause: cause}
	}
	if err := ctx.Err(); err != nil {
		return 0, fail(err, nil)
	}
	if err := j.enter(ctx); err != nil {
		return 0, fail(err, nil)
	}
	defer j.leave()
	a := &appending{j: j, stream: stream, subject: j.subject(stream), at: place{version: after}, rec: rec}
	switch err := a.run(ctx); {
	case err == nil:
		return after + 1, nil
	case errors.Is(err, errMoved):
		return 0, fail(journal.ErrConflict, err)
	case errors.Is(err, errOpen):
		return 0, fail(journal.ErrUnknown, err)
	default:
		return 0, fail(err, nil)
	}
}

// appending is a record on its way.
type appending struct {
	j       *Journal
	stream  string
	subject string
	rec     journal.Record
	at      place // of the version that the writer gave
}

// spurious is how often a conflict is looked into before it is passed on; with the pauses, some seconds.
const spurious = 32

// run returns nil when the record is stored, errOpen if it may be, and else the certain reason why not; errMoved for a
// conflict.
func (a *appending) run(ctx context.Context) error {
	if p, ok := a.j.tails.get(a.stream); ok && p.version == a.at.version {
		a.at.seq = p.seq
	} else if a.at.version > 0 {
		if err := a.locate(ctx); err != nil {
			return certain(err)
		}
	}
	for round := 0; ; round++ {
		seq, err := a.write(ctx)
		if err == nil {
			a.j.tails.raise(a.stream, place{a.at.version + 1, seq})
		}
		if !errors.Is(err, errMoved) || round == spurious {
			return err
		}
		if found := a.locate(ctx); found != nil {
			return fmt.Errorf("%w: %w", err, certain(found))
		}
		if round > 0 && pause(ctx, round) != nil { // the first time, the sequence was only an old one
			return fmt.Errorf("%w: %w", err, ctx.Err())
		}
	}
}

// certain takes away from err that it looks open: a question that nobody answered leaves no doubt about the record.
func certain(err error) error {
	if errors.Is(err, errOpen) {
		return &certainError{err}
	}
	return err
}

// certainError is err in everything but that it is not errOpen.
type certainError struct{ err error }

func (e *certainError) Error() string        { return e.err.Error() }
func (e *certainError) Is(target error) bool { return target != errOpen && errors.Is(e.err, target) }
func (e *certainError) As(target any) bool   { return errors.As(e.err, target) }

// locate asks where the stream ends. It returns errMoved if that is not where the writer believes.
func (a *appending) locate(ctx context.Context) error {
	p, err := a.j.last(ctx, a.stream)
	if err != nil {
		return err
	}
	if p.version != a.at.version {
		return errMoved
	}
	a.at = p
	return nil
}

// write stores the record, in parts if it is long. The last part makes the record: as long as it is not sent, nothing is
// open. Each part goes behind the one before it; if another writer comes between, that is errMoved.
func (a *appending) write(ctx context.Context) (seq uint64, err error) {
	size := a.j.partSize()
	m := message{seq: a.at.seq, kind: kindPart, version: a.at.version + 1, id: a.rec.ID, sum: a.rec.Sum}
	m.parts = uint64(max(1, (len(a.rec.Data)+size-1)/size))
	buf := make([]byte, 0, overhead+min(size, len(a.rec.Data)))
	for m.part+1 < m.parts {
		from := int(m.part) * size
		m.data = a.rec.Data[from : from+size]
		m.seq, err = a.j.put(ctx, a.subject, m.seq, 0, m.encode(buf))
		if errors.Is(err, errOpen) {
			m.seq, err = a.stored(ctx, m)
		}
		if err != nil {
			return 0, certain(err)
		}
		m.part++
	}
	m.data = a.rec.Data[int(m.part)*size:]
	return a.j.put(ctx, a.subject, m.seq, 0, m.encode(buf))
}

// stored looks for a part whose outcome is open. It returns errMoved if it is not the last message of the stream.
func (a *appending) stored(ctx context.Context, part message) (seq uint64, err error) {
	at, ok, err := a.j.get(ctx, query{Last: a.subject})
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, errMoved
	}
	m, err := decode(at.Data)
	if err == nil && (m.id != part.id || m.part != part.part || m.parts != part.parts || m.version != part.version) {
		err = errMoved
	}
	return at.Seq, err
}
