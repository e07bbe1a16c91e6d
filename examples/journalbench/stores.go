package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/nats-io/nats.go"
)

// names are the journals that can be measured.
var names = []string{"memory", "sqlite", "postgres", "jetstream"}

// bench is where everything is measured.
type bench struct {
	dir   string        // folder of the stores
	dsn   string        // of a PostgreSQL server; one is started if it is empty
	pool  *pgxpool.Pool // once there is one
	close []func() error
}

// open opens a journal by its name, with the servers that it needs.
func (b *bench) open(ctx context.Context, name string) (journal.Journal, error) {
	switch name {
	case "memory":
		return new(journal.Memory), nil
	case "sqlite":
		j, err := sqlite.Open(ctx, sqlite.Config{Path: filepath.Join(b.dir, "journal.db")})
		if err == nil {
			b.onClose(j.Close)
		}
		return j, err
	case "postgres":
		return b.openPostgres(ctx)
	case "jetstream":
		return b.openJetStream(ctx)
	}
	return nil, fmt.Errorf("unknown journal %q", name)
}

func (b *bench) onClose(f func() error) { b.close = append(b.close, f) }

// end closes what was opened, the last first.
func (b *bench) end() (err error) {
	for i := len(b.close) - 1; i >= 0; i-- {
		err = errors.Join(err, b.close[i]())
	}
	return err
}

// connect connects to PostgreSQL.
func (b *bench) connect(ctx context.Context) (*pgxpool.Pool, error) {
	if b.pool != nil {
		return b.pool, nil
	}
	if b.dsn == "" {
		server, err := pgtest.Run(filepath.Join(b.dir, "pg"), "max_connections=300")
		if err != nil {
			return nil, err
		}
		b.onClose(server.Stop)
		b.dsn = server.DSN()
	}
	cfg, err := pgxpool.ParseConfig(b.dsn)
	if err != nil {
		return nil, err
	}
	cfg.MaxConns = 50
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	b.onClose(func() error { pool.Close(); return nil })
	b.pool = pool
	return pool, nil
}

func (b *bench) openPostgres(ctx context.Context) (journal.Journal, error) {
	pool, err := b.connect(ctx)
	if err != nil {
		return nil, err
	}
	db, err := postgres.Open(ctx, postgres.Config{Pool: pool, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	b.onClose(func() error { db.Close(); return nil })
	return db.Journal(), nil
}

// openJetStream starts three servers, each a process of its own.
func (b *bench) openJetStream(ctx context.Context) (journal.Journal, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cluster, err := natstest.Start(ctx, natstest.Config{Dir: filepath.Join(b.dir, "nats"), Servers: 3, Command: []string{program, serverCommand}})
	if err != nil {
		return nil, err
	}
	b.onClose(cluster.Close)
	conn, err := nats.Connect(cluster.URL(), nats.MaxReconnects(-1))
	if err != nil {
		return nil, err
	}
	b.onClose(func() error { conn.Close(); return nil })
	j, err := jetstream.Open(ctx, jetstream.Config{Conn: conn, Monitors: cluster.Monitors(), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	b.onClose(func() error { j.Close(); return nil })
	return j, nil
}
