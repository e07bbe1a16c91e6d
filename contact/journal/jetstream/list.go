package jetstream

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// info is what the leader says about its stream.
type info struct {
	Time  time.Time `json:"ts"` // of the leader's clock, now
	Total int       `json:"total"`
	State struct {
		LastSeq  uint64            `json:"last_seq"`
		Subjects map[string]uint64 `json:"subjects"`
	} `json:"state"`
}

func (s *store) info(ctx context.Context) (i info, err error) {
	return i, s.api(ctx, s.soon, "STREAM.INFO.", struct{}{}, &i)
}

// each calls do for the messages of all subjects that are prefix and a token, in order, and returns the leader's time from
// before. It covers all that was acknowledged; a server that lags behind does not show.
func (s *store) each(ctx context.Context, prefix string, do func(name string, m stored) error) (time.Time, error) {
	info, err := s.info(ctx)
	if err != nil {
		return time.Time{}, err
	}
	for from := uint64(1); from <= info.State.LastSeq; {
		msgs, err := s.batch(ctx, prefix+"*", from)
		if err != nil {
			return time.Time{}, err
		}
		if len(msgs) == 0 {
			m, ok, err := s.get(ctx, query{Next: prefix + "*", Seq: from})
			if err != nil || !ok {
				return info.Time, err
			}
			msgs = []stored{m}
		}
		for _, m := range msgs {
			name, ok := untoken(strings.TrimPrefix(m.Subject, prefix))
			if !ok {
				return time.Time{}, fmt.Errorf("%w: subject of message %d", journal.ErrCorrupt, m.Seq)
			}
			if err := do(name, m); err != nil {
				return time.Time{}, err
			}
			from = m.Seq + 1
		}
	}
	return info.Time, nil
}

// Streams implements [journal.Lister].
func (j *Journal) Streams(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		fail := func(err error) { yield("", &journal.Error{Op: journal.OpList, Stream: prefix, Err: err}) }
		if err := journal.CheckPrefix(prefix); err != nil {
			yield("", err)
			return
		}
		if err := ctx.Err(); err != nil {
			fail(err)
			return
		}
		for offset := 0; ; {
			page, err := j.subjects(ctx, offset)
			if err != nil {
				fail(err)
				return
			}
			for subject := range page.State.Subjects {
				name, ok := untoken(strings.TrimPrefix(subject, j.name+".log."))
				if err := ctx.Err(); err != nil {
					fail(err)
					return
				}
				if ok && strings.HasPrefix(name, prefix) && !yield(name, nil) {
					return
				}
			}
			offset += len(page.State.Subjects)
			if len(page.State.Subjects) == 0 || offset >= page.Total {
				return
			}
		}
	}
}

// subjects returns a page of the subjects that there are.
func (j *Journal) subjects(ctx context.Context, offset int) (page info, err error) {
	request := struct {
		Filter string `json:"subjects_filter"`
		Offset int    `json:"offset"`
	}{j.name + ".log.*", offset}
	return page, j.api(ctx, j.patient, "STREAM.INFO.", request, &page)
}
