package jetstream

import (
	"context"
	"iter"

	"github.com/acdkit/acdkit/contact/journal"
)

// Read implements [journal.Journal]. The stream's leader says where the stream ends, which covers all that was acknowledged;
// the messages up to there come from any server that keeps them, and those that a lagging one does not have yet from the
// leader again. It holds at most a few megabytes of what it has read ahead.
func (j *Journal) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		if err := journal.CheckStream(journal.OpRead, stream); err != nil {
			yield(journal.Record{}, err)
			return
		}
		r := &reading{j: j, ctx: ctx, stream: stream, subject: j.subject(stream), next: after + 1, yield: yield}
		if err := r.run(); err != nil {
			yield(journal.Record{}, &journal.Error{Op: journal.OpRead, Stream: stream, Version: after, Err: err})
		}
	}
}

// reading is one loop over a stream.
type reading struct {
	j       *Journal
	ctx     context.Context
	stream  string
	subject string
	next    journal.Version // the version that is to be yielded next
	yield   func(journal.Record, error) bool
	parts   assembler
	at      uint64 // where the last record that was yielded lies
	over    bool   // the loop's body wants no more
}

// run yields records until the end that the stream has now. An error is yet to be yielded.
func (r *reading) run() error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if r.next == 0 || r.next > journal.MaxVersion {
		return nil // nothing is after the greatest version
	}
	end, ok, err := r.j.get(r.ctx, query{Last: r.subject})
	if err != nil || !ok {
		return err
	}
	m, err := decode(end.Data)
	switch {
	case err != nil:
		return err
	case m.last() < r.next:
		return nil
	case m.version == r.next && m.kind == kindPart && m.parts == 1:
		return r.take([]stored{end})
	}
	from, err := r.find(place{m.version, end.Seq})
	if err != nil {
		return err
	}
	return r.scan(from, end.Seq)
}

// scan yields what lies from one sequence to another.
func (r *reading) scan(from, end uint64) error {
	for from <= end && !r.over {
		msgs, err := r.j.batch(r.ctx, r.subject, from)
		if err != nil {
			return err
		}
		if len(msgs) == 0 { // that server lags behind, or the stream was erased
			m, ok, err := r.j.get(r.ctx, query{Next: r.subject, Seq: from})
			if err != nil || !ok {
				return err
			}
			msgs = []stored{m}
		}
		if err := r.take(msgs); err != nil {
			return err
		}
		from = msgs[len(msgs)-1].Seq + 1
	}
	return nil
}

// take yields the records that the messages make.
func (r *reading) take(msgs []stored) error {
	for _, at := range msgs {
		m, err := decode(at.Data)
		switch {
		case err != nil:
			return err
		case m.kind == kindCut && m.version >= r.next:
			return journal.ErrTrimmed
		}
		rec, ok := r.parts.add(m)
		if !ok || rec.Version < r.next {
			continue
		}
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if rec.Version > r.next {
			if err := r.missing(); err != nil {
				return err
			}
		}
		r.j.tails.raise(r.stream, place{rec.Version, at.Seq})
		r.next, r.at = rec.Version+1, at.Seq
		if !r.yield(rec, nil) {
			r.over = true
			return nil
		}
	}
	return nil
}

// missing returns ErrTrimmed if the next version was cut, and nil if it is missing without a reason: then what comes after
// it is yielded, and the gap is plain to see.
func (r *reading) missing() error {
	at, ok, err := r.j.get(r.ctx, query{Next: r.subject, Seq: 1})
	if err != nil || !ok {
		return err
	}
	m, err := decode(at.Data)
	if err == nil && m.version > r.next {
		return journal.ErrTrimmed
	}
	return err
}
