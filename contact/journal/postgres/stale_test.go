package postgres_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/postgres"
)

// TestStaleAppend: a writer that is behind stores nothing, though its append has looked at the stream before this was
// trimmed, or deleted, and comes to insert only after that. What shares its transaction is stored.
func TestStaleAppend(t *testing.T) {
	t.Parallel()
	const other = stream + "/other" // inserted after the one that is blocked
	for _, c := range []struct {
		name string
		do   func(t *testing.T, j *postgres.Journal)
		last journal.Version // of other, after that
	}{
		{"trim", func(t *testing.T, j *postgres.Journal) {
			if err := j.Trim(t.Context(), other, 10); err != nil {
				t.Fatal(err)
			}
		}, 10},
		{"delete", func(t *testing.T, j *postgres.Journal) {
			if err := j.Delete(t.Context(), other); err != nil {
				t.Fatal(err)
			}
		}, 0},
		{"begin anew", func(t *testing.T, j *postgres.Journal) {
			if err := j.Delete(t.Context(), other); err != nil {
				t.Fatal(err)
			}
			for v := range version(8) {
				appendTo(t, j, other, v)
			}
		}, 8},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, schema := server(t), newSchema()
			leader := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
			appendTo(t, leader, stream, 0)
			for v := range version(10) {
				appendTo(t, leader, other, v)
			}
			end := blocked(t, s, schema, 2)
			good, stale := behind(t, schema, other)
			waiting(t, s, schema)
			c.do(t, leader)
			end()
			if err := <-good; err != nil {
				t.Errorf("the append that shares the transaction returned %v", err)
			}
			if err := <-stale; !errors.Is(err, journal.ErrConflict) {
				t.Errorf("the stale append returned %v, want %v", err, journal.ErrConflict)
			}
			for v := version(5); v < 12; v++ {
				if _, err := leader.Append(t.Context(), other, v, record("stale")); (err == nil) != (v == c.last) {
					t.Errorf("an append after %d returned %v; the last is %d", v, err, c.last)
				} else if err == nil {
					c.last++
				}
			}
			kept := fmt.Sprintf(`%[1]s.record r JOIN %[1]s.stream s ON s.id = r.stream AND r.version <= s.cut`, schema)
			if got := count(t, newPool(t, s, ""), kept); got != 0 {
				t.Errorf("%d records are kept at or below the cut", got)
			}
		})
	}
}

// behind appends to stream after 1, and to other after 5, in one transaction, by a node of its own.
func behind(t *testing.T, schema, other string) (good, stale <-chan error) {
	t.Helper()
	pool := newPool(t, server(t), "pool_max_conns=1")
	j := openDB(t, postgres.Config{Pool: pool, Schema: schema}).Journal()
	conn, err := pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	add := func(stream string, after journal.Version) <-chan error {
		done := make(chan error, 1)
		go func() {
			_, err := j.Append(t.Context(), stream, after, record("behind"))
			done <- err
		}()
		return done
	}
	good, stale = add(stream, 1), add(other, 5)
	until(t, t.Context(), func() bool { return postgres.Waiting(j) == 2 })
	conn.Release()
	return good, stale
}
