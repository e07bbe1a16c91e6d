package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

const stream = "center/1"

func version(n int) journal.Version { return journal.Version(n) }

func record(data string) journal.Record { return journal.NewRecord(contact.NewID(), []byte(data)) }

func appendTo(t *testing.T, j journal.Journal, stream string, after journal.Version) journal.Version {
	t.Helper()
	version, err := j.Append(t.Context(), stream, after, record("one more"))
	if err != nil {
		t.Fatal(err)
	}
	return version
}

// ids returns the ids of what is stored.
func ids(t *testing.T, j journal.Journal, stream string) (ids []string) {
	t.Helper()
	for rec, err := range journal.Replay(t.Context(), j, stream, 0) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, rec.ID)
	}
	return ids
}

func run(t *testing.T, s *pgtest.Server, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.DSN())
	if err == nil {
		_, err = conn.Exec(t.Context(), sql)
	}
	if err = errors.Join(err, conn.Close(context.Background())); err != nil {
		t.Fatal(err)
	}
}

// refusedWith expects an append to fail for certain, with an error of the server's.
func refusedWith(t *testing.T, j journal.Journal, after journal.Version, rec journal.Record, code string) {
	t.Helper()
	_, err := j.Append(t.Context(), stream, after, rec)
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok || e.Code != code {
		t.Errorf("Append returned %v, want %s", err, code)
	}
	if errors.Is(err, journal.ErrUnknown) || errors.Is(err, journal.ErrConflict) {
		t.Errorf("Append returned %v, want certainty", err)
	}
}

// TestReadOnly: a database that has been told to take no writes is refused for certain, and still read.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	pool := asRole(t, s, schema, "")
	j := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Journal()
	appendTo(t, j, stream, 0)
	for _, setting := range []string{"on", "off"} {
		run(t, s, fmt.Sprintf(`ALTER ROLE %s SET default_transaction_read_only = %s`, schema, setting))
		pool.Reset()
		if setting == "on" {
			refusedWith(t, j, 1, record("x"), "25006")
		}
		if got := len(ids(t, j, stream)); got != 1 {
			t.Errorf("%d records are there, want 1", got)
		}
	}
	appendTo(t, j, stream, 1)
}

// asRole makes a schema, a role of the same name that may use but not make it, and returns a pool of the role's.
func asRole(t *testing.T, s *pgtest.Server, schema, options string) *pgxpool.Pool {
	t.Helper()
	openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema})
	run(t, s, fmt.Sprintf(`CREATE ROLE %[1]s LOGIN %[2]s; GRANT USAGE ON SCHEMA %[1]s TO %[1]s;
		GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %[1]s TO %[1]s;
		GRANT USAGE ON ALL SEQUENCES IN SCHEMA %[1]s TO %[1]s`, schema, options))
	return newPool(t, s, "user="+schema)
}

// TestIsolation: whatever the server's default isolation is, a conflict is a conflict.
func TestIsolation(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	l, names := newLedger(), streamNames(3)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	pool := newPool(t, s, "options='-c default_transaction_isolation=serializable'")
	var wg sync.WaitGroup
	for range 2 {
		j := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Journal()
		for _, name := range names {
			wg.Go(func() { l.scribble(ctx, j, name) })
		}
	}
	until(t, ctx, func() bool { return l.acknowledged() >= 100 })
	cancel()
	wg.Wait()
	j := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Journal()
	l.check(t, j, names)
}

// TestTooManyConnections: a server that takes no more connections has certainly stored nothing.
func TestTooManyConnections(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	pool := asRole(t, s, schema, "CONNECTION LIMIT 1")
	j := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Journal()
	conn, err := pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	refusedWith(t, j, 0, record("x"), "53300")
	conn.Release()
	appendTo(t, j, stream, 0)
}

// blocked begins to insert a record of the stream by another transaction, so that an append there waits until end is
// called. The stream must have a record.
func blocked(t *testing.T, s *pgtest.Server, schema string, version int) (end func()) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.DSN())
	if err != nil {
		t.Fatal(err)
	}
	const insert = `BEGIN; INSERT INTO %[1]s.record (stream, version, id, sum, data) SELECT id, %[2]d, 'other', 0, '' FROM %[1]s.stream WHERE name = '%[3]s'`
	if _, err := conn.Exec(t.Context(), fmt.Sprintf(insert, schema, version, stream)); err != nil {
		t.Fatal(err)
	}
	return func() { _ = conn.Close(context.Background()) } // rolls back
}

// begun runs a statement in a transaction that stays open.
func begun(t *testing.T, pool *pgxpool.Pool, sql string) pgx.Tx {
	t.Helper()
	tx, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.Background()) })
	if _, err := tx.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
	return tx
}

// waiting returns once a statement of the schema waits for a lock.
func waiting(t *testing.T, s *pgtest.Server, schema string) (pid int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.DSN())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	const look = `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%'`
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	until(t, ctx, func() bool { return conn.QueryRow(ctx, look, schema).Scan(&pid) == nil })
	return pid
}

