package postgres_test

import (
	"io"
	"net"
	"strconv"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/jackc/pgx/v5/pgxpool"
)

// proxy stands between clients and a server, and cuts connections off.
type proxy struct {
	socket   string
	listener net.Listener

	// budget returns how many bytes a new connection carries in each direction before it is cut off; no limit if negative.
	budget func() (up, down int64)

	mu    sync.Mutex
	conns map[net.Conn]bool
	cuts  int
	work  sync.WaitGroup
}

func newProxy(t *testing.T, s *pgtest.Server, budget func() (up, down int64)) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{socket: s.Socket(), listener: l, budget: budget, conns: make(map[net.Conn]bool)}
	p.work.Go(p.serve)
	t.Cleanup(func() {
		l.Close()
		p.cut()
		p.work.Wait()
	})
	return p
}

// pool returns a pool whose connections go through the proxy.
func (p *proxy) pool(t *testing.T, params string) *pgxpool.Pool {
	t.Helper()
	addr := p.listener.Addr().(*net.TCPAddr)
	pool, err := pgxpool.New(t.Context(), "host=127.0.0.1 port="+strconv.Itoa(addr.Port)+" user=postgres dbname=postgres sslmode=disable "+params)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

func (p *proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("unix", p.socket)
		if err != nil {
			client.Close()
			continue
		}
		up, down := p.budget()
		p.add(client, server)
		end := func() {
			p.remove(client)
			p.remove(server)
		}
		p.work.Go(func() { p.carry(server, client, up); end() })
		p.work.Go(func() { p.carry(client, server, down); end() })
	}
}

// carry copies until the budget is spent or a side has closed.
func (p *proxy) carry(to io.Writer, from io.Reader, budget int64) {
	if budget < 0 {
		_, _ = io.Copy(to, from) // ends when somebody closes
		return
	}
	if n, _ := io.CopyN(to, from, budget); n == budget {
		p.mu.Lock()
		p.cuts++
		p.mu.Unlock()
	}
}

func (p *proxy) add(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		p.conns[c] = true
	}
}

func (p *proxy) remove(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, c)
	c.Close()
}

// cut cuts off all connections that there are.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		c.Close()
	}
}
