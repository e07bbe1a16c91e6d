package natsrpc_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/acdkit/acdkit/routing/cluster"
	"github.com/acdkit/acdkit/routing/cluster/clustertest"
	"github.com/acdkit/acdkit/routing/cluster/natsrpc"
	"github.com/nats-io/nats.go"
)

func connect(t *testing.T, url string) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect(url, nats.MaxReconnects(-1), nats.ReconnectWait(20*time.Millisecond), nats.ReconnectJitter(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

func transport(t *testing.T, cfg natsrpc.Config) *natsrpc.Transport {
	t.Helper()
	tr, err := natsrpc.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestConformsOnOneServer(t *testing.T) { testConforms(t, 1) }

func TestConformsOnThreeServers(t *testing.T) { testConforms(t, 3) }

func testConforms(t *testing.T, servers int) {
	c := natstest.New(t, servers)
	clustertest.Run(t, func(t *testing.T) (a, b cluster.Transport) {
		return transport(t, natsrpc.Config{Conn: connect(t, c.Server(0))}), transport(t, natsrpc.Config{Conn: connect(t, c.Server(servers-1))})
	})
}

func TestConfig(t *testing.T) {
	nc := connect(t, natstest.New(t, 1).URL())
	for _, cfg := range []natsrpc.Config{
		{}, {Conn: nc, Prefix: "a b"}, {Conn: nc, Prefix: "a.*"}, {Conn: nc, Prefix: ">"}, {Conn: nc, Prefix: "a..b"}, {Conn: nc, Prefix: "."},
		{Conn: nc, Timeout: -1}, {Conn: nc, Prefix: string(make([]byte, 200))},
	} {
		if _, err := natsrpc.New(cfg); !errors.Is(err, natsrpc.ErrConfig) {
			t.Errorf("New(%+v) returned %v, want %v", cfg, err, natsrpc.ErrConfig)
		}
	}
}

// TestServersGone: without servers a call fails at once and is not sent later; when they are back, it works again.
func TestServersGone(t *testing.T) {
	c := natstest.New(t, 1)
	a, b := connect(t, c.URL()), connect(t, c.URL())
	from, to := transport(t, natsrpc.Config{Conn: a}), transport(t, natsrpc.Config{Conn: b})
	ctx, cancel := context.WithCancel(t.Context())
	served, handled := make(chan error, 1), make(chan string, 10)
	go func() {
		served <- to.Serve(ctx, func(_ context.Context, request []byte) []byte {
			handled <- string(request)
			return nil
		})
	}()
	reach(t, from, to.Addr(), "first")
	if err := c.Kill(0); err != nil {
		t.Fatal(err)
	}
	for a.Status() == nats.CONNECTED {
		time.Sleep(time.Millisecond)
	}
	start := time.Now()
	_, err := from.Call(t.Context(), to.Addr(), []byte("lost"))
	if !errors.Is(err, cluster.ErrUnreachable) || !errors.Is(err, nats.ErrDisconnected) || time.Since(start) > time.Second {
		t.Errorf("Call without a server returned %v after %v", err, time.Since(start))
	}
	if err := c.Restart(0); err != nil {
		t.Fatal(err)
	}
	reach(t, from, to.Addr(), "second")
	cancel()
	if err := <-served; err != nil {
		t.Errorf("Serve returned %v", err)
	}
	close(handled)
	var got []string
	for request := range handled {
		got = append(got, request)
	}
	if len(got) != 2 || got[0] != "first" || got[1] != "second" {
		t.Errorf("handled %q, want first and second", got)
	}
}

// reach calls until the node is there.
func reach(t *testing.T, from *natsrpc.Transport, addr, request string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		_, err := from.Call(ctx, addr, []byte(request))
		if err == nil {
			return
		}
		if !errors.Is(err, cluster.ErrUnreachable) {
			t.Fatal(err)
		}
		time.Sleep(time.Millisecond)
	}
}

// TestTimeout: a node that does not answer is given up, with the outcome open.
func TestTimeout(t *testing.T) {
	nc := connect(t, natstest.New(t, 1).URL())
	tr := transport(t, natsrpc.Config{Conn: nc, Timeout: 50 * time.Millisecond})
	sub, err := nc.SubscribeSync(tr.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe()
	_, err = tr.Call(t.Context(), tr.Addr(), nil)
	if !errors.Is(err, cluster.ErrNoAnswer) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Call returned %v, want %v after the timeout", err, cluster.ErrNoAnswer)
	}
}

// TestClosedWhileWaiting: a request that is being handled when the caller's connection is closed has an open outcome; one
// that comes later is certainly not sent.
func TestClosedWhileWaiting(t *testing.T) {
	c := natstest.New(t, 1)
	near := connect(t, c.URL())
	from, to := transport(t, natsrpc.Config{Conn: near}), transport(t, natsrpc.Config{Conn: connect(t, c.URL())})
	ctx, cancel := context.WithCancel(t.Context())
	served, release := make(chan error, 1), make(chan struct{})
	go func() {
		served <- to.Serve(ctx, func(_ context.Context, request []byte) []byte {
			if string(request) == "command" {
				near.Close()
				<-release
			}
			return nil
		})
	}()
	reach(t, from, to.Addr(), "first")
	_, err := from.Call(t.Context(), to.Addr(), []byte("command"))
	if !errors.Is(err, cluster.ErrNoAnswer) || !errors.Is(err, nats.ErrConnectionClosed) {
		t.Errorf("Call returned %v for a request that is being handled, want %v", err, cluster.ErrNoAnswer)
	}
	if _, err := from.Call(t.Context(), to.Addr(), nil); !errors.Is(err, cluster.ErrUnreachable) {
		t.Errorf("Call on a closed connection returned %v, want %v", err, cluster.ErrUnreachable)
	}
	close(release)
	cancel()
	if err := <-served; err != nil {
		t.Errorf("Serve returned %v", err)
	}
}

// TestServeClosed: Serve says so if the connection ends.
func TestServeClosed(t *testing.T) {
	nc := connect(t, natstest.New(t, 1).URL())
	tr := transport(t, natsrpc.Config{Conn: nc})
	served := make(chan error, 1)
	go func() { served <- tr.Serve(t.Context(), func(context.Context, []byte) []byte { return nil }) }()
	reach(t, tr, tr.Addr(), "x")
	nc.Close()
	if err := <-served; !errors.Is(err, nats.ErrConnectionClosed) {
		t.Errorf("Serve returned %v, want %v", err, nats.ErrConnectionClosed)
	}
	if err := tr.Serve(t.Context(), nil); !errors.Is(err, nats.ErrConnectionClosed) {
		t.Errorf("Serve on a closed connection returned %v, want %v", err, nats.ErrConnectionClosed)
	}
}
