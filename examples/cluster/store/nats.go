package store

import (
	"context"
	"log/slog"
	"net"
	"time"

	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/examples/cluster/fleet"
	"github.com/acdkit/acdkit/routing/cluster/natsrpc"
	"github.com/nats-io/nats.go"
)

func (s *Store) openJetStream(ctx context.Context, cfg Config, logger *slog.Logger) error {
	options := []nats.Option{
		nats.MaxReconnects(-1), nats.ReconnectWait(100 * time.Millisecond), nats.ReconnectBufSize(-1), nats.Timeout(time.Second),
	}
	if cfg.Via != nil {
		options = append(options, nats.SetCustomDialer(dialer{cfg.Via}))
	}
	conn, err := nats.Connect(cfg.Source, options...)
	if err != nil {
		return err
	}
	s.close = append(s.close, conn.Close)
	config := jetstream.Config{Conn: conn, Monitors: cfg.Monitors, TTL: cfg.Session, Logger: logger}
	log, err := jetstream.Open(ctx, config)
	if err != nil {
		return err
	}
	s.close = append(s.close, log.Close)
	leases, err := jetstream.OpenLeases(ctx, config)
	if err != nil {
		return err
	}
	s.close = append(s.close, leases.Close)
	s.Journal, s.Leases = log, leases
	if cfg.Node == "" {
		return nil
	}
	s.Transport, err = natsrpc.New(natsrpc.Config{Conn: conn})
	return err
}

// dialer goes by links.
type dialer struct{ via fleet.Via }

func (d dialer) Dial(network, addr string) (net.Conn, error) {
	return d.via.Dial(context.Background(), network, addr)
}
