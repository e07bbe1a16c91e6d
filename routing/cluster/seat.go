package cluster

import (
	"context"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// seat is a center on this node. Its fields are guarded by the node's lock, but for those that are set before opened is
// closed and stay.
type seat struct {
	id     string
	opened chan struct{} // closed when center or err is there
	center *routing.Center
	err    error
	closed func() // the host's, may be nil
	outbox outbox // commands for the node that leads

	refs   int           // of those who use the seat
	wanted int           // of them, callers of Center
	kept   bool          // one of them is the node itself, because it leads or did so until now
	gone   chan struct{} // closed when the seat is no more; nil as long as it is used
	reign  *reign        // nil if this node does not lead
	moving chan struct{} // closed when the hand-over to another node is done; nil if there is none
	step   uint64        // of the node's steps, the last that changed the center's lease

	leader  string        // id of the node that leads, as far as is known; "" if it is not
	moved   chan struct{} // closed when leader changes
	looking chan struct{} // closed when the look for the leader is done; nil if there is none
	looked  time.Time     // when the last was
}

// leads is called with the lock.
func (s *seat) leads() bool {
	if s.reign == nil {
		return false
	}
	leads, _ := s.center.Role()
	return leads
}

// setLeader is called with the lock.
func (s *seat) setLeader(node string) {
	if s.leader != node {
		s.leader = node
		close(s.moved)
		s.moved = make(chan struct{})
	}
}

// acquire returns the seat of a center, which it opens if it is not there. Whoever acquires it drops it.
func (n *Node) acquire(ctx context.Context, id string) (*seat, error) {
	for {
		s, gone := n.find(id)
		switch {
		case s == nil && gone == nil:
			return nil, &Error{Op: OpCenter, Center: id, Err: ErrClosed}
		case s == nil: // one of that id is being closed
			select {
			case <-gone:
				continue
			case <-ctx.Done():
				return nil, &Error{Op: OpCenter, Center: id, Err: ctx.Err()}
			}
		}
		select {
		case <-s.opened:
		case <-ctx.Done():
			n.drop(s)
			return nil, &Error{Op: OpCenter, Center: id, Err: ctx.Err()}
		}
		if s.err != nil {
			n.drop(s)
			return nil, &Error{Op: OpCenter, Center: id, Err: ErrOpen, Cause: s.err}
		}
		return s, nil
	}
}

// find returns the seat of a center, with one more reference; or what is closed when there can be one; or neither if
// the node is closed.
func (n *Node) find(id string) (*seat, <-chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	s := n.seats[id]
	switch {
	case n.closing:
		return nil, nil
	case s == nil:
		s = &seat{id: id, opened: make(chan struct{}), moved: make(chan struct{})}
		n.seats[id] = s
		n.work.Go(func() { n.open(s) })
	case s.gone != nil:
		return nil, s.gone
	}
	s.refs++
	return s, nil
}

// open opens the center of a seat.
func (n *Node) open(s *seat) {
	defer close(s.opened)
	if !n.opens.take(n.ctx) {
		s.err = n.ctx.Err()
		return
	}
	defer n.opens.give()
	cfg := n.cfg.Center(s.id)
	cfg.ID = s.id
	cfg.Forward = s.outbox.forward(n, s)
	if s.center, s.err = routing.Open(n.ctx, cfg); s.err == nil {
		s.closed = n.cfg.Opened(s.id, s.center)
	}
}

// drop says that one user of a seat less needs it. The last one has the center closed.
func (n *Node) drop(s *seat) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.dropLocked(s)
}

func (n *Node) dropLocked(s *seat) {
	if s.refs--; s.refs > 0 || s.gone != nil || n.closing { // Close shuts all of them
		return
	}
	s.gone = make(chan struct{})
	n.work.Go(func() {
		n.shut(n.ctx, s)
		n.mu.Lock()
		defer n.mu.Unlock()
		delete(n.seats, s.id)
		close(s.gone)
	})
}

// shut closes the center of a seat.
func (n *Node) shut(ctx context.Context, s *seat) {
	<-s.opened
	if s.center == nil {
		return
	}
	if s.closed != nil {
		s.closed()
	}
	if err := s.center.Close(ctx); err != nil {
		n.log.Warn("cluster: center cut short", "center", s.id, "err", err)
	}
}
