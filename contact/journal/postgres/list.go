package postgres

import (
	"context"
	"iter"
	"strings"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/jackc/pgx/v5"
)

// pageNames is how many names are read at once.
const pageNames = 1000

// listStreams returns the names after one, from another on, in the order of their bytes: those with a prefix are beside
// each other, and begin with the prefix itself.
const listStreams = `SELECT name FROM {schema}.stream WHERE name > $1 AND name >= $2 ORDER BY name LIMIT $3`

// Streams implements [journal.Lister]. It reads in pages and holds no connection while it yields.
func (j *Journal) Streams(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if err := journal.CheckPrefix(prefix); err != nil {
			yield("", err)
			return
		}
		last := ""
		for more := true; more; {
			names, err := j.readNames(ctx, last, prefix)
			if err != nil {
				yield("", fail(journal.OpList, prefix, 0, err))
				return
			}
			for _, name := range names {
				if !strings.HasPrefix(name, prefix) || !yield(name, nil) {
					return
				}
				last = name
			}
			more = len(names) == pageNames
		}
	}
}

func (j *Journal) readNames(ctx context.Context, last, prefix string) (names []string, err error) {
	err = j.db.repeat(ctx, func(ctx context.Context) error {
		rows, err := j.db.cfg.Pool.Query(ctx, j.statements.list, last, prefix, pageNames)
		if err == nil {
			names, err = pgx.CollectRows(rows, pgx.RowTo[string])
		}
		return err
	})
	return names, err
}
