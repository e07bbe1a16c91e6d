package postgres

import (
	"context"
	"iter"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/jackc/pgx/v5"
)

// A page ends with the record that reaches one of these.
const (
	pageRecords = 1024
	pageBytes   = 2 << 20
)

// readPage returns a page of a stream, and up to where the stream has been trimmed. One row without a record says that
// there is none.
const readPage = `SELECT s.cut, r.version, r.id, r.sum, r.data
	FROM {schema}.stream s LEFT JOIN LATERAL (
		SELECT * FROM (
			SELECT version, id, sum, data,
				sum(octet_length(data)) OVER (ORDER BY version ROWS UNBOUNDED PRECEDING) - octet_length(data) AS before
			FROM {schema}.record WHERE stream = s.id AND version > $2 ORDER BY version LIMIT $3
		) p WHERE before < $4
	) r ON s.cut <= $2
	WHERE s.name = $1
	ORDER BY r.version`

// Read implements [journal.Journal]. It reads in pages and holds no connection while it yields.
func (j *Journal) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		refuse := func(err error) { yield(journal.Record{}, fail(journal.OpRead, stream, after, err)) }
		if err := journal.CheckStream(journal.OpRead, stream); err != nil {
			refuse(err)
			return
		}
		last := min(after, journal.MaxVersion)
		for more := true; more; {
			page, err := j.readPage(ctx, stream, last)
			if err != nil {
				refuse(err)
				return
			}
			for _, rec := range page.recs {
				if err := ctx.Err(); err != nil {
					refuse(err)
					return
				}
				if !yield(rec, nil) {
					return
				}
				last = rec.Version
			}
			more = len(page.recs) == pageRecords || page.size >= pageBytes
		}
	}
}

// page is some records of a stream.
type page struct {
	cut  journal.Version
	recs []journal.Record
	size int // bytes of their Data
}

func (j *Journal) readPage(ctx context.Context, stream string, after journal.Version) (p page, err error) {
	err = j.db.repeat(ctx, func(ctx context.Context) error {
		rows, err := j.db.cfg.Pool.Query(ctx, j.statements.page, stream, int64(after), pageRecords, pageBytes)
		if err == nil {
			p, err = collect(rows)
		}
		return err
	})
	if err == nil && p.cut > after {
		err = journal.ErrTrimmed
	}
	return p, err
}

func collect(rows pgx.Rows) (p page, err error) {
	var version, sum *int64
	var id *string
	var data []byte
	_, err = pgx.ForEachRow(rows, []any{&p.cut, &version, &id, &sum, &data}, func() error {
		if version != nil {
			p.recs = append(p.recs, journal.Record{ID: *id, Version: journal.Version(*version), Data: data, Sum: uint32(*sum)})
			p.size += len(data)
		}
		return nil
	})
	return p, err
}
