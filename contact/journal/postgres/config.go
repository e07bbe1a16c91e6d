package postgres

import (
	"errors"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// maxSchema is the length of a name that PostgreSQL does not cut, in bytes.
const maxSchema = 63

// Config is how a DB is opened. Pool is required; zero fields take the defaults named beside them.
type Config struct {
	// Pool is where connections come from, and stays the caller's to close. Appends take two of them at most; for the rest,
	// as many are used as there are callers.
	Pool *pgxpool.Pool

	// Schema is the name of the schema that all tables are in; "acdkit". Any name that PostgreSQL takes will do.
	Schema string

	// Listen is how to connect for LISTEN, which needs a connection of its own, kept for as long as the DB is open; as the
	// pool's connections. A pooler that lends connections for a transaction cannot do that: then Listen leads past it.
	// The pool's BeforeConnect, if there is one, is called for this connection too.
	Listen *pgx.ConnConfig

	// Timeout is how long one statement may take, the wait for a connection included; 10 s. An append that takes
	// longer is journal.ErrUnknown.
	Timeout time.Duration

	Session   time.Duration // how long a node's session lasts without being renewed; lease.DefaultTTL
	BlobLimit int64         // bytes of the largest blob; blob.DefaultLimit
	Logger    *slog.Logger  // slog.Default
}

func (c Config) withDefaults() Config {
	if c.Schema == "" {
		c.Schema = "acdkit"
	}
	if c.Listen == nil && c.Pool != nil {
		c.Listen = c.Pool.Config().ConnConfig
	}
	if c.Timeout <= 0 {
		c.Timeout = 10 * time.Second
	}
	if c.Session <= 0 {
		c.Session = lease.DefaultTTL
	}
	if c.BlobLimit <= 0 {
		c.BlobLimit = blob.DefaultLimit
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	return c
}

// validate expects a config with its defaults.
func (c Config) validate() error {
	switch {
	case c.Pool == nil:
		return &Error{Err: ErrConfig, Cause: errors.New("there is no Pool")}
	case len(c.Schema) > maxSchema, !utf8.ValidString(c.Schema), strings.ContainsRune(c.Schema, 0), strings.HasPrefix(c.Schema, "pg_"):
		return &Error{Err: ErrConfig, Cause: errors.New("this cannot be the name of a schema")}
	}
	return nil
}
