package postgres_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func watch(t *testing.T, j *postgres.Journal, stream string) <-chan struct{} {
	t.Helper()
	hints, err := j.Watch(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return hints
}

// soon takes a hint, which must come long before Follow would read without one.
func soon(t *testing.T, hints <-chan struct{}) {
	t.Helper()
	select {
	case _, ok := <-hints:
		if !ok {
			t.Fatal("the watch is lost")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("no hint came")
	}
}

// listening waits until the journals of a database listen: how many, that the channel of a schema is.
func listening(t *testing.T, s *pgtest.Server, schema string, n int) (pids []int) {
	t.Helper()
	pool := newPool(t, s, "pool_max_conns=1")
	until(t, t.Context(), func() bool {
		pids = listeners(t, pool, schema)
		return len(pids) == n
	})
	return pids
}

func listeners(t *testing.T, pool *pgxpool.Pool, schema string) (pids []int) {
	t.Helper()
	rows, err := pool.Query(t.Context(), `SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN "' || $1 || '"'`, schema)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var pid int
		if err := rows.Scan(&pid); err != nil {
			t.Fatal(err)
		}
		pids = append(pids, pid)
	}
	return pids
}

// TestWatchOthers: what one node appends, trims not at all and deletes, another is told of.
func TestWatchOthers(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	a := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
	b := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
	names := []string{stream, strings.Repeat("한", 85), `a"b'c`, "chat/1"}
	var hints []<-chan struct{}
	for _, name := range names {
		hints = append(hints, watch(t, b, name))
	}
	listening(t, s, schema, 1)
	for _, h := range hints {
		soon(t, h) // listening has begun
	}
	for round := range 5 {
		for i, name := range names {
			appendTo(t, a, name, version(round))
			soon(t, hints[i])
			if got := len(ids(t, b, name)); got != round+1 {
				t.Errorf("after the hint %d records are there, want %d", got, round+1)
			}
		}
	}
}

// TestWatchBeforeConnect: the connection for notifications is made as those of the pool are, also with credentials that
// are known only when it is made.
func TestWatchBeforeConnect(t *testing.T) {
	t.Parallel()
	cfg, err := pgxpool.ParseConfig(server(t).DSN() + " user=yesterday")
	if err != nil {
		t.Fatal(err)
	}
	cfg.BeforeConnect = func(_ context.Context, c *pgx.ConnConfig) error {
		c.User = "postgres"
		return nil
	}
	pool, err := pgxpool.NewWithConfig(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	soon(t, watch(t, openDB(t, postgres.Config{Pool: pool, Schema: newSchema(), Logger: quiet()}).Journal(), stream))
}

// TestWatchManyAtOnce: more streams than one notification holds.
func TestWatchManyAtOnce(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	a := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
	b := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
	var names []string
	var hints []<-chan struct{}
	for i := range 200 {
		names = append(names, fmt.Sprintf("%0200d", i))
		hints = append(hints, watch(t, b, names[i]))
	}
	listening(t, s, schema, 1)
	for _, h := range hints {
		soon(t, h)
	}
	for _, name := range names {
		go func() { _, _ = a.Append(t.Context(), name, 0, record("x")) }() // the hint tells
	}
	for _, h := range hints {
		soon(t, h)
	}
}

// TestWatchReconnects: after the connection for notifications was lost, everybody gets a hint.
func TestWatchReconnects(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	a := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
	b := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema, Logger: quiet()}).Journal()
	hints := watch(t, b, stream)
	soon(t, hints)
	for round := range 3 {
		pids := listening(t, s, schema, 1)
		run(t, s, fmt.Sprintf("SELECT pg_terminate_backend(%d)", pids[0]))
		soon(t, hints)
		appendTo(t, a, stream, version(round))
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		until(t, ctx, func() bool {
			soon(t, hints)
			return len(ids(t, b, stream)) == round+1
		})
		cancel()
		listening(t, s, schema, 1)
	}
}

// TestFollowOthers: Follow on one node sees what another appends, long before it would look by itself.
func TestFollowOthers(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	a := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
	b := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	appendTo(t, a, stream, 0)
	for rec, err := range journal.Follow(ctx, b, stream, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if rec.Version == 20 {
			break
		}
		appendTo(t, a, stream, rec.Version)
	}
}
