package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/jackc/pgx/v5/pgxpool"
)

func count(t *testing.T, pool *pgxpool.Pool, table string) (n int) {
	t.Helper()
	if err := pool.QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestEraseLeavesNothing: no row of an erased stream is in any table, also if another node gave up in the middle, and
// what a late writer brings after that is removed an hour later.
func TestEraseLeavesNothing(t *testing.T) {
	t.Parallel()
	pool, schema := newPool(t, server(t), ""), newSchema()
	j := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Journal()
	exec := func(sql string) {
		t.Helper()
		if _, err := pool.Exec(t.Context(), fmt.Sprintf(sql, schema)); err != nil {
			t.Fatal(err)
		}
	}
	exec(`INSERT INTO %[1]s.stream (name) VALUES ('long'); INSERT INTO %[1]s.record SELECT s.id, n, 'r' || n, 0, '' FROM %[1]s.stream s, generate_series(1, 2500) n`)
	appendTo(t, j, "other", 0)
	exec(`INSERT INTO %[1]s.erased (stream) VALUES (4711); INSERT INTO %[1]s.record VALUES (4711, 1, 'left behind', 0, '')`)
	if err := j.Delete(t.Context(), "long"); err != nil {
		t.Fatal(err)
	}
	if got := count(t, pool, schema+".record"); got != 1 {
		t.Errorf("%d records are left, want that of the other stream", got)
	}
	exec(`INSERT INTO %[1]s.record SELECT stream, 2501, 'late', 0, '' FROM %[1]s.erased`)
	appendTo(t, j, "long", 0) // the new life is not touched by it
	if err := j.Delete(t.Context(), "nothing"); err != nil {
		t.Fatal(err)
	}
	if got := count(t, pool, schema+".record"); got != 4 {
		t.Errorf("%d records are there, want 4", got)
	}
	exec(`UPDATE %[1]s.erased SET due = due - interval '1 hour'`)
	if err := j.Delete(t.Context(), "nothing"); err != nil {
		t.Fatal(err)
	}
	if got, noted := count(t, pool, schema+".record"), count(t, pool, schema+".erased"); got != 2 || noted != 0 {
		t.Errorf("%d records are left, want 2, and %d streams are noted, want 0", got, noted)
	}
}

// TestTrimLong: a trim of more records than are removed at once.
func TestTrimLong(t *testing.T) {
	t.Parallel()
	pool, schema := newPool(t, server(t), ""), newSchema()
	j := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Journal()
	insert := `INSERT INTO %[1]s.stream (name) VALUES ('long'); INSERT INTO %[1]s.record SELECT s.id, n, 'r' || n, 0, '' FROM %[1]s.stream s, generate_series(1, 3500) n`
	if _, err := pool.Exec(t.Context(), fmt.Sprintf(insert, schema)); err != nil {
		t.Fatal(err)
	}
	if err := j.Trim(t.Context(), "long", 3100); err != nil {
		t.Fatal(err)
	}
	if got := count(t, pool, schema+".record"); got != 400 {
		t.Errorf("%d records are left, want 400", got)
	}
	appendTo(t, j, "long", 3500)
}

// TestRemoveBeside: Trim and Delete leave none of what they are to remove, though some that they were about to remove are
// removed beside them, by another node or by a try of their own whose connection was lost.
func TestRemoveBeside(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do   func(ctx context.Context, j *postgres.Journal) error
		left int
	}{
		"trim":   {func(ctx context.Context, j *postgres.Journal) error { return j.Trim(ctx, "long", 3100) }, 400},
		"delete": {func(ctx context.Context, j *postgres.Journal) error { return j.Delete(ctx, "long") }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, schema := server(t), newSchema()
			pool := newPool(t, s, "")
			j := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Journal()
			insert := `INSERT INTO %[1]s.stream (name) VALUES ('long'); INSERT INTO %[1]s.record SELECT s.id, n, 'r' || n, 0, '' FROM %[1]s.stream s, generate_series(1, 3500) n`
			if _, err := pool.Exec(t.Context(), fmt.Sprintf(insert, schema)); err != nil {
				t.Fatal(err)
			}
			beside := begun(t, pool, fmt.Sprintf(`DELETE FROM %s.record WHERE version <= 1000`, schema))
			done := make(chan error, 1)
			go func() { done <- c.do(t.Context(), j) }()
			waiting(t, s, schema)
			if err := errors.Join(beside.Commit(t.Context()), <-done); err != nil {
				t.Fatal(err)
			}
			if got := count(t, pool, schema+".record"); got != c.left {
				t.Errorf("%d records are left, want %d", got, c.left)
			}
		})
	}
}

// TestSweptBeside: of two that sweep the same stream, the second does not stand for the second look.
func TestSweptBeside(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	pool := newPool(t, s, "")
	j := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Journal()
	appendTo(t, j, stream, 0)
	beside := begun(t, pool, fmt.Sprintf(`SELECT FROM %s.record FOR UPDATE`, schema))
	done := make(chan error, 1)
	go func() { done <- j.Delete(t.Context(), stream) }()
	waiting(t, s, schema)
	swept := fmt.Sprintf(`UPDATE %s.erased SET again = true, due = clock_timestamp() + interval '1 hour'`, schema)
	if _, err := pool.Exec(t.Context(), swept); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(beside.Commit(t.Context()), <-done); err != nil {
		t.Fatal(err)
	}
	if got := count(t, pool, schema+".erased"); got != 1 {
		t.Errorf("%d streams are noted for the second look, want 1", got)
	}
}
