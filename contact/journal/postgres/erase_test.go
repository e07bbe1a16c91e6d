package postgres_test

import (
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
