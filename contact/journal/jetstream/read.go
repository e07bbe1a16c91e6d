package jetstream

import (
	"context"
	"errors"
	"iter"

	"github.com/acdkit/acdkit/contact/journal"
)

// Read implements [journal.Journal]. The stream's leader says where the stream ends, which covers all that was acknowledged,
// and where what is to be read begins, which leaves out what was cut or erased; one or two records come with that. The
// messages between come from any server that keeps them, and those that one does not have from the leader again. It holds at
// most a few megabytes of what it has read ahead.
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
	gap     uint64 // up to there the leader is asked itself, because another server had a gap
	tail    stored // the last message, if it is the whole record of the version end
	end     journal.Version
	over    bool // the loop's body wants no more
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
	case m.kind == kindPart && m.parts == 1:
		r.tail, r.end = end, m.version
	}
	if r.next == r.end {
		return r.take([]stored{end})
	}
	from, err := r.find(place{m.version, end.Seq})
	if err != nil {
		return err
	}
	return r.scan(from, end.Seq)
}

// scan yields what lies from one sequence to another. The leader says where that begins: a server that lags behind may still
// have what was cut before it, or what was erased before the stream began anew.
func (r *reading) scan(from, end uint64) error {
	first, ok, err := r.j.get(r.ctx, query{Next: r.subject, Seq: from})
	if err != nil || !ok {
		return err
	}
	r.gap = first.Seq
	for msgs := []stored{first}; ; {
		err := r.take(msgs)
		from = msgs[len(msgs)-1].Seq + 1
		switch {
		case errors.Is(err, errGap):
			from = max(r.at+1, first.Seq)
			r.parts.reset()
		case err != nil || r.over || from > end:
			return err
		}
		if msgs, err = r.some(from); err != nil || len(msgs) == 0 {
			return err
		}
	}
}

// some returns the next messages; none if the stream was erased.
func (r *reading) some(from uint64) ([]stored, error) {
	if r.next == r.end {
		return []stored{r.tail}, nil
	}
	if from > r.gap {
		msgs, err := r.j.batch(r.ctx, r.subject, from)
		if err != nil || len(msgs) > 0 {
			return msgs, err
		}
	}
	m, ok, err := r.j.get(r.ctx, query{Next: r.subject, Seq: from})
	if err != nil || !ok {
		return nil, err
	}
	return []stored{m}, nil
}

// errGap: a server has not sent a record that should be there. What is behind the last one is to be taken from the leader.
var errGap = errors.New("record missing")

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
			if err := r.missing(at.Seq); err != nil {
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

// missing is called when a later version than the next lies at a sequence. It returns ErrTrimmed if the next one was cut;
// errGap if the leader has not been asked for it; and nil if it is missing without a reason: then what comes after it is
// yielded, and the gap is plain to see.
func (r *reading) missing(seq uint64) error {
	at, ok, err := r.j.get(r.ctx, query{Next: r.subject, Seq: 1})
	if err != nil || !ok {
		return err
	}
	m, err := decode(at.Data)
	switch {
	case err != nil:
		return err
	case m.version > r.next:
		return journal.ErrTrimmed
	case seq > r.gap:
		r.gap = seq
		return errGap
	}
	return nil
}
