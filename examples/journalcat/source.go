package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/nats-io/nats.go"
	natsstream "github.com/nats-io/nats.go/jetstream"
)

// source is an open journal.
type source struct {
	journal journal.Lister
	leases  lease.Table // nil if there are none
	close   func()
}

var (
	errNoSchema = errors.New("there is no such schema")
	errAddress  = errors.New("the URL of the database cannot be read")
	errNoLeases = errors.New("this journal has no leases")
)

// open opens what is there, and begins nothing that is not.
func open(ctx context.Context, o options) (*source, error) {
	scheme, _, is := strings.Cut(o.source, "://")
	switch {
	case is && (scheme == "postgres" || scheme == "postgresql"):
		return openPostgres(ctx, o)
	case is && (scheme == "nats" || scheme == "tls"):
		return openNATS(ctx, o)
	case is:
		return nil, fmt.Errorf("%s://: %w", scheme, errors.ErrUnsupported)
	}
	if _, err := os.Stat(o.source); err != nil {
		return nil, err
	}
	j, err := sqlite.Open(ctx, sqlite.Config{Path: o.source, SkipCheck: true})
	if err != nil {
		return nil, err
	}
	return &source{journal: j, close: func() { _ = j.Close() }}, nil
}

// quiet lets no library write between the lines.
var quiet = slog.New(slog.DiscardHandler)

func openPostgres(ctx context.Context, o options) (*source, error) {
	pool, err := pgxpool.New(ctx, o.source)
	if err != nil {
		return nil, errAddress // the driver's error repeats it
	}
	db, err := openSchema(ctx, pool, o.name)
	if err != nil {
		pool.Close()
		return nil, err
	}
	return &source{journal: db.Journal(), leases: db.Leases(), close: func() {
		db.Close()
		pool.Close()
	}}, nil
}

func openSchema(ctx context.Context, pool *pgxpool.Pool, name string) (*postgres.DB, error) {
	name = cmp.Or(name, "acdkit")
	there := false
	err := pool.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1)`, name).Scan(&there)
	switch {
	case err != nil:
		return nil, err
	case !there:
		return nil, fmt.Errorf("%q: %w", name, errNoSchema)
	}
	return postgres.Open(ctx, postgres.Config{Pool: pool, Schema: name, Logger: quiet})
}

func openNATS(ctx context.Context, o options) (*source, error) {
	nc, err := nats.Connect(o.source, nats.MaxReconnects(-1))
	if err != nil {
		return nil, err
	}
	s, err := openStream(ctx, nc, o)
	if err != nil {
		nc.Close()
		return nil, err
	}
	return s, nil
}

func openStream(ctx context.Context, nc *nats.Conn, o options) (*source, error) {
	name := cmp.Or(o.name, "acdkit")
	js, err := natsstream.New(nc)
	if err != nil {
		return nil, err
	}
	stream, err := js.Stream(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", name, err)
	}
	cfg := jetstream.Config{Conn: nc, Stream: name, Replicas: stream.CachedInfo().Config.Replicas, Logger: quiet}
	j, err := jetstream.Open(ctx, cfg)
	if err != nil {
		return nil, err
	}
	s := &source{journal: j, close: func() {
		j.Close()
		nc.Close()
	}}
	if !o.leases {
		return s, nil
	}
	leases, err := openLeases(ctx, js, cfg)
	if err != nil {
		j.Close()
		return nil, err
	}
	s.leases, s.close = leases, func() {
		leases.Close()
		j.Close()
		nc.Close()
	}
	return s, nil
}

// openLeases opens the leases beside a journal, with the time to live that they have.
func openLeases(ctx context.Context, js natsstream.JetStream, cfg jetstream.Config) (*jetstream.Leases, error) {
	stream, err := js.Stream(ctx, cfg.Stream+"-leases")
	if errors.Is(err, natsstream.ErrStreamNotFound) {
		return nil, errNoLeases
	}
	if err != nil {
		return nil, err
	}
	info := stream.CachedInfo().Config
	cfg.Replicas = info.Replicas
	if cfg.TTL, err = time.ParseDuration(info.Metadata["acdkit-ttl"]); err != nil {
		return nil, errNoLeases
	}
	return jetstream.OpenLeases(ctx, cfg)
}
