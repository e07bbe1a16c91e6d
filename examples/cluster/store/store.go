package store

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/examples/cluster/fleet"
	"github.com/acdkit/acdkit/routing/cluster"
)

// Kind is the kind of a store.
type Kind string

// The kinds.
const (
	JetStream Kind = "jetstream" // nodes talk over NATS, too
	Postgres  Kind = "postgres"  // nodes talk over HTTP
)

// Config is how a process reaches the store. It goes from process to process as JSON.
type Config struct {
	Kind    Kind
	Source  string        // a DSN, or URLs with commas
	Via     fleet.Via     // by which links; none: directly
	Session time.Duration // how long a node's session lasts
	Node    string        // id of the node; none if it is no node, which then has no Transport
	Addr    string        // the name, with a port, by which other nodes reach it over HTTP, by their links

	Monitors []string // of NATS servers: who asks them can see that they sync
}

// Store is an open store.
type Store struct {
	Journal   journal.Journal
	Leases    lease.Table
	Transport cluster.Transport
	Listens   string // address that requests of other nodes are to come to; none if they come over NATS
	close     []func()
}

// Open connects to a store.
func Open(ctx context.Context, cfg Config, logger *slog.Logger) (*Store, error) {
	s := new(Store)
	var err error
	switch cfg.Kind {
	case JetStream:
		err = s.openJetStream(ctx, cfg, logger)
	case Postgres:
		err = s.openPostgres(ctx, cfg, logger)
	default:
		err = fmt.Errorf("store: unknown kind %q", cfg.Kind)
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close disconnects.
func (s *Store) Close() {
	for i := len(s.close) - 1; i >= 0; i-- {
		s.close[i]()
	}
	s.close = nil
}
