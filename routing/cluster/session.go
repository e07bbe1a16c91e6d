package cluster

import (
	"context"
	"time"
)

// session is the node's session in the table of leases, as far as the node can be sure of it.
type session struct {
	until time.Time   // by the process's own clock
	timer *time.Timer // runs out then
}

// keepSession renews the session until the node leaves. A renewal that was begun by then goes on.
func (n *Node) keepSession() {
	defer close(n.renewed)
	pause := n.ttl / 3
	for rest(n.stay, pause) {
		pause = n.ttl / 3
		if err := n.renew(n.ctx); err != nil && n.ctx.Err() == nil {
			n.log.Warn("cluster: session not renewed", "err", err)
			pause = n.ttl / 10
		}
	}
}

// renew renews the session. It lasts for TTL from the beginning of the call: later the table may have given what the node
// holds to others.
func (n *Node) renew(ctx context.Context) error {
	began := time.Now()
	ctx, cancel := context.WithTimeout(ctx, n.ttl)
	defer cancel()
	if err := n.cfg.Leases.Renew(ctx, n.self); err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.session.until = began.Add(n.ttl)
	if left := time.Until(n.session.until); n.session.timer == nil {
		n.session.timer = time.AfterFunc(left, n.lapse)
	} else {
		n.session.timer.Reset(left)
	}
	return nil
}

// lasts is called with the lock.
func (n *Node) lasts() bool { return time.Now().Before(n.session.until) }

// lapse has the node lead nothing any more, unless the session was renewed meanwhile: it may be cut off.
func (n *Node) lapse() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.lasts() {
		return
	}
	ended := 0
	for _, s := range n.seats {
		if s.reign != nil {
			s.reign.end()
			ended++
		}
	}
	if ended > 0 {
		n.log.Warn("cluster: session lapsed", "centers", ended)
	}
}
