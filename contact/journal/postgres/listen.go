package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact/journal/postgres/internal/payload"
	"github.com/jackc/pgx/v5"
)

const (
	listenCheck = 5 * time.Second        // how long a silent connection is trusted, and how long its answer may take
	listenFirst = 100 * time.Millisecond // pause before connecting again; doubles from try to try
	listenMax   = 5 * time.Second        // the longest
)

// listen keeps a connection that is told of the appends of others, until the DB is closed.
func (j *Journal) listen() {
	defer j.hub.close()
	ctx, pause := j.db.ctx, listenFirst
	for ctx.Err() == nil {
		worked, err := j.hear(ctx)
		if ctx.Err() != nil {
			return
		}
		if worked {
			pause = listenFirst
		}
		j.db.cfg.Logger.Warn("postgres: not listening; connecting again", "schema", j.db.cfg.Schema, "pause", pause, "err", err)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
		pause = min(2*pause, listenMax)
	}
}

// hear listens until the connection is lost, and reports whether it listened at all.
func (j *Journal) hear(ctx context.Context) (worked bool, err error) {
	conn, err := j.dial(ctx)
	if err != nil {
		return false, err
	}
	defer conn.Close(context.WithoutCancel(ctx)) // a polite good-bye, with a timeout of the driver's
	j.hub.hintAll()
	for {
		if err := j.wait(ctx, conn); err != nil {
			return true, err
		}
	}
}

// dial returns a connection that listens. Passwords that change come from the pool's BeforeConnect.
func (j *Journal) dial(ctx context.Context) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, j.db.cfg.Timeout)
	defer cancel()
	cfg := j.db.cfg.Listen.Copy()
	if before := j.db.cfg.Pool.Config().BeforeConnect; before != nil {
		if err := before(ctx, cfg); err != nil {
			return nil, err
		}
	}
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if _, err = conn.Exec(ctx, "LISTEN "+pgx.Identifier{j.db.cfg.Schema}.Sanitize()); err != nil {
		return nil, errors.Join(err, conn.Close(ctx))
	}
	return conn, nil
}

// wait waits for one notification, or for proof that the connection still works.
func (j *Journal) wait(ctx context.Context, conn *pgx.Conn) error {
	within, cancel := context.WithTimeout(ctx, listenCheck)
	defer cancel()
	n, err := conn.WaitForNotification(within)
	switch {
	case err == nil:
		j.heard(n.Payload)
		return nil
	case ctx.Err() != nil, within.Err() == nil:
		return err
	}
	answer, cancel := context.WithTimeout(ctx, listenCheck)
	defer cancel()
	return conn.Ping(answer)
}

// heard passes a notification on. This journal's own appends have given their hints already.
func (j *Journal) heard(text string) {
	opening, streams := payload.Parse(text)
	if opening == j.opening {
		return
	}
	for _, s := range streams {
		j.hub.hint(s)
	}
}
