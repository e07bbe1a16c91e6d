package postgres

import (
	"context"
	"math"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/jackc/pgx/v5"
)

const (
	// eraseStream frees the name and notes which records are to be removed.
	eraseStream = `WITH gone AS (DELETE FROM {schema}.stream WHERE name = $1 RETURNING id)
		INSERT INTO {schema}.erased (stream) SELECT id FROM gone`

	dueStreams = `SELECT stream FROM {schema}.erased WHERE due <= clock_timestamp()`

	// An append that was on its way when its stream was erased may come a moment later. No statement takes an hour. What is
	// not due any more, another has swept at the same time.
	sweptStream = `WITH gone AS (DELETE FROM {schema}.erased WHERE stream = $1 AND again AND due <= clock_timestamp())
		UPDATE {schema}.erased SET again = true, due = clock_timestamp() + interval '1 hour'
		WHERE stream = $1 AND NOT again AND due <= clock_timestamp()`
)

// Delete implements [journal.Deleter]. What it removes is in no table any more; the server's own log, its archives and
// backups keep it for as long as they are told to, and its files until they are vacuumed. An append on its way while its
// stream is deleted is lost with it; its record is removed by the first Delete that is called an hour later.
func (j *Journal) Delete(ctx context.Context, stream string) error {
	if err := journal.CheckStream(journal.OpDelete, stream); err != nil {
		return err
	}
	err := j.db.repeat(ctx, func(ctx context.Context) error {
		_, err := j.db.cfg.Pool.Exec(ctx, j.statements.erase, stream)
		return err
	})
	if err == nil {
		err = j.sweep(ctx)
	}
	if err != nil {
		return fail(journal.OpDelete, stream, 0, err)
	}
	j.hub.hint(stream)
	return nil
}

// sweep removes the records of erased streams, also of those that others have left behind.
func (j *Journal) sweep(ctx context.Context) error {
	var due []int64
	err := j.db.repeat(ctx, func(ctx context.Context) (err error) {
		rows, err := j.db.cfg.Pool.Query(ctx, j.statements.due)
		if err == nil {
			due, err = pgx.CollectRows(rows, pgx.RowTo[int64])
		}
		return err
	})
	for _, id := range due {
		if err == nil {
			err = j.remove(ctx, id, math.MaxInt64)
		}
		if err == nil {
			err = j.db.repeat(ctx, func(ctx context.Context) error {
				_, err := j.db.cfg.Pool.Exec(ctx, j.statements.swept, id)
				return err
			})
		}
	}
	return err
}
