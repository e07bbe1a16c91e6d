package cluster

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// seat is a center on this node. Its fields are guarded by the node's lock, but for err, which is set before opened is
// closed and stays.
type seat struct {
	id     string
	opened chan struct{}                  // closed when center or err is there
	center atomic.Pointer[routing.Center] // another one after a reload
	err    error
	outbox outbox // commands for the node that leads

	closed    func()            // the host's, may be nil; for who opens or closes the center
	replaced  []*routing.Center // by reloads, though somebody may have them from Center
	reloading chan struct{}     // closed when the reload is done; nil if there is none
	reload    time.Time         // no other one before

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
	leads, _ := s.center.Load().Role()
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
	center, err := n.read(n.ctx, s, func(center *routing.Center) { s.closed = n.cfg.Opened(s.id, center) })
	if s.err = err; err == nil {
		s.center.Store(center)
	}
}

// longestRead is for how many TTLs a center is read at most: others wait for the slot, and their journal may not hang.
const longestRead = 10

// read opens a center and calls opened with it.
func (n *Node) read(ctx context.Context, s *seat, opened func(*routing.Center)) (*routing.Center, error) {
	if !n.opens.take(ctx) {
		return nil, ctx.Err()
	}
	defer n.opens.give()
	ctx, cancel := context.WithTimeout(ctx, longestRead*n.ttl)
	defer cancel()
	cfg := n.cfg.Center(s.id)
	cfg.ID = s.id
	cfg.Forward = s.outbox.forward(n, s)
	center, err := routing.Open(ctx, cfg)
	if err == nil {
		opened(center)
	}
	return center, err
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

// shut closes the center of a seat, and those that were there before.
func (n *Node) shut(ctx context.Context, s *seat) {
	<-s.opened
	n.mu.Lock()
	reloading := s.reloading
	n.mu.Unlock()
	if reloading != nil {
		<-reloading
	}
	if s.err != nil {
		return
	}
	if s.closed != nil {
		s.closed()
	}
	for _, center := range append(s.replaced, s.center.Load()) {
		n.closeCenter(ctx, center)
	}
}

func (n *Node) closeCenter(ctx context.Context, center *routing.Center) {
	if err := center.Close(ctx); err != nil {
		n.log.Warn("cluster: center cut short", "center", center.ID(), "err", err)
	}
}
