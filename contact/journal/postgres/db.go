package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// DB is a schema of a PostgreSQL database, with the journal, the leases and the blobs in it. It is safe for concurrent
// use, as are its parts.
type DB struct {
	cfg     Config
	journal *Journal
	leases  *Leases
	blobs   *Blobs

	ctx  context.Context // ends at Close
	stop context.CancelFunc
	work sync.WaitGroup
}

// Open creates the schema, or brings that of an earlier version up to date, and starts to serve. Several processes may
// do so at the same time. The context is for opening only.
//
// The error is an *[Error]: ErrConfig, ErrNewer, ErrServer, or the driver's own.
func Open(ctx context.Context, cfg Config) (*DB, error) {
	cfg = cfg.withDefaults()
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	db := &DB{cfg: cfg}
	opening, err := db.prepare(ctx)
	if err != nil {
		if e, ok := errors.AsType[*Error](err); ok {
			e.Schema = cfg.Schema
			return nil, e
		}
		return nil, &Error{Schema: cfg.Schema, Err: err}
	}
	db.ctx, db.stop = context.WithCancel(context.WithoutCancel(ctx))
	db.journal, db.leases, db.blobs = newJournal(db, opening), newLeases(db), newBlobs(db)
	return db, nil
}

// prepare sees to it that the server and the schema are fit, and returns the number of this opening.
func (db *DB) prepare(ctx context.Context) (opening int64, err error) {
	if err := db.inspect(ctx); err != nil {
		return 0, err
	}
	if err := db.migrate(ctx); err != nil {
		return 0, err
	}
	err = db.cfg.Pool.QueryRow(ctx, db.within(`SELECT nextval('{'schema'}.opening')`)).Scan(&opening)
	return opening, err
}

// inspect looks for settings that would break the promises.
func (db *DB) inspect(ctx context.Context) error {
	const look = `SELECT pg_is_in_recovery()::text, current_setting('server_encoding'), current_setting('fsync'),
		CASE current_setting('synchronous_commit') WHEN 'off' THEN 'off' ELSE 'on' END`
	var recovery, encoding, fsync, commit string
	if err := db.cfg.Pool.QueryRow(ctx, look).Scan(&recovery, &encoding, &fsync, &commit); err != nil {
		return err
	}
	for _, c := range []struct{ what, got, want string }{
		{"pg_is_in_recovery()", recovery, "false"}, {"server_encoding", encoding, "UTF8"},
		{"fsync", fsync, "on"}, {"synchronous_commit", commit, "on"},
	} {
		if c.got != c.want {
			return &Error{Err: ErrServer, Cause: fmt.Errorf("%s is %s, and must be %s", c.what, c.got, c.want)}
		}
	}
	return nil
}

// Journal returns the journal.
func (db *DB) Journal() *Journal { return db.journal }

// Leases returns the leases.
func (db *DB) Leases() *Leases { return db.leases }

// Blobs returns the blobs.
func (db *DB) Blobs() *Blobs { return db.blobs }

// Close ends appends that wait and all watches, and waits until the DB holds no connection. It does not close the pool.
func (db *DB) Close() {
	db.stop()
	db.work.Wait()
}
