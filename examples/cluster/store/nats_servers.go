package store

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"time"

	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	natsServers = 3
	streamName  = "acdkit" // that package jetstream uses if it is not told another
)

// natsCluster is three servers, each a process.
type natsCluster struct{ *natstest.Cluster }

func startNATS(ctx context.Context, folder string, program []string) (Servers, error) {
	c, err := natstest.Start(ctx, natstest.Config{Servers: natsServers, Dir: filepath.Join(folder, "nats"), Command: program})
	if err != nil {
		return nil, err
	}
	return natsCluster{c}, nil
}

// RunServer runs the NATS server that a file describes.
func RunServer(file string) error { return natstest.Main(file) }

func (c natsCluster) Source() string { return c.URL() }

func (c natsCluster) Targets() []Target {
	var targets []Target
	for _, server := range c.URLs() {
		if u, err := url.Parse(server); err == nil {
			targets = append(targets, Target{"tcp", u.Host})
		}
	}
	return targets
}

// Fail kills the leader of the stream, which all centers are in.
func (c natsCluster) Fail(ctx context.Context) (func(context.Context) error, error) {
	n, err := c.leader(ctx)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return errors.Join(c.Restart(n), c.Ready(ctx)) }, c.Kill(n)
}

func (c natsCluster) leader(ctx context.Context) (int, error) {
	conn, err := nats.Connect(c.URL())
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for ; ctx.Err() == nil; time.Sleep(100 * time.Millisecond) { // an election may be on
		stream, err := js.Stream(ctx, streamName)
		if err != nil {
			continue
		}
		for n := range c.Len() {
			if info := stream.CachedInfo().Cluster; info != nil && info.Leader == c.Name(n) {
				return n, nil
			}
		}
	}
	return 0, ctx.Err()
}
