package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/nats-io/nats.go"
)

// source is where a journal is.
type source struct {
	address       string
	schema, store string
	replicas      int
}

// open opens the journal. What is not there is not made, but for the tables of a database and the stream of a server.
func (s source) open(ctx context.Context) (j journal.Journal, done func(), err error) {
	switch {
	case strings.HasPrefix(s.address, "postgres://"), strings.HasPrefix(s.address, "postgresql://"):
		return s.openPostgres(ctx)
	case strings.HasPrefix(s.address, "nats://"), strings.HasPrefix(s.address, "tls://"):
		return s.openJetStream(ctx)
	}
	if _, err := os.Stat(s.address); err != nil {
		return nil, nil, err
	}
	file, err := sqlite.Open(ctx, sqlite.Config{Path: s.address, SkipCheck: true})
	if err != nil {
		return nil, nil, err
	}
	return file, func() { _ = file.Close() }, nil
}

func (s source) openPostgres(ctx context.Context) (journal.Journal, func(), error) {
	pool, err := pgxpool.New(ctx, s.address)
	if err != nil {
		return nil, nil, errors.New("the address of the database cannot be read") // the driver's error repeats it
	}
	db, err := postgres.Open(ctx, postgres.Config{Pool: pool, Schema: s.schema, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		pool.Close()
		return nil, nil, err
	}
	return db.Journal(), func() { db.Close(); pool.Close() }, nil
}

func (s source) openJetStream(ctx context.Context) (journal.Journal, func(), error) {
	conn, err := nats.Connect(s.address)
	if err != nil {
		return nil, nil, err
	}
	j, err := jetstream.Open(ctx, jetstream.Config{
		Conn: conn, Stream: s.store, Replicas: s.replicas, Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		conn.Close()
		return nil, nil, err
	}
	return j, func() { j.Close(); conn.Close() }, nil
}

// list returns the names of a journal's streams, in order.
func list(ctx context.Context, j journal.Journal, prefix string) (names []string, err error) {
	lister, ok := j.(journal.Lister)
	if !ok {
		return nil, errors.New("this journal cannot list its streams: name one with -stream")
	}
	for name, err := range lister.Streams(ctx, prefix) {
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names, nil
}
