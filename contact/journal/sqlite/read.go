package sqlite

import (
	"context"
	"iter"
	"strings"

	"github.com/acdkit/acdkit/contact/journal"
)

// Read implements [journal.Journal]. It takes page by page from the file, up to the end that the stream has at the first.
// Versions that are missing are ErrCorrupt, those at the end of the stream included.
func (j *Journal) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		if err := journal.CheckStream(journal.OpRead, stream); err != nil {
			yield(journal.Record{}, err)
			return
		}
		c := cursor{readers: j.readers, name: stream, at: after, end: journal.MaxVersion}
		if err := c.run(ctx, yield); err != nil {
			yield(journal.Record{}, c.error(after, err))
		}
	}
}

// cursor is a Read on its way.
type cursor struct {
	readers *pool
	name    string
	at      journal.Version // of the last record so far
	end     journal.Version // to read up to here
	number  int64           // of the stream, 0 before the first page
	fromCut bool            // pass over what has been trimmed
}

// run returns nil when all is read, or the loop was left.
func (c *cursor) run(ctx context.Context, yield func(journal.Record, error) bool) error {
	for {
		recs, err := c.next(ctx)
		if err != nil || len(recs) == 0 {
			return err
		}
		for _, rec := range recs {
			if err := ctx.Err(); err != nil {
				return err
			}
			c.at = rec.Version
			if !yield(rec, nil) {
				return nil
			}
		}
	}
}

// next returns the next page, an empty one at the end.
func (c *cursor) next(ctx context.Context) ([]journal.Record, error) {
	var p page
	err := c.readers.use(ctx, func(r *reader) (err error) {
		if c.at < c.end {
			p, err = r.page(c.name, c.at)
		}
		return err
	})
	if err != nil || c.at >= c.end {
		return nil, err
	}
	if c.number == 0 {
		c.number, c.end = p.stream.number, p.stream.last
	}
	if c.fromCut {
		c.at = max(c.at, p.stream.cut)
	}
	switch {
	case c.at >= c.end, c.number != p.stream.number: // the end, or deleted on the way
		return nil, nil
	case c.at < p.stream.cut:
		return nil, journal.ErrTrimmed
	case len(p.recs) == 0:
		return nil, corrupt("records are missing at the end")
	}
	return p.recs, nil
}

func (c *cursor) error(after journal.Version, err error) error {
	e := &journal.Error{Op: journal.OpRead, Stream: c.name, Version: after}
	if e.Err, e.Cause = classify(err); e.Err == journal.ErrCorrupt {
		e.Version = c.at + 1
	}
	return e
}

// Streams implements [journal.Lister], in the order of bytes. It verifies what the file says of each stream.
func (j *Journal) Streams(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if err := journal.CheckPrefix(prefix); err != nil {
			yield("", err)
			return
		}
		if err := j.list(ctx, prefix, yield); err != nil {
			e := &journal.Error{Op: journal.OpList, Stream: prefix}
			e.Err, e.Cause = classify(err)
			yield("", e)
		}
	}
}

// list returns nil when all names were yielded, or the loop was left.
func (j *Journal) list(ctx context.Context, prefix string, yield func(string, error) bool) error {
	for from := prefix; ; {
		var names []string
		err := j.readers.use(ctx, func(r *reader) (err error) {
			names, err = r.list(from)
			return err
		})
		if err != nil || len(names) == 0 {
			return err
		}
		for _, name := range names {
			if err := ctx.Err(); err != nil {
				return err
			}
			if !strings.HasPrefix(name, prefix) || !yield(name, nil) {
				return nil
			}
		}
		from = names[len(names)-1] + "\x00" // the next possible name
	}
}
