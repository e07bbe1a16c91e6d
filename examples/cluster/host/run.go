package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/acdkit/acdkit/examples/cluster/fleet"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/examples/cluster/store"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/cluster"
)

// Config is what a node's process is started with. It goes from process to process as JSON.
type Config struct {
	Store  store.Config
	Agents int           // in each center
	Offer  time.Duration // how long a contact is offered
	Chat   bool          // whether there are conversations
}

const handOver = 15 * time.Second // for the end of a node

// Run is a node, from its start to the end of ctx; then it hands over what it leads. It says fleet.Ready when
// it serves, with the addresses of its API and for other nodes, if it listens there.
func Run(ctx context.Context, cfg Config, logger *slog.Logger, ready io.Writer) error {
	s, err := store.Open(ctx, cfg.Store, logger)
	if err != nil {
		return err
	}
	defer s.Close()
	clock := new(Clock)
	api := &API{Clock: clock}
	var opened func(string, *routing.Center) func()
	if cfg.Chat {
		api.Desks = &Desks{Journal: s.Journal, Logger: logger}
		opened = api.Desks.Opened
	}
	node, err := cluster.Start(ctx, cluster.Config{
		ID: cfg.Store.Node, Leases: s.Leases, Transport: s.Transport, Logger: logger, Opened: opened,
		Center: func(string) routing.Config {
			return routing.Config{
				Journal: s.Journal, Setup: load.Setup(cfg.Agents, cfg.Offer), SnapshotEvery: 5000, Now: clock.Now, Logger: logger,
			}
		},
	})
	if err != nil {
		return err
	}
	api.Centers = &Keep{Node: node}
	err = serve(ctx, api.Handler(), ready, s.Listens)
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), handOver)
	defer cancel()
	return errors.Join(err, node.Close(ending))
}

// serve answers requests until ctx ends, and leaves it to the caller to end those that are under way.
func serve(ctx context.Context, handler http.Handler, ready io.Writer, others string) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	if _, err := fmt.Fprintln(ready, fleet.Ready, listener.Addr(), others); err != nil {
		return errors.Join(err, server.Close())
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return listener.Close()
	}
}
