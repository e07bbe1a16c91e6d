package smtp

import (
	"slices"
	"sync"
	"time"
)

// pool keeps the connections that have nothing to do. It is safe for concurrent use.
type pool struct {
	after   time.Duration // how long it keeps one
	mu      sync.Mutex
	idle    []*conn // the one that was used last is at the end
	closed  bool
	leaving sync.WaitGroup
}

// take returns the connection to a server that was used last, or nil, and whether the pool is open.
func (p *pool) take(server string) (c *conn, open bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, c := range slices.Backward(p.idle) {
		if c.server == server {
			p.idle = slices.Delete(p.idle, i, i+1)
			c.expiry.Stop()
			return c, !p.closed
		}
	}
	return nil, !p.closed
}

// put keeps a connection for a while.
func (p *pool) put(c *conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		p.leaving.Go(c.quit)
		return
	}
	p.idle = append(p.idle, c)
	c.expiry = time.AfterFunc(p.after, func() { p.expire(c) })
}

// expire ends a connection that is still idle.
func (p *pool) expire(c *conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if i := slices.Index(p.idle, c); i >= 0 {
		p.idle = slices.Delete(p.idle, i, i+1)
		p.leaving.Go(c.quit)
	}
}

// close ends all idle connections.
func (p *pool) close() {
	p.mu.Lock()
	p.closed = true
	for _, c := range p.idle {
		c.expiry.Stop()
		p.leaving.Go(c.quit)
	}
	p.idle = nil
	p.mu.Unlock()
	p.leaving.Wait()
}
