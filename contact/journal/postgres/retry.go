package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// tries is how often a step that can be repeated is begun, as long as connections turn out to be dead: a restart of the
// server, or a pooler, kills all that lie in the pool at once.
const tries = 5

// repeat runs a step within the timeout, and runs it again if its connection was lost.
func (db *DB) repeat(ctx context.Context, step func(context.Context) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	within, cancel := context.WithTimeout(ctx, db.cfg.Timeout)
	defer cancel()
	var err error
	for range tries {
		if err = step(within); err == nil || within.Err() != nil || refused(err) || errors.Is(err, pgx.ErrNoRows) {
			break
		}
	}
	if err != nil && ctx.Err() != nil {
		return ctx.Err() // the driver wraps it in texts of its own
	}
	return err
}
