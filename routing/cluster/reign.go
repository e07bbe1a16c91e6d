package cluster

import (
	"context"
	"time"
)

// reign is the time for which this node holds a center's lease and leads it, or tries to.
type reign struct {
	ctx  context.Context
	end  context.CancelFunc
	done chan struct{} // closed when the node has stopped leading

	damage error         // of the log, if no other node can lead either; guarded by the node's lock, as is news
	news   chan struct{} // closed when damage has changed
}

// tell says that the center is damaged for all nodes, or, with nil, that it is not. It is called with the lock.
func (r *reign) tell(damage error) {
	r.damage = damage
	close(r.news)
	r.news = make(chan struct{})
}

// begin has the node lead a center whose lease it holds. It is called with the lock, and returns nil if that cannot be now.
func (n *Node) begin(s *seat) *reign {
	if r := s.reign; r != nil && r.ctx.Err() == nil {
		return r
	}
	if s.reign != nil || s.moving != nil || s.gone != nil || n.closing || !n.lasts() {
		return nil
	}
	ctx, end := context.WithCancel(n.ctx)
	s.reign = &reign{ctx: ctx, end: end, done: make(chan struct{}), news: make(chan struct{})}
	s.setLeader(n.self.ID)
	n.changed(s)
	if !s.kept {
		s.kept = true
		s.refs++
	}
	n.work.Go(func() { n.rule(s, s.reign) })
	return s.reign
}

// changed notes that what an earlier look at the table has seen of a center's lease counts no more. It is called with
// the lock.
func (n *Node) changed(s *seat) {
	n.steps++
	s.step = n.steps
}

// Pauses between two tries to lead a center, when the journal fails.
const (
	firstPause = 10 * time.Millisecond // doubles
	lastPause  = 500 * time.Millisecond
)

// rule leads a center until the reign ends. A center that cannot be led for TTL is given to others: this node may be the
// only one that does not reach the journal. So is one whose log is damaged at once, for it may be damaged here only, or be
// written by a later version. If all others refuse it, this node keeps the lease, so that commands are told why, and asks
// again from time to time.
func (n *Node) rule(s *seat, r *reign) {
	defer n.ended(s, r)
	failing := time.Now() // since when
	for pause := firstPause; r.ctx.Err() == nil; pause = min(2*pause, lastPause) {
		began, err := time.Now(), n.lead(s, r)
		if err == nil && time.Since(began) > n.ttl/3 {
			failing, pause = time.Now(), firstPause
		}
		damage := n.sound(r.ctx, s)
		switch {
		case r.ctx.Err() != nil || !n.stillHolds(r.ctx, s):
			return
		case damage != nil:
			if n.giveUp(r.ctx, s, damage) {
				return
			}
			n.mu.Lock()
			r.tell(damage)
			n.mu.Unlock()
			rest(r.ctx, n.ttl)
			failing = time.Now()
		case time.Since(failing) > n.ttl && n.giveUp(r.ctx, s, err):
			return
		}
		rest(r.ctx, pause)
	}
}

// lead leads a center for as long as it can. The error says why it could not even begin to.
func (n *Node) lead(s *seat, r *reign) error {
	ctx, cancel := context.WithTimeout(r.ctx, 2*n.ttl) // a journal may hang
	defer cancel()
	if err := s.center.Load().Lead(ctx); err != nil {
		return err
	}
	n.untilLost(s, r)
	return nil
}

// untilLost waits for as long as the center leads and may.
func (n *Node) untilLost(s *seat, r *reign) {
	for {
		leads, changed := s.center.Load().Role()
		if !leads {
			return
		}
		select {
		case <-changed:
		case <-r.ctx.Done():
			return
		}
	}
}

// stillHolds looks whether a center that stepped down by itself did so because another node has the lease by now.
func (n *Node) stillHolds(ctx context.Context, s *seat) bool {
	ctx, cancel := context.WithTimeout(ctx, n.ttl)
	defer cancel()
	l, err := n.cfg.Leases.Holder(ctx, s.id)
	return err != nil || l.Node == n.self.ID // if the table fails, the session decides
}

// ended makes the center one that follows.
func (n *Node) ended(s *seat, r *reign) {
	r.end()
	if err := s.center.Load().Follow(n.ctx); err != nil && n.ctx.Err() == nil {
		n.log.Warn("cluster: center does not follow", "center", s.id, "err", err)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	s.reign = nil
	if s.leader == n.self.ID {
		s.setLeader("")
	}
	n.changed(s)
	close(r.done)
}

// endReign ends a reign, and waits until the commands that were sent before are done.
func (n *Node) endReign(ctx context.Context, r *reign) error {
	r.end()
	select {
	case <-r.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
