package store

import (
	"context"
	"fmt"
)

// Servers are what nodes store in.
type Servers interface {
	// Source returns how they are reached: a DSN, or URLs with commas.
	Source() string
	// Monitors returns where NATS servers tell about themselves.
	Monitors() []string
	// Targets returns where they listen.
	Targets() []Target
	// Fail kills one of them, that which matters most, at once. Then mend starts it again.
	Fail(ctx context.Context) (mend func(context.Context) error, err error)
	Close() error
}

// Target is where a server listens, as package net has it.
type Target struct{ Network, Addr string }

// Start starts servers, with their files in folder; program is what runs as a NATS server, as RunServer does. With a dsn, it
// is the PostgreSQL server there, which cannot be killed.
func Start(ctx context.Context, kind Kind, folder, dsn string, program []string) (Servers, error) {
	switch {
	case kind == JetStream:
		return startNATS(ctx, folder, program)
	case kind == Postgres && dsn != "":
		return foreign(dsn), nil
	case kind == Postgres:
		return startPostgres()
	}
	return nil, fmt.Errorf("store: unknown kind %q", kind)
}
