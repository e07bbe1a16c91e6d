package cluster

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// For how many TTLs a node claims a center no more.
const (
	damaged = 20 // whose log is damaged; that it is not read anew for so long, either
	unled   = 10 // which it could open, but not lead
)

// cool keeps the node from claiming a center for some time. It is called with the lock.
func (n *Node) cool(id string, d time.Duration) { n.cooling[id] = time.Now().Add(d) }

// cools is called with the lock.
func (n *Node) cools(id string) bool { return time.Now().Before(n.cooling[id]) }

// claimSoon claims a center, unless this node does so already or should not. It is called with the lock.
func (n *Node) claimSoon(id string) {
	if n.busy[id] || n.closing || !n.lasts() || n.cools(id) {
		return
	}
	n.busy[id] = true
	n.work.Go(func() {
		if n.claims.take(n.ctx) {
			if _, err := n.claim(n.ctx, id); err != nil && n.ctx.Err() == nil {
				n.log.Warn("cluster: center not claimed", "center", id, "err", err)
			}
			n.claims.give()
		}
		n.mu.Lock()
		defer n.mu.Unlock()
		delete(n.busy, id)
	})
}

// claim opens a center, takes its lease if nobody else holds it, and returns who has it. If it is this node, it leads the
// center when claim returns, or TTL has passed. A center that is damaged here is left to others, unless all of them refuse.
func (n *Node) claim(ctx context.Context, id string) (leader string, err error) {
	s, err := n.acquire(ctx, id)
	if err != nil {
		n.notOpened(id, err)
		return "", err
	}
	defer n.drop(s)
	if damage := n.sound(ctx, s); damage != nil {
		if leader, err := n.refer(ctx, s); leader != "" || err != nil {
			return leader, err
		}
	}
	asking, cancel := context.WithTimeout(ctx, n.ttl)
	defer cancel()
	l, err := n.cfg.Leases.Claim(asking, id, n.self.ID)
	if err != nil {
		return "", err
	}
	n.mu.Lock()
	n.changed(s)
	var r *reign
	if l.Node == n.self.ID {
		r = n.begin(s)
	} else {
		s.setLeader(l.Node)
	}
	n.mu.Unlock()
	if r == nil {
		return l.Node, nil
	}
	n.untilLeads(ctx, s, r)
	return l.Node, nil
}

// refer has another node lead a center, and returns who does. It is "" if all refuse, or this node has the lease: then it
// is for this one. The error is that of a node that did not answer: it may yet lead.
func (n *Node) refer(ctx context.Context, s *seat) (leader string, err error) {
	var silent error
	for _, node := range n.othersFor(s.id) {
		leader, err := n.askToLead(ctx, s, node)
		switch {
		case err == nil && leader == n.self.ID:
			return "", nil
		case err == nil:
			return leader, nil
		case !errors.Is(err, errRefused):
			silent = err
		}
	}
	return "", silent
}

// notOpened has other nodes go first with a center that could not be opened here.
func (n *Node) notOpened(id string, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch {
	case errors.Is(err, routing.ErrReadOnly): // damaged: there is no hurry
		n.cool(id, damaged*n.ttl)
	case errors.Is(err, ErrOpen):
		n.cool(id, n.ttl)
	}
}

// untilLeads waits until the center leads, or will not, or is damaged.
func (n *Node) untilLeads(ctx context.Context, s *seat, r *reign) {
	ctx, cancel := context.WithTimeout(ctx, n.ttl)
	defer cancel()
	n.mu.Lock()
	news := r.news
	n.mu.Unlock()
	for {
		leads, changed := s.center.Load().Role()
		if leads {
			return
		}
		select {
		case <-changed:
		case <-news:
			return
		case <-r.done:
			return
		case <-ctx.Done():
			return
		}
	}
}
