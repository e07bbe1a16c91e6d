package jetstream

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/nats-io/nats.go"
)

// Config says where journals and leases are kept.
type Config struct {
	// Conn is a connection to servers of NATS 2.11 or later, with JetStream enabled for its account. It stays the caller's:
	// let it reconnect for ever (nats.MaxReconnects(-1)), and close it after the journal.
	Conn *nats.Conn

	// Stream is the name of the JetStream stream, which one store's journals share: 1 to 64 letters, digits, - and _;
	// "acdkit". Leases are in a second one, with "-leases" behind the name. The subjects begin with these names.
	Stream string

	// Replicas is how many servers keep each record: 3, or 1 or 5. With 3, one may be lost.
	Replicas int

	// System is a connection of the servers' system account. With it, or with Monitors, Open checks that each server that
	// keeps the stream syncs every write to its disk before it acknowledges it (sync_interval: always).
	System *nats.Conn

	// Monitors are the URLs of the monitoring of the servers, such as "http://server-1:8222"; see System.
	Monitors []string

	// MaxPending is how many appends may be under way; more of them wait. 4096.
	MaxPending int

	// Try is how long one request waits for its answer, after which its outcome is open; 2 seconds. A question, which can be
	// asked twice, waits 250 ms at first and twice as long each time, up to Try. Keep Try below TTL: then who holds a lease
	// learns before its end that nobody answers. What became of an append that is answered later, reading tells.
	Try time.Duration

	// Patience is how long a call goes on trying while no server is there to take it, as in an election; 15 seconds.
	Patience time.Duration

	// TTL is how long a session lasts without being renewed; lease.DefaultTTL. For OpenLeases only.
	TTL time.Duration

	Logger *slog.Logger // slog.Default
}

const (
	maxStreamName = 64
	rememberTails = 1 << 16 // streams whose end is remembered, at least
)

func (c Config) withDefaults() Config {
	c.Stream = cmp.Or(c.Stream, "acdkit")
	c.Replicas = cmp.Or(c.Replicas, 3)
	c.MaxPending = cmp.Or(c.MaxPending, 4096)
	c.Try = cmp.Or(c.Try, 2*time.Second)
	c.Patience = cmp.Or(c.Patience, 15*time.Second)
	c.TTL = cmp.Or(c.TTL, lease.DefaultTTL)
	c.Logger = cmp.Or(c.Logger, slog.Default())
	return c
}

func (c Config) check() error {
	switch {
	case c.Conn == nil:
		return fmt.Errorf("%w: no connection", ErrConfig)
	case len(c.Stream) > maxStreamName || token(c.Stream) != c.Stream || !legalStream(c.Stream):
		return fmt.Errorf("%w: name of the stream", ErrConfig)
	case c.Replicas < 1 || c.Replicas > 5:
		return fmt.Errorf("%w: %d replicas", ErrConfig, c.Replicas)
	case c.MaxPending < 0 || c.Try < 0 || c.Patience < 0 || c.TTL < 0:
		return fmt.Errorf("%w: negative limit", ErrConfig)
	}
	return nil
}

// ready waits until the connection is there, and checks that its server can do what is asked of it later.
func (s *store) ready(ctx context.Context) error {
	err := s.repeat(ctx, s.soon, func(context.Context, time.Duration) error {
		if err := s.up(); err != nil {
			return refused(err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if version := s.nc.ConnectedServerVersion(); !supported(version) {
		return fmt.Errorf("%w: NATS %.40q, want 2.11 or later", ErrConfig, version)
	}
	return nil
}

// supported tells whether a server of a version, such as "2.11.4", has direct gets in batches and lifetimes of messages. What
// is no version is taken for a new one.
func supported(version string) bool {
	var major, minor int
	if _, err := fmt.Sscanf(version, "%d.%d", &major, &minor); err != nil {
		return true
	}
	return major > 2 || major == 2 && minor >= 11
}

func legalStream(name string) bool {
	for i := range len(name) {
		if !plain(name[i]) || name[i] == '/' {
			return false
		}
	}
	return true
}
