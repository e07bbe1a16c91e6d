package jetstream

import (
	"context"
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/contact/journal"
)

var errBeyond = errors.New("beyond the end of the stream")

// Trim implements [journal.Trimmer]. What is cut cannot be read any more; the servers' files give the space back when they
// are compacted. If everything is cut, one small message stays, which knows the version.
func (j *Journal) Trim(ctx context.Context, stream string, through journal.Version) error {
	if err := journal.CheckStream(journal.OpTrim, stream); err != nil {
		return err
	}
	fail := func(err, cause error) error {
		return &journal.Error{Op: journal.OpTrim, Stream: stream, Version: through, Err: err, Cause: cause}
	}
	if err := ctx.Err(); err != nil {
		return fail(err, nil)
	}
	if through == 0 {
		return nil
	}
	if through > journal.MaxVersion {
		return fail(journal.ErrInvalid, errBeyond)
	}
	ctx, cancel := j.bounded(ctx)
	defer cancel()
	err := j.trim(ctx, stream, through)
	if errors.Is(err, errBeyond) {
		return fail(journal.ErrInvalid, errBeyond)
	}
	if err != nil {
		return fail(err, nil)
	}
	return nil
}

func (j *Journal) trim(ctx context.Context, stream string, through journal.Version) error {
	for round := 0; ; round++ {
		at, ok, err := j.get(ctx, query{Last: j.subject(stream)})
		if err != nil {
			return err
		}
		if !ok {
			return errBeyond
		}
		end, err := decode(at.Data)
		switch {
		case err != nil:
			return err
		case through > end.last():
			return errBeyond
		case through < end.last():
			return j.cut(ctx, stream, through, place{end.version, at.Seq})
		case end.kind == kindCut:
			return j.purge(ctx, j.subject(stream), at.Seq)
		}
		// The next round sees what became of it.
		_, err = j.publish(ctx, j.subject(stream), at.Seq, 0, message{kind: kindCut, version: through}.encode(nil))
		switch {
		case err == nil || errors.Is(err, errMoved) && round == 0:
		case !errors.Is(err, errMoved) && !passing(err):
			return err
		case pause(ctx, round) != nil:
			return fmt.Errorf("%w: %w", context.Cause(ctx), err)
		}
	}
}

// cut removes everything up to a record that is not the last.
func (j *Journal) cut(ctx context.Context, stream string, through journal.Version, end place) error {
	r := &reading{j: j, ctx: ctx, stream: stream, subject: j.subject(stream), next: through}
	r.yield = func(journal.Record, error) bool { return false }
	from, err := r.find(end)
	if err == nil {
		err = r.scan(from, end.seq)
	}
	if errors.Is(err, journal.ErrTrimmed) {
		return nil
	}
	if err != nil || r.at == 0 {
		return err
	}
	return j.purge(ctx, r.subject, r.at+1)
}

// Delete implements [journal.Deleter]. An append that is under way is erased with the stream, or refused, or, if it is that of
// version 1, begins the stream anew. Nothing of the stream can be read any more, from any server. Its bytes stay in the
// servers' files until those are compacted and the logs of their replication cut.
func (j *Journal) Delete(ctx context.Context, stream string) error {
	if err := journal.CheckStream(journal.OpDelete, stream); err != nil {
		return err
	}
	fail := func(err error) error { return &journal.Error{Op: journal.OpDelete, Stream: stream, Err: err} }
	if err := ctx.Err(); err != nil {
		return fail(err)
	}
	ctx, cancel := j.bounded(ctx)
	defer cancel()
	defer j.tails.forget(stream)
	if err := j.erase(ctx, j.subject(stream)); err != nil {
		return fail(err)
	}
	if err := j.nc.Publish(j.name+".hint."+token(stream), nil); err != nil {
		return fail(err)
	}
	return nil
}

// erase removes what is there, and what is stored behind it before it is gone: an append that was under way.
func (j *Journal) erase(ctx context.Context, subject string) error {
	for {
		end, ok, err := j.get(ctx, query{Last: subject})
		if err != nil || !ok {
			return err
		}
		// Not beyond what is there now: should this arrive late, it finds nothing of a stream that began anew.
		if err := j.purge(ctx, subject, end.Seq+1); err != nil {
			return err
		}
		first, ok, err := j.get(ctx, query{Next: subject, Seq: end.Seq + 1})
		if err != nil || !ok {
			return err
		}
		m, err := decode(first.Data)
		if err != nil || m.begins() {
			return err
		}
	}
}
