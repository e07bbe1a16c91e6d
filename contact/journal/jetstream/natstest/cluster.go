package natstest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patience is how long a server may take to start, and a cluster to become ready.
const patience = time.Minute

// Names of the system account's user.
const (
	SystemUser     = "system"
	SystemPassword = "system"
)

// Config says what to start.
type Config struct {
	Servers int    // 1
	Dir     string // where each server has a folder of its own; one in memory or else a temporary one, which Close removes

	// Command is a program, with arguments, that runs a server as a process: it gets the path of a file as its last
	// argument, and hands it to Main. If it is empty, the servers run within this process.
	Command []string

	NoSync     bool  // leave syncing to the server's interval of two minutes
	MaxPayload int32 // 1 MiB
}

// Cluster is one server, or several in a cluster. It is safe for concurrent use.
type Cluster struct {
	cfg     Config
	own     bool // the folder is the cluster's own
	servers []*server
}

// Start starts the servers, and waits until JetStream is ready.
func Start(ctx context.Context, cfg Config) (*Cluster, error) {
	c := &Cluster{cfg: cfg}
	c.cfg.Servers = max(cfg.Servers, 1)
	if cfg.Dir == "" {
		dir, err := os.MkdirTemp(roomy(), "natstest")
		if err != nil {
			return nil, err
		}
		c.cfg.Dir, c.own = dir, true
	}
	if err := c.start(ctx); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *Cluster) start(ctx context.Context) error {
	ports, err := freePorts(3 * c.cfg.Servers)
	if err != nil {
		return err
	}
	n := c.cfg.Servers
	for i := range n {
		c.servers = append(c.servers, &server{command: c.cfg.Command, settings: settings{
			Name: fmt.Sprintf("server-%d", i), Dir: filepath.Join(c.cfg.Dir, fmt.Sprint(i)),
			Port: ports[i], Monitor: ports[n+i], Routes: ports[2*n:], Route: ports[2*n+i],
			NoSync: c.cfg.NoSync, MaxPayload: c.cfg.MaxPayload,
		}})
	}
	for _, s := range c.servers {
		if err := s.start(); err != nil {
			return err
		}
	}
	return c.Ready(ctx)
}

// New starts n servers within the process for a test, and closes them when it ends.
func New(t testing.TB, n int) *Cluster {
	t.Helper()
	return NewConfig(t, Config{Servers: n})
}

// NewConfig is New for any configuration.
func NewConfig(t testing.TB, cfg Config) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// Close stops all servers.
func (c *Cluster) Close() error {
	var errs []error
	for _, s := range c.servers {
		errs = append(errs, s.kill())
	}
	if c.own {
		errs = append(errs, os.RemoveAll(c.cfg.Dir))
	}
	return errors.Join(errs...)
}

// Ready waits until each running server can be reached and knows a leader of JetStream's metadata.
func (c *Cluster) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for _, s := range c.servers {
		if err := s.ready(ctx); err != nil {
			return fmt.Errorf("natstest: %s is not ready: %w", s.settings.Name, err)
		}
	}
	return nil
}

// Len returns the number of servers, the killed ones included.
func (c *Cluster) Len() int { return len(c.servers) }

// Server returns the URL for clients of the server i.
func (c *Cluster) Server(i int) string { return c.servers[i].settings.url() }

// Name returns the name of the server i, as the cluster's information shows it.
func (c *Cluster) Name(i int) string { return c.servers[i].settings.Name }

// URLs returns the URL of each server.
func (c *Cluster) URLs() []string {
	urls := make([]string, len(c.servers))
	for i := range urls {
		urls[i] = c.Server(i)
	}
	return urls
}

// URL returns all URLs in the form that nats.Connect takes.
func (c *Cluster) URL() string { return strings.Join(c.URLs(), ",") }

// Monitors returns the URL of each server's monitoring.
func (c *Cluster) Monitors() []string {
	urls := make([]string, len(c.servers))
	for i, s := range c.servers {
		urls[i] = fmt.Sprintf("http://127.0.0.1:%d", s.settings.Monitor)
	}
	return urls
}

// Kill stops the server i at once: a process by SIGKILL, a server within this one by shutting it down.
func (c *Cluster) Kill(i int) error { return c.servers[i].kill() }

// Restart starts the server i again, with what is in its folder. It does not wait until it has caught up.
func (c *Cluster) Restart(i int) error { return c.servers[i].start() }

// Pause stops the server i from running at all, until Resume. It can only be done with processes.
func (c *Cluster) Pause(i int) error { return c.servers[i].pause(true) }

// Resume lets a paused server go on.
func (c *Cluster) Resume(i int) error { return c.servers[i].pause(false) }

// freePorts returns ports that are free, and different from one another.
func freePorts(n int) ([]int, error) {
	ports := make([]int, n)
	for i := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		ports[i] = l.Addr().(*net.TCPAddr).Port
	}
	return ports, nil
}
