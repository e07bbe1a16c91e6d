package natstest_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// TestMain lets the test's program run as a server, too.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "server" {
		if err := natstest.Main(os.Args[2]); err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func program(t *testing.T) []string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return []string{self, "server"}
}

// TestCluster: what is stored is there after a server was killed and started again, and is served meanwhile if there are others.
func TestCluster(t *testing.T) {
	for name, cfg := range map[string]natstest.Config{
		"single":            {},
		"three":             {Servers: 3},
		"single, a process": {Command: program(t)},
		"three, processes":  {Servers: 3, Command: program(t)},
	} {
		t.Run(name, func(t *testing.T) { testCluster(t, cfg) })
	}
}

func testCluster(t *testing.T, cfg natstest.Config) {
	c := natstest.NewConfig(t, cfg)
	nc, err := nats.Connect(c.URL(), nats.MaxReconnects(-1), nats.ReconnectWait(10*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	stream, err := js.CreateStream(ctx, jetstream.StreamConfig{Name: "s", Replicas: c.Len()})
	if err != nil {
		t.Fatal(err)
	}
	if err := publish(ctx, js); err != nil {
		t.Fatal(err)
	}
	if err := c.Kill(0); err != nil {
		t.Fatal(err)
	}
	if c.Len() > 1 {
		if err := publish(ctx, js); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Restart(0); err != nil {
		t.Fatal(err)
	}
	if err := c.Restart(0); err == nil {
		t.Error("Restart of a server that runs returned nil")
	}
	if err := c.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	if got, err := stream.Info(ctx); err != nil || got.State.Msgs < uint64(min(c.Len(), 2)) {
		t.Errorf("after the restart the stream is %+v, %v; want what was published", got, err)
	}
	if len(cfg.Command) > 0 {
		testPause(t, c)
	} else if err := c.Pause(0); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("Pause within the process returned %v, want ErrUnsupported", err)
	}
}

// publish tries until it is acknowledged.
func publish(ctx context.Context, js jetstream.JetStream) error {
	for {
		try, cancel := context.WithTimeout(ctx, time.Second)
		_, err := js.Publish(try, "s", []byte("x"))
		cancel()
		if err == nil || ctx.Err() != nil {
			return err
		}
	}
}

// testPause: a paused server does not answer, and does so again later.
func testPause(t *testing.T, c *natstest.Cluster) {
	t.Helper()
	if err := c.Pause(0); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := c.Ready(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Ready with a paused server returned %v, want DeadlineExceeded", err)
	}
	if err := c.Resume(0); err != nil {
		t.Fatal(err)
	}
	if err := c.Ready(t.Context()); err != nil {
		t.Error(err)
	}
}
