package cluster

import (
	"context"
	"errors"
	"sync"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// move is a center that another node should lead.
type move struct {
	seat *seat
	to   lease.Node
}

var errRefused = errors.New("cluster: refused")

// balance hands centers over, a few at a time. A round that is still on goes first. It is called with the lock.
func (n *Node) balance(moves []move) {
	if len(moves) == 0 || n.moving || n.closing {
		return
	}
	n.moving = true
	n.work.Go(func() {
		n.moveAll(n.ctx, moves, maxMoves)
		n.mu.Lock()
		defer n.mu.Unlock()
		n.moving = false
	})
}

// moveAll hands centers over, so many at a time, until ctx ends or a node refuses: one that cannot take this center can
// hardly take the next.
func (n *Node) moveAll(ctx context.Context, moves []move, atOnce int) {
	var mu sync.Mutex
	refused := map[string]bool{}
	places := make(slots, atOnce)
	var wg sync.WaitGroup
	for _, m := range moves {
		if !places.take(ctx) {
			break
		}
		wg.Go(func() {
			defer places.give()
			mu.Lock()
			skip := refused[m.to.ID]
			mu.Unlock()
			if skip {
				return
			}
			if err := n.handOver(ctx, m.seat, m.to); err != nil && ctx.Err() == nil {
				n.log.Warn("cluster: center not handed over", "center", m.seat.id, "to", m.to.ID, "err", err)
				mu.Lock()
				defer mu.Unlock()
				refused[m.to.ID] = true
			}
		})
	}
	wg.Wait()
}

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
	if _, err := n.ask(ctx, to, request{Op: opPrepare, Center: s.id}); err != nil {
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

// prepare opens a center that this node is going to lead, and keeps it for as long as a hand-over takes.
func (n *Node) prepare(ctx context.Context, id string) reply {
	if n.refuses(id) {
		return reply{}
	}
	s, _ := n.find(id)
	if s == nil {
		return reply{}
	}
	n.work.Go(func() {
		<-s.opened
		rest(n.ctx, 5*n.ttl)
		n.drop(s)
	})
	return reply{Done: either(ctx, s.opened, nil) && s.err == nil} // a center that takes long to open is asked for again
}

// take has this node lead a center, if nobody else holds it.
func (n *Node) take(ctx context.Context, id string) reply {
	if n.refuses(id) {
		return reply{}
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
