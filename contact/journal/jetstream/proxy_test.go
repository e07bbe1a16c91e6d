package jetstream_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
)

// proxy stands between clients and a server, and can cut their connections.
type proxy struct {
	listener net.Listener
	server   string
	wg       sync.WaitGroup

	mu    sync.Mutex
	conns []net.Conn
}

func newProxy(t *testing.T, server string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, server: strings.TrimPrefix(server, "nats://")}
	p.wg.Go(p.serve)
	t.Cleanup(func() {
		l.Close()
		p.cut()
		p.wg.Wait()
	})
	return p
}

func (p *proxy) url() string { return "nats://" + p.listener.Addr().String() }

func (p *proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.server)
		if err != nil {
			client.Close()
			continue
		}
		p.mu.Lock()
		p.conns = append(p.conns, client, server)
		p.mu.Unlock()
		p.wg.Go(func() { pipe(client, server) })
		p.wg.Go(func() { pipe(server, client) })
	}
}

func pipe(to, from net.Conn) {
	_, _ = io.Copy(to, from) // ends when one of them is cut
	to.Close()
	from.Close()
}

// cut ends all connections that there are.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}

// cuts cuts the connections of one process after another, in the middle of the appends.
func cuts(ctx context.Context, crowd *crowd, proxies []*proxy, n int) error {
	for i := range n {
		if err := crowd.progress(ctx, int64(5+i*7%11)); err != nil {
			return err
		}
		proxies[i%len(proxies)].cut()
	}
	return crowd.progress(ctx, 20)
}

// stepDowns has the stream's leader make room for another, again and again, which is when servers report conflicts that are none.
func stepDowns(ctx context.Context, admin *nats.Conn, crowd *crowd, name string, n int) error {
	for range n {
		if err := crowd.progress(ctx, 10); err != nil {
			return err
		}
		try, cancel := context.WithTimeout(ctx, 2*time.Second)
		_, err := admin.RequestWithContext(try, "$JS.API.STREAM.LEADER.STEPDOWN."+name, nil)
		cancel()
		if err != nil && ctx.Err() != nil {
			return err
		}
	}
	return crowd.progress(ctx, 20)
}

// leaderName asks who leads a stream.
func leaderName(ctx context.Context, nc *nats.Conn, name string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	resp, err := nc.RequestWithContext(ctx, "$JS.API.STREAM.INFO."+name, nil)
	if err != nil {
		return "", err
	}
	var info struct {
		Cluster struct {
			Leader string `json:"leader"`
		} `json:"cluster"`
	}
	if err := json.Unmarshal(resp.Data, &info); err != nil {
		return "", err
	}
	if info.Cluster.Leader == "" {
		return "", fmt.Errorf("no leader of %s", name)
	}
	return info.Cluster.Leader, nil
}
