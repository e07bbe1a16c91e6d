package postgres_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/jackc/pgx/v5/pgxpool"
)

var used atomic.Bool // the shared server

// shared is the server that most tests use, each with schemas of its own.
var shared = sync.OnceValues(func() (*pgtest.Server, error) {
	used.Store(true)
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		return nil, err
	}
	return pgtest.Run(dir, "max_connections=300")
})

func TestMain(m *testing.M) {
	if dsn, schema, ok := strings.Cut(os.Getenv(writerEnv), "|"); ok {
		fmt.Fprintln(os.Stderr, writeForEver(dsn, schema))
		os.Exit(1)
	}
	flag.Parse()
	if flag.Lookup("test.list").Value.String() == "" {
		prepareExamples()
	}
	code := m.Run()
	if err := stopShared(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// prepareExamples tells the examples where the server is. If there is none, they are left out.
func prepareExamples() {
	s, err := shared()
	switch {
	case err == nil:
		_ = os.Setenv("DATABASE_URL", s.DSN())
	case errors.Is(err, exec.ErrNotFound):
		_ = flag.Set("test.skip", "^Example") // they have no way to skip
		fmt.Fprintln(os.Stderr, "examples are left out:", err)
	}
}

func stopShared() error {
	if !used.Load() {
		return nil
	}
	s, err := shared()
	if err != nil {
		return nil // the tests have said so
	}
	return errors.Join(s.Stop(), os.RemoveAll(s.Dir()))
}

func server(t testing.TB) *pgtest.Server {
	t.Helper()
	s, err := shared()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// newPool returns a pool of connections to a server. params are added to its data source name.
func newPool(t testing.TB, s *pgtest.Server, params string) *pgxpool.Pool {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), s.DSN()+" "+params)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

var schemas atomic.Int64

func newSchema() string { return fmt.Sprintf("test_%d", schemas.Add(1)) }

func openDB(t testing.TB, cfg postgres.Config) *postgres.DB {
	t.Helper()
	if cfg.Timeout == 0 {
		cfg.Timeout = time.Minute // others may be at work on the machine
	}
	db, err := postgres.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

func TestJournalConforms(t *testing.T) {
	t.Parallel()
	pool := newPool(t, server(t), "")
	var mu sync.Mutex
	opened := make(map[journal.Journal]func() journal.Journal)
	var open func(t *testing.T, schema string) journal.Journal
	open = func(t *testing.T, schema string) journal.Journal {
		db := openDB(t, postgres.Config{Pool: pool, Schema: schema})
		mu.Lock()
		defer mu.Unlock()
		opened[db.Journal()] = func() journal.Journal {
			db.Close()
			return open(t, schema)
		}
		return db.Journal()
	}
	journaltest.Run(t, func(t *testing.T) journal.Journal { return open(t, newSchema()) }, journaltest.Features{
		Watch: true, Trim: true, Delete: true, List: true, Durable: true,
		Reopen: func(t *testing.T, j journal.Journal) journal.Journal { return opened[j]() },
	})
}
