package jetstream_test

import (
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/nats-io/nats.go"
)

// TestMain lets the test's program run as a server, too.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "server" {
		if err := natstest.Main(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func program(t testing.TB) []string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return []string{self, "server"}
}

// connect returns a connection that comes back whatever happens.
func connect(t testing.TB, url string, options ...nats.Option) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect(url, append([]nats.Option{nats.MaxReconnects(-1), nats.ReconnectWait(20 * time.Millisecond),
		nats.ReconnectJitter(0, 0), nats.RetryOnFailedConnect(true)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

// open opens a journal for a test.
func open(t testing.TB, cfg jetstream.Config) *jetstream.Journal {
	t.Helper()
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	j, err := jetstream.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(j.Close)
	return j
}

var stores atomic.Int64

// newStore returns a name for a store, which the servers are rid of when the test ends.
func newStore(t testing.TB, nc *nats.Conn) string {
	name := fmt.Sprintf("store-%d", stores.Add(1))
	t.Cleanup(func() {
		for _, stream := range []string{name, name + "-leases"} {
			if _, err := nc.Request("$JS.API.STREAM.DELETE."+stream, nil, 10*time.Second); err != nil {
				t.Errorf("deleting %s: %v", stream, err)
			}
		}
	})
	return name
}

func TestConformsOnOneServer(t *testing.T) { testConforms(t, 1) }

func TestConformsOnThreeServers(t *testing.T) { testConforms(t, 3) }

func testConforms(t *testing.T, servers int) {
	c := natstest.New(t, servers)
	journaltest.Run(t, func(t *testing.T) journal.Journal {
		nc := connect(t, c.URL())
		name := newStore(t, nc)
		return &reopener{open(t, jetstream.Config{Conn: nc, Stream: name, Replicas: servers}), c, name}
	}, journaltest.Features{Watch: true, Trim: true, Delete: true, List: true, Durable: true, Reopen: reopen, MaxRecord: jetstream.MaxRecord})
}

// reopener is a journal that knows where it came from.
type reopener struct {
	*jetstream.Journal
	cluster *natstest.Cluster
	name    string
}

func reopen(t *testing.T, j journal.Journal) journal.Journal {
	old := j.(*reopener)
	old.Close()
	nc := connect(t, old.cluster.URL())
	return &reopener{open(t, jetstream.Config{Conn: nc, Stream: old.name, Replicas: old.cluster.Len()}), old.cluster, old.name}
}
