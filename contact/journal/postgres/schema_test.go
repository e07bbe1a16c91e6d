package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/jackc/pgx/v5/pgxpool"
)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// database makes a database of the test's own.
func database(t *testing.T, options string) *pgxpool.Pool {
	t.Helper()
	s, name := server(t), newSchema()
	run(t, s, fmt.Sprintf("CREATE DATABASE %s %s", name, options))
	return newPool(t, s, "dbname="+name)
}

// TestSchemaNames: any name that PostgreSQL takes, quoted, and none runs into another.
func TestSchemaNames(t *testing.T) {
	t.Parallel()
	pool := database(t, "")
	names := []string{
		"", "Acdkit", `a"b`, `"; DROP SCHEMA acdkit CASCADE; --`, "a b", "a.b", "'", "$1", "$$", "{schema}", "select", "상담", strings.Repeat("x", 63),
	}
	for i, name := range names {
		db := openDB(t, postgres.Config{Pool: pool, Schema: name})
		if got := len(ids(t, db.Journal(), stream)); got != 0 {
			t.Errorf("the new schema %q has %d records", name, got)
		}
		for after := range i {
			appendTo(t, db.Journal(), stream, version(after))
		}
	}
	for i, name := range names {
		db := openDB(t, postgres.Config{Pool: pool, Schema: name})
		if got := len(ids(t, db.Journal(), stream)); got != i {
			t.Errorf("the schema %q has %d records, want %d", name, got, i)
		}
	}
	for _, name := range []string{strings.Repeat("x", 64), "a\x00b", "\xff", "pg_mine"} {
		if _, err := postgres.Open(t.Context(), postgres.Config{Pool: pool, Schema: name}); !errors.Is(err, postgres.ErrConfig) {
			t.Errorf("Open of the schema %q returned %v, want %v", name, err, postgres.ErrConfig)
		}
	}
	if _, err := postgres.Open(t.Context(), postgres.Config{}); !errors.Is(err, postgres.ErrConfig) {
		t.Errorf("Open without a pool returned %v, want %v", err, postgres.ErrConfig)
	}
}

// TestOpenAtOnce: many nodes that open a new schema make it once.
func TestOpenAtOnce(t *testing.T) {
	t.Parallel()
	pool, schema := newPool(t, server(t), "pool_max_conns=8"), newSchema()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			db, err := postgres.Open(t.Context(), postgres.Config{Pool: pool, Schema: schema})
			if err != nil {
				t.Error(err)
				return
			}
			db.Close()
		})
	}
	wg.Wait()
	var applied int
	if err := pool.QueryRow(t.Context(), "SELECT count(*) FROM "+schema+".migration").Scan(&applied); err != nil || applied != 1 {
		t.Errorf("%d migrations were applied, %v, want 1", applied, err)
	}
}

// TestOpenRefused: what a program cannot work with, it leaves alone.
func TestOpenRefused(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	pool := newPool(t, s, "")
	openDB(t, postgres.Config{Pool: pool, Schema: schema})
	if _, err := pool.Exec(t.Context(), "INSERT INTO "+schema+".migration (version) VALUES (99)"); err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name string
		ctx  context.Context
		cfg  postgres.Config
		want error
		says string
	}{
		{"newer", t.Context(), postgres.Config{Pool: pool, Schema: schema}, postgres.ErrNewer, "version 99, known are up to 1"},
		{"asynchronous", t.Context(), postgres.Config{Pool: newPool(t, s, "synchronous_commit=off")}, postgres.ErrServer, "synchronous_commit is off"},
		{"encoding", t.Context(), postgres.Config{Pool: database(t, "ENCODING LATIN1 TEMPLATE template0")}, postgres.ErrServer, "server_encoding is LATIN1"},
		{"cancelled", cancelled, postgres.Config{Pool: pool}, context.Canceled, "canceled"},
	} {
		db, err := postgres.Open(c.ctx, c.cfg)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: Open returned %v, want %v with %q", c.name, err, c.want, c.says)
		}
		if err == nil {
			db.Close()
		}
		if _, ok := errors.AsType[*postgres.Error](err); !ok {
			t.Errorf("%s: Open returned a %T", c.name, err)
		}
	}
}

// TestClosed: after Close, appends are refused for certain, watches have ended, and the pool is the caller's again.
func TestClosed(t *testing.T) {
	t.Parallel()
	pool := newPool(t, server(t), "")
	db := openDB(t, postgres.Config{Pool: pool, Schema: newSchema(), Logger: quiet()})
	hints, err := db.Journal().Watch(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	appendTo(t, db.Journal(), stream, 0)
	db.Close()
	db.Close()
	for open := true; open; {
		_, open = <-hints
	}
	if _, err := db.Journal().Append(t.Context(), stream, 1, record("late")); err == nil || !strings.Contains(err.Error(), "closed") {
		t.Errorf("Append returned %v", err)
	}
	if _, err := db.Journal().Watch(t.Context(), stream); err == nil {
		t.Error("Watch returned nil")
	}
	if got := pool.Stat().AcquiredConns(); got != 0 {
		t.Errorf("%d connections are held", got)
	}
	if err := pool.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestParts: the parts of a DB do not disturb each other, in one schema.
func TestParts(t *testing.T) {
	t.Parallel()
	db := openDB(t, postgres.Config{Pool: newPool(t, server(t), ""), Schema: newSchema()})
	appendTo(t, db.Journal(), stream, 0)
	key := blob.Key{Owner: stream, ID: stream}
	if _, err := db.Blobs().Put(t.Context(), key, strings.NewReader("content")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Leases().Forget(t.Context(), stream), db.Blobs().Erase(t.Context(), stream)); err != nil {
		t.Fatal(err)
	}
	appendTo(t, db.Journal(), stream, 1)
}
