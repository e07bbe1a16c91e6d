package cluster

import (
	"context"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// leaderOf returns the node that leads a center, as far as it can be found out, and what is closed when it changes. It
// waits for a hand-over that is going on.
func (n *Node) leaderOf(ctx context.Context, s *seat) (leader lease.Node, moved <-chan struct{}) {
	for range 2 {
		n.mu.Lock()
		moving := s.moving
		n.mu.Unlock()
		if moving != nil && !either(ctx, moving, nil) {
			return lease.Node{}, nil
		}
		n.mu.Lock()
		id, moved := s.leader, s.moved
		node, known := n.members.find(id)
		n.mu.Unlock()
		if known && id != n.self.ID {
			return node, moved
		}
		if !n.lookUp(ctx, s) {
			break
		}
	}
	return lease.Node{}, nil
}

// lookUp asks the table who holds a center's lease, for all who want to know it at that time. It reports false if ctx
// ended before.
func (n *Node) lookUp(ctx context.Context, s *seat) bool {
	n.mu.Lock()
	if s.looking == nil {
		s.looking = make(chan struct{})
		go n.inquire(s)
	}
	looking := s.looking
	n.mu.Unlock()
	return either(ctx, looking, nil)
}

// inquire is lookUp's look. It comes some time after the one before: those who look for a leader that is not there do not
// overrun the store.
func (n *Node) inquire(s *seat) {
	ctx, cancel := context.WithTimeout(n.ctx, n.ttl)
	defer cancel()
	n.mu.Lock()
	pause := n.ttl/100 - time.Since(s.looked)
	n.mu.Unlock()
	rest(ctx, pause)
	n.mu.Lock()
	began := n.steps
	n.mu.Unlock()
	l, err := n.cfg.Leases.Holder(ctx, s.id)
	var nodes []lease.Node
	if err == nil {
		nodes, err = n.strangers(ctx, l.Node)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if nodes != nil {
		n.members = nodes
	}
	switch {
	case err != nil || s.step > began:
	case l.Node != n.self.ID:
		s.setLeader(l.Node)
	case s.reign == nil && s.moving == nil:
		n.claimSoon(s.id)
	}
	s.looked = time.Now()
	close(s.looking)
	s.looking = nil
}

// strangers returns all nodes if the one with that id is not known yet, or nil.
func (n *Node) strangers(ctx context.Context, id string) ([]lease.Node, error) {
	n.mu.Lock()
	_, known := n.members.find(id)
	n.mu.Unlock()
	if known || id == "" {
		return nil, nil
	}
	return n.cfg.Leases.Nodes(ctx)
}

// missed notes that a node did not answer. If it has come to its end, its session ends soon.
func (n *Node) missed(s *seat, node string) {
	n.referred(s, node, "")
	n.lookSoon()
}

// referred notes that a node does not lead a center, and who does, if that is known.
func (n *Node) referred(s *seat, node, leader string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if s.leader == node && node != leader {
		s.setLeader(leader)
	}
}

// enter has a center entered into the table that it is not in yet, and led by the node that should. What fails here is
// done by a later look, unless no node knows the center.
func (n *Node) enter(ctx context.Context, s *seat) {
	if n.knowsLeader(s) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 3*n.ttl)
	defer cancel()
	n.lookUp(ctx, s)
	led := n.knowsLeader(s)
	n.mu.Lock()
	order := n.members.order(s.id)
	n.mu.Unlock()
	for _, node := range order {
		if led {
			return
		}
		if node.ID == n.self.ID {
			_, err := n.claim(ctx, s.id)
			led = err == nil
			continue
		}
		_, err := n.askToLead(ctx, s, node)
		led = err == nil
	}
}

func (n *Node) knowsLeader(s *seat) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return s.leader != ""
}

// askToLead asks another node to lead a center, and returns who does.
func (n *Node) askToLead(ctx context.Context, s *seat, node lease.Node) (leader string, err error) {
	ctx, cancel := context.WithTimeout(ctx, n.ttl)
	defer cancel()
	began := time.Now()
	leader, err = n.ask(ctx, node, request{Op: opTake, Center: s.id})
	if err != nil {
		n.log.Warn("cluster: node does not lead", "center", s.id, "other", node.ID, "after", time.Since(began), "err", err)
		return "", err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if s.reign == nil {
		s.setLeader(leader)
	}
	return leader, nil
}
