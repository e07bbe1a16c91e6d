package postgres

import (
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/jackc/pgx/v5"
)

// removeAtOnce is how many records one statement removes, so that none takes long.
const removeAtOnce = 1000

const (
	// cutStream moves the cut. The records above the cut stay visible until they have been removed to nobody, because
	// reading looks at the cut.
	cutStream = `WITH s AS (
			SELECT id, cut, coalesce((SELECT max(version) FROM {schema}.record r WHERE r.stream = stream.id), 0) AS last
			FROM {schema}.stream WHERE name = $1
		), moved AS (
			UPDATE {schema}.stream SET cut = $2 FROM s
			WHERE stream.name = $1 AND stream.id = s.id AND stream.cut < $2 AND s.last >= $2
		)
		SELECT id, greatest(cut, last) FROM s`

	// removeRecords removes the lowest of the records of a stream's number, up to a version, and returns whether it has
	// seen any. All of those are gone, but some may be by others that it waited for.
	removeRecords = `WITH lowest AS (SELECT min(version) AS version FROM {schema}.record WHERE stream = $1
		), gone AS (
			DELETE FROM {schema}.record
			WHERE stream = $1 AND version <= $2 AND version < (SELECT version FROM lowest) + $3
		)
		SELECT coalesce(version <= $2, false) FROM lowest`
)

var errBeyond = errors.New("beyond the end of the stream")

// Trim implements [journal.Trimmer]. Records are removed in several steps; if they fail, the next Trim goes on.
func (j *Journal) Trim(ctx context.Context, stream string, through journal.Version) error {
	if err := journal.CheckStream(journal.OpTrim, stream); err != nil {
		return err
	}
	if err := j.trim(ctx, stream, through); err != nil {
		return fail(journal.OpTrim, stream, through, err)
	}
	return nil
}

func (j *Journal) trim(ctx context.Context, stream string, through journal.Version) error {
	beyond := &journal.Error{Op: journal.OpTrim, Stream: stream, Version: through, Err: journal.ErrInvalid, Cause: errBeyond}
	if through > journal.MaxVersion {
		return beyond
	}
	var id, last int64
	err := j.db.repeat(ctx, func(ctx context.Context) error {
		return j.db.cfg.Pool.QueryRow(ctx, j.statements.cut, stream, int64(through)).Scan(&id, &last)
	})
	switch {
	case through == 0 && errors.Is(err, pgx.ErrNoRows):
		return nil
	case errors.Is(err, pgx.ErrNoRows), err == nil && through > journal.Version(last):
		return beyond
	case err != nil:
		return err
	}
	return j.remove(ctx, id, int64(through))
}

// remove removes the records of a stream's number up to a version.
func (j *Journal) remove(ctx context.Context, id, through int64) error {
	for seen := true; seen; {
		err := j.db.repeat(ctx, func(ctx context.Context) error {
			return j.db.cfg.Pool.QueryRow(ctx, j.statements.remove, id, through, removeAtOnce).Scan(&seen)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
