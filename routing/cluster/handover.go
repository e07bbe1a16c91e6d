package cluster

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

var errRefused = errors.New("cluster: refused")

// handOver has another node lead a center. The other opens it first; then this one does what was sent before, passes
// the lease and tells the other to lead. Commands that come in between wait. If anything fails before the lease is
// passed, this node goes on.
func (n *Node) handOver(ctx context.Context, s *seat, to lease.Node) error {
	ctx, cancel := context.WithTimeout(ctx, 5*n.ttl)
	defer cancel()
	r, moved := n.beginMove(s)
	if r == nil {
		return nil
	}
	defer moved()
	if _, err := n.ask(ctx, to, request{Op: opPrepare, Center: s.id, Version: s.center.Load().Version()}); err != nil {
		return err
	}
	if err := n.endReign(ctx, r); err != nil {
		return err
	}
	if err := n.cfg.Leases.Pass(ctx, s.id, n.self.ID, to.ID); err != nil {
		return err
	}
	n.mu.Lock()
	s.setLeader(to.ID)
	n.mu.Unlock()
	_, err := n.ask(ctx, to, request{Op: opTake, Center: s.id})
	return err
}

// beginMove notes that a center is being handed over. It returns the reign that is to end, or nil if there is none, and
// what ends the move.
func (n *Node) beginMove(s *seat) (r *reign, moved func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if s.reign == nil || s.reign.ctx.Err() != nil || s.moving != nil {
		return nil, nil
	}
	s.moving = make(chan struct{})
	s.refs++
	return s.reign, func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		close(s.moving)
		s.moving = nil
		n.changed(s)
		if s.reign == nil && s.leader == "" { // it failed on the way: whoever has the lease leads
			n.claimSoon(s.id)
		}
		n.dropLocked(s)
	}
}

// giveUp has another node lead a center that this one cannot lead, though it does hold the lease. It reports false if there
// is none.
func (n *Node) giveUp(ctx context.Context, s *seat, cause error) bool {
	for _, to := range n.othersFor(s.id) {
		err := n.give(ctx, s, to)
		if err == nil {
			n.log.Error("cluster: center cannot be led here", "center", s.id, "to", to.ID, "err", cause)
			return true
		}
		n.log.Warn("cluster: center not given up", "center", s.id, "to", to.ID, "err", err)
	}
	return false
}

// give passes a center's lease to another node, once that has opened the center.
func (n *Node) give(ctx context.Context, s *seat, to lease.Node) error {
	ctx, cancel := context.WithTimeout(ctx, n.ttl)
	defer cancel()
	if _, err := n.ask(ctx, to, request{Op: opPrepare, Center: s.id, Version: s.center.Load().Version()}); err != nil {
		return err
	}
	if err := n.cfg.Leases.Pass(ctx, s.id, n.self.ID, to.ID); err != nil {
		return err
	}
	n.mu.Lock()
	n.cool(s.id, unled*n.ttl)
	s.setLeader(to.ID)
	n.mu.Unlock()
	_, err := n.ask(ctx, to, request{Op: opTake, Center: s.id})
	if err != nil {
		n.log.Warn("cluster: node does not lead yet", "center", s.id, "other", to.ID, "err", err)
	}
	return nil // it finds the lease in the table
}

// othersFor returns the other nodes, who should lead the center first.
func (n *Node) othersFor(center string) members {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.DeleteFunc(n.members.order(center), func(node lease.Node) bool { return node.ID == n.self.ID })
}

// ask sends a request that is done or refused as a whole, and returns who leads the center.
func (n *Node) ask(ctx context.Context, to lease.Node, r request) (leader string, err error) {
	data, err := n.cfg.Transport.Call(ctx, to.Addr, encode(r))
	if err != nil {
		return "", err
	}
	answer, err := decodeReply(data, 0)
	if err == nil && !answer.Done {
		err = errRefused
	}
	return answer.Leader, err
}

// prepare opens a center that this node is going to lead, and keeps it for as long as a hand-over takes. It refuses if the
// center does not come to a version in time: it takes long to open, and will be asked for again, or the journal fails here,
// or the log is damaged.
func (n *Node) prepare(ctx context.Context, r request) reply {
	if n.refuses(r.Center) {
		return reply{}
	}
	s, _ := n.find(r.Center)
	if s == nil {
		return reply{}
	}
	n.work.Go(func() {
		<-s.opened
		if s.err == nil {
			rest(n.ctx, 5*n.ttl)
		}
		n.drop(s)
	})
	if !either(ctx, s.opened, nil) {
		return reply{}
	}
	if s.err != nil {
		n.notOpened(r.Center, &Error{Op: OpCenter, Center: r.Center, Err: ErrOpen, Cause: s.err})
		return reply{}
	}
	for n.sound(ctx, s) == nil {
		if s.center.Load().Version() >= r.Version {
			return reply{Done: true}
		}
		if !rest(ctx, 5*time.Millisecond) {
			break
		}
	}
	return reply{}
}

// take has this node lead a center, if nobody else holds it. It refuses one that is damaged here.
func (n *Node) take(ctx context.Context, id string) reply {
	if n.refuses(id) {
		return reply{}
	}
	if s := n.peek(id); s != nil {
		damage := n.sound(ctx, s)
		n.drop(s)
		if damage != nil {
			return reply{}
		}
	}
	leader, err := n.claim(ctx, id)
	return reply{Done: err == nil, Leader: leader}
}

// refuses tells whether this node cannot lead a center now.
func (n *Node) refuses(id string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.closing || !n.lasts() || n.cools(id)
}