// TestDoubt: an append that is interrupted in the middle of its statement is open, or certain, as the case may be, and
// Commit then stores it once.
func TestDoubt(t *testing.T) {
	t.Parallel()
	s := server(t)
	for _, c := range []struct {
		name      string
		timeout   time.Duration // of the DB
		setting   string        // of the role
		interrupt func(t *testing.T, schema string, cancel func())
		want      error
	}{
		{name: "timeout", timeout: 200 * time.Millisecond, want: journal.ErrUnknown},
		{name: "context", want: journal.ErrUnknown, interrupt: func(t *testing.T, schema string, cancel func()) {
			waiting(t, s, schema)
			cancel()
		}},
		{name: "terminated", want: journal.ErrUnknown, interrupt: func(t *testing.T, schema string, _ func()) {
			run(t, s, fmt.Sprintf(`SELECT pg_terminate_backend(%d)`, waiting(t, s, schema)))
		}},
		{name: "cancelled by the server", setting: "statement_timeout = 200", want: &pgconn.PgError{Code: "57014"}},
		{name: "lock timeout", setting: "lock_timeout = 200", want: &pgconn.PgError{Code: "55P03"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			schema := newSchema()
			pool := asRole(t, s, schema, "")
			appendTo(t, openDB(t, postgres.Config{Pool: pool, Schema: schema}).Journal(), stream, 0)
			j := openDB(t, postgres.Config{Pool: pool, Schema: schema, Timeout: c.timeout}).Journal()
			if c.setting != "" {
				run(t, s, fmt.Sprintf(`ALTER ROLE %s SET %s`, schema, c.setting))
				pool.Reset()
			}
			end := blocked(t, s, schema, 2)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			rec, answer := record("interrupted"), make(chan error, 1)
			go func() {
				_, err := j.Append(ctx, stream, 1, rec)
				answer <- err
			}()
			if c.interrupt != nil {
				c.interrupt(t, schema, cancel)
			}
			err := <-answer
			end()
			if want, ok := c.want.(*pgconn.PgError); ok {
				if e, ok := errors.AsType[*pgconn.PgError](err); !ok || e.Code != want.Code || errors.Is(err, journal.ErrUnknown) {
					t.Errorf("Append returned %v, want %s for certain", err, want.Code)
				}
			} else if !errors.Is(err, c.want) {
				t.Errorf("Append returned %v, want %v", err, c.want)
			}
			last := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
			if version, err := journal.Commit(t.Context(), last, stream, 1, rec); version != 2 || err != nil {
				t.Errorf("Commit returned %d, %v", version, err)
			}
			if got := ids(t, last, stream); len(got) != 2 || got[1] != rec.ID {
				t.Errorf("%q are stored, want two, the last %q", got, rec.ID)
			}
		})
	}
}

// TestWithdrawn: a context that ends while there is no connection to be had leaves no doubt, and costs none.
func TestWithdrawn(t *testing.T) {
	t.Parallel()
	pool := newPool(t, server(t), "pool_max_conns=1")
	j := openDB(t, postgres.Config{Pool: pool, Schema: newSchema()}).Journal()
	conn, err := pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err = j.Append(ctx, stream, 0, record("withdrawn"))
	if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, journal.ErrUnknown) {
		t.Errorf("Append returned %v, want %v for certain", err, context.DeadlineExceeded)
	}
	if got := postgres.Waiting(j); got != 0 {
		t.Errorf("%d appends wait, though their callers do not", got)
	}
	conn.Release()
	appendTo(t, j, stream, 0)
	if got := pool.Stat().NewConnsCount(); got != 1 {
		t.Errorf("%d connections were made, want 1", got)
	}
}

// TestDiskFull: when the tables cannot grow, appends are refused for certain; what was there is read, and when there is
// room again, appends go on.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	disk := smallDisk(t, s)
	run(t, s, fmt.Sprintf(`CREATE TABLESPACE %s LOCATION '%s'`, schema, disk))
	j := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
	run(t, s, fmt.Sprintf(`ALTER TABLE %[1]s.record SET TABLESPACE %[1]s`, schema))
	t.Cleanup(func() {
		drop, err := pgx.Connect(context.Background(), s.DSN())
		if err == nil {
			_, err = drop.Exec(context.Background(), fmt.Sprintf(`DROP SCHEMA %[1]s CASCADE`, schema))
			_, errSpace := drop.Exec(context.Background(), fmt.Sprintf(`DROP TABLESPACE %s`, schema))
			err = errors.Join(err, errSpace, drop.Close(context.Background()))
		}
		if err != nil {
			t.Error(err)
		}
	})
	filler := filepath.Join(disk, "filler")
	fill(t, filler)
	last, err := journal.Version(0), error(nil)
	for err == nil && last < 10_000 {
		var version journal.Version
		if version, err = j.Append(t.Context(), stream, last, record(string(make([]byte, 2000)))); err == nil {
			last = version
		}
	}
	for range 5 {
		refusedWith(t, j, last, record(string(make([]byte, 2000))), "53100")
	}
	if got := len(ids(t, j, stream)); got != int(last) {
		t.Errorf("%d records are there, want %d", got, last)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	appendTo(t, j, stream, last)
	t.Logf("the disk was full after %d records", last)
}

// fill writes a file until the disk is almost full.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	info, err := f.Stat()
	if err == nil {
		err = f.Truncate(max(0, info.Size()-64<<10))
	}
	if err != nil {
		t.Fatal(err)
	}
}
