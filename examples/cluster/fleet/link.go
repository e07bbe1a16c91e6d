package fleet

import (
	"context"
	"errors"
	"net"
	"sync"
)

// Link is a TCP proxy in front of a server, and stands for the cable to it. While it is cut, nothing passes in either
// direction and nobody is told: connections that are there hang, and new ones are taken and hang. When it is mended, what
// was sent arrives late, as it does with TCP. It is safe for concurrent use.
type Link struct {
	listener net.Listener
	done     context.Context
	stop     context.CancelFunc
	all      sync.WaitGroup

	mu      sync.Mutex
	open    chan struct{} // closed while bytes may pass
	network string
	target  string // "" while there is none
}

// NewLink starts a proxy on a free port of 127.0.0.1. The target, such as ("unix", path) or ("tcp", host:port), need not be
// there yet.
func NewLink(network, target string) (*Link, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &Link{listener: listener, network: network, target: target, open: make(chan struct{})}
	l.done, l.stop = context.WithCancel(context.Background())
	close(l.open)
	l.all.Go(l.accept)
	return l, nil
}

// Point gives new connections another target; "" lets none through.
func (l *Link) Point(target string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.target = target
}

func (l *Link) dial() (net.Conn, error) {
	l.mu.Lock()
	network, target := l.network, l.target
	l.mu.Unlock()
	if target == "" {
		return nil, errNoTarget
	}
	var dialer net.Dialer
	return dialer.DialContext(l.done, network, target)
}

var errNoTarget = errors.New("fleet: the link leads nowhere")

// Addr returns where the proxy listens.
func (l *Link) Addr() string { return l.listener.Addr().String() }

// Cut lets nothing pass any more.
func (l *Link) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.open:
		l.open = make(chan struct{})
	default: // it is cut already
	}
}

// Mend lets everything pass again.
func (l *Link) Mend() {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.open:
	default:
		close(l.open)
	}
}

// Close ends the proxy and its connections.
func (l *Link) Close() {
	l.stop()
	l.listener.Close()
	l.all.Wait()
}

// passable waits until the link is not cut; false if it is closed.
func (l *Link) passable() bool {
	l.mu.Lock()
	open := l.open
	l.mu.Unlock()
	select {
	case <-open:
		return l.done.Err() == nil
	case <-l.done.Done():
		return false
	}
}

func (l *Link) accept() {
	for {
		client, err := l.listener.Accept()
		if err != nil {
			return
		}
		l.all.Go(func() { l.serve(client) })
	}
}

// serve carries one connection until one of its ends is closed.
func (l *Link) serve(client net.Conn) {
	defer client.Close()
	if !l.passable() {
		return
	}
	server, err := l.dial()
	if err != nil {
		return
	}
	defer server.Close()
	defer context.AfterFunc(l.done, func() { client.Close(); server.Close() })()
	l.all.Go(func() { l.carry(server, client) })
	l.carry(client, server)
}

// carry takes bytes one way. When that way ends, both do.
func (l *Link) carry(to, from net.Conn) {
	defer to.Close()
	defer from.Close()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if !l.passable() {
			return
		}
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
