package cluster

import (
	"context"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// keepLooking looks at the table of leases three times in TTL, and more often while a node is missed.
func (n *Node) keepLooking() {
	for pause := time.Duration(0); ; pause = n.ttl / 10 {
		if !rest(n.ctx, pause) {
			return
		}
		if err := n.look(); err != nil && n.ctx.Err() == nil {
			n.log.Warn("cluster: no look at the leases", "err", err)
		}
		timer := time.NewTimer(n.ttl/3 - n.ttl/10)
		select {
		case <-timer.C:
		case <-n.hurry:
		case <-n.ctx.Done():
		}
		timer.Stop()
	}
}

// lookSoon has the table looked at before its time.
func (n *Node) lookSoon() {
	select {
	case n.hurry <- struct{}{}:
	default:
	}
}

// look reads the table and does what is to be done about it.
func (n *Node) look() error {
	ctx, cancel := context.WithTimeout(n.ctx, n.ttl)
	defer cancel()
	n.mu.Lock()
	began := n.steps
	n.mu.Unlock()
	nodes, err := n.cfg.Leases.Nodes(ctx)
	if err != nil {
		return err
	}
	leases, err := n.cfg.Leases.Leases(ctx)
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.meet(nodes)
	n.assign(leases, began)
	return nil
}

// meet notes which nodes are there. It is called with the lock.
func (n *Node) meet(nodes []lease.Node) {
	n.settled = nil
	for _, node := range nodes {
		if _, before := n.members.find(node.ID); before {
			n.settled = append(n.settled, node)
		}
	}
	n.members = nodes
}

// assign decides for each center what this node has to do with it, and begins it. It is called with the lock.
func (n *Node) assign(leases []lease.Lease, began uint64) {
	now := time.Now()
	free, known := map[string]time.Time{}, map[string]bool{}
	var moves []move
	for _, l := range leases {
		known[l.Name] = true
		s := n.seats[l.Name]
		if s != nil && (s.step > began || s.gone != nil || s.moving != nil) {
			continue // something has happened since
		}
		if s != nil {
			n.noteLeader(s, l.Node)
		}
		switch l.Node {
		case "":
			since, before := n.free[l.Name]
			if !before {
				since = now
			}
			free[l.Name] = since
			if now.Sub(since) >= time.Duration(n.members.rank(l.Name, n.self.ID))*n.ttl {
				n.claimSoon(l.Name)
			}
		case n.self.ID:
			if s == nil || s.reign == nil {
				n.claimSoon(l.Name)
			} else if to, ok := n.better(l.Name); ok {
				moves = append(moves, move{s, to})
			}
		}
	}
	n.free = free
	n.forgotten(known, began)
	n.balance(moves)
	for id := range n.cooling {
		if !n.cools(id) {
			delete(n.cooling, id)
		}
	}
}

// noteLeader notes who holds a center's lease. It is called with the lock.
func (n *Node) noteLeader(s *seat, node string) {
	if node == n.self.ID {
		return // it is the leader when its reign begins
	}
	if node != "" {
		s.setLeader(node)
	}
	if s.reign != nil || node != "" || n.cools(s.id) {
		n.resign(s)
	}
}

// forgotten ends the reign over centers that are not in the table any more, and then keeps them no more. It is called with
// the lock.
func (n *Node) forgotten(known map[string]bool, began uint64) {
	for id, s := range n.seats {
		if !known[id] && s.step <= began {
			n.resign(s)
		}
	}
}

// resign ends the reign over a center, or, once that has ended, keeps the center no more. It is called with the lock.
func (n *Node) resign(s *seat) {
	switch {
	case s.reign != nil:
		s.reign.end()
	case s.kept:
		s.kept = false
		n.dropLocked(s)
	}
}

// better returns the node that should lead a center rather than this one, if there is one for longer than a moment.
func (n *Node) better(center string) (lease.Node, bool) {
	best, ok := n.settled.first(center, func(string) bool { return true })
	return best, ok && best.ID != n.self.ID
}
