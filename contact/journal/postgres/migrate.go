package postgres

import (
	"context"
	"embed"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// migrations holds a file for each version of the schema, from 1 on. One that was released never changes.
//
//go:embed migrations/*.sql
var migrations embed.FS

// schemaVersion is the version that this program works with.
const schemaVersion = 1

// within puts the name of the schema into a statement: for {schema}, and for {'schema'} inside of a text.
func (db *DB) within(sql string) string {
	name := pgx.Identifier{db.cfg.Schema}.Sanitize()
	return strings.NewReplacer("{schema}", name, "{'schema'}", strings.ReplaceAll(name, "'", "''")).Replace(sql)
}

// migrate brings the schema to schemaVersion, in one transaction and one node at a time.
func (db *DB) migrate(ctx context.Context) error {
	return pgx.BeginTxFunc(ctx, db.cfg.Pool, pgx.TxOptions{IsoLevel: pgx.ReadCommitted}, func(tx pgx.Tx) error {
		version, err := db.lockedVersion(ctx, tx)
		if err != nil {
			return err
		}
		if version > schemaVersion {
			return &Error{Err: ErrNewer, Cause: fmt.Errorf("version %d, known are up to %d", version, schemaVersion)}
		}
		for v := version + 1; v <= schemaVersion; v++ {
			if err := db.apply(ctx, tx, v); err != nil {
				return fmt.Errorf("migration %d: %w", v, err)
			}
		}
		return nil
	})
}

// lockedVersion returns the version of the schema, which stays so until tx has ended. Of a schema that is there, nothing
// is created, so that a role without that right can open it.
func (db *DB) lockedVersion(ctx context.Context, tx pgx.Tx) (version int, err error) {
	const lock = `SELECT pg_advisory_xact_lock(hashtextextended('acdkit ' || $1, 0))`
	if _, err := tx.Exec(ctx, lock, db.cfg.Schema); err != nil {
		return 0, err
	}
	var there bool
	const look = `SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'migration')`
	if err := tx.QueryRow(ctx, look, db.cfg.Schema).Scan(&there); err != nil {
		return 0, err
	}
	if there {
		err := tx.QueryRow(ctx, db.within(`SELECT coalesce(max(version), 0) FROM {schema}.migration`)).Scan(&version)
		return version, err
	}
	if _, err := tx.Exec(ctx, db.within(`CREATE SCHEMA IF NOT EXISTS {schema}`)); err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, db.within(`CREATE TABLE {schema}.migration (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`))
	return 0, err
}

// apply runs the statements of one version.
func (db *DB) apply(ctx context.Context, tx pgx.Tx, version int) error {
	text, err := migrations.ReadFile(fmt.Sprintf("migrations/%d.sql", version))
	if err != nil {
		return err
	}
	// Many statements at once, which only the simple protocol takes.
	if _, err = tx.Conn().PgConn().Exec(ctx, db.within(string(text))).ReadAll(); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, db.within(`INSERT INTO {schema}.migration (version) VALUES ($1)`), version)
	return err
}
