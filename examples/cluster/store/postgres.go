package store

import (
	"context"
	"log/slog"

	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/jackc/pgx/v5/pgxpool"
)

const poolSize = 12 // four write at the same time; the rest is for sessions and for reading

func (s *Store) openPostgres(ctx context.Context, cfg Config, logger *slog.Logger) error {
	pool, err := pgxpool.ParseConfig(cfg.Source)
	if err != nil {
		return err
	}
	if cfg.Via != nil {
		pool.ConnConfig.DialFunc = cfg.Via.Dial
	}
	pool.MaxConns = poolSize
	connected, err := pgxpool.NewWithConfig(ctx, pool)
	if err != nil {
		return err
	}
	s.close = append(s.close, connected.Close)
	db, err := postgres.Open(ctx, postgres.Config{Pool: connected, Session: cfg.Session, Logger: logger})
	if err != nil {
		return err
	}
	s.close = append(s.close, db.Close)
	s.Journal, s.Leases = db.Journal(), db.Leases()
	if cfg.Node != "" {
		return s.serveHTTP(cfg)
	}
	return nil
}
