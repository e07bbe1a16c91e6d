package store

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strconv"

	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/jackc/pgx/v5/pgxpool"
)

// local is a PostgreSQL server of the local installation.
type local struct {
	server *pgtest.Server
	folder string
}

// startPostgres runs the server in a folder of its own: its user must be able to come there, and the path of its socket must
// be short.
func startPostgres() (Servers, error) {
	folder, err := os.MkdirTemp("", "pg")
	if err != nil {
		return nil, err
	}
	server, err := pgtest.Run(folder, "max_connections=200")
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	return &local{server, folder}, nil
}

func (l *local) Source() string     { return l.server.DSN() }
func (l *local) Monitors() []string { return nil }
func (l *local) Targets() []Target  { return []Target{{"unix", l.server.Socket()}} }

func (l *local) Fail(context.Context) (func(context.Context) error, error) {
	return func(context.Context) error { return l.server.Restart() }, l.server.Kill()
}

func (l *local) Close() error { return errors.Join(l.server.Kill(), os.RemoveAll(l.folder)) }

// foreign is somebody's PostgreSQL server.
type foreign string

func (f foreign) Source() string { return string(f) }

func (f foreign) Monitors() []string { return nil }

func (f foreign) Targets() []Target {
	cfg, err := pgxpool.ParseConfig(string(f))
	if err != nil {
		return nil // and nodes will say so
	}
	c := cfg.ConnConfig
	if filepath.IsAbs(c.Host) {
		return []Target{{"unix", filepath.Join(c.Host, ".s.PGSQL."+strconv.Itoa(int(c.Port)))}}
	}
	return []Target{{"tcp", net.JoinHostPort(c.Host, strconv.Itoa(int(c.Port)))}}
}

func (f foreign) Fail(context.Context) (func(context.Context) error, error) {
	return nil, errors.New("store: the server of a -dsn is not killed")
}

func (f foreign) Close() error { return nil }
