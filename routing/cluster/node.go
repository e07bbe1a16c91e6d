package cluster

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/routing"
)

// Limits of what a node does at once, so that thousands of centers that start or move do not overrun the store.
const (
	maxOpens  = 16 // centers that are being opened
	maxClaims = 16 // centers that are taken over after a look at the table
	maxMoves  = 4  // centers that are handed over to balance the load
	maxLeaves = 16 // centers that are handed over by Close
)

// Node is a process's part in a cluster. It is safe for concurrent use.
type Node struct {
	cfg    Config
	self   lease.Node
	ttl    time.Duration
	log    *slog.Logger
	ctx    context.Context // of all its work; ends when the node is closed
	cut    context.CancelFunc
	work   sync.WaitGroup
	opens  slots
	claims slots
	hurry  chan struct{} // holds a token when the table is to be looked at soon

	stay    context.Context // ends when the session is to be renewed no more
	endStay context.CancelFunc
	renewed chan struct{} // closed when the last renewal is done

	mu      sync.Mutex // of all that follows; not held while anything is waited for
	closing bool
	session session
	members members
	settled members              // those who were there at the look before, too
	seats   map[string]*seat     // by center
	free    map[string]time.Time // since when nobody leads a center that the table knows
	cooling map[string]time.Time // until when this node claims a center no more, which it could not lead
	busy    map[string]bool      // centers that are being claimed
	moving  bool                 // a round of balancing is on
	steps   uint64               // counts what changes leases
}

// Start joins a cluster: the node begins its session, serves what others ask, and leads its share of the centers that the
// table of leases knows. The context is for starting only.
//
// The error is an *Error: ErrConfig, or ErrLeases if the session could not begin.
func Start(ctx context.Context, cfg Config) (*Node, error) {
	cfg = cfg.withDefaults()
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	n := &Node{
		cfg: cfg, self: lease.Node{ID: cfg.ID, Addr: cfg.Transport.Addr()}, ttl: cfg.Leases.TTL(),
		log: cfg.Logger.With("node", cfg.ID), opens: make(slots, maxOpens), claims: make(slots, maxClaims), hurry: make(chan struct{}, 1),
		renewed: make(chan struct{}), seats: map[string]*seat{}, cooling: map[string]time.Time{}, busy: map[string]bool{},
	}
	n.ctx, n.cut = context.WithCancel(context.WithoutCancel(ctx))
	n.stay, n.endStay = context.WithCancel(n.ctx)
	if err := n.renew(ctx); err != nil {
		n.cut()
		return nil, &Error{Op: OpStart, Err: ErrLeases, Cause: err}
	}
	n.work.Go(n.keepSession)
	n.work.Go(n.serve)
	if err := n.look(); err != nil {
		n.Close(ctx)
		return nil, &Error{Op: OpStart, Err: ErrLeases, Cause: err}
	}
	n.work.Go(n.keepLooking)
	return n, nil
}

// ID returns the node's id.
func (n *Node) ID() string { return n.self.ID }

// Leads returns the ids of the centers that this node leads, in order.
func (n *Node) Leads() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var ids []string
	for id, s := range n.seats {
		if s.leads() {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Center returns the node's center of that id. It opens it if it is not there: the center follows, and all its methods
// work, wherever it is led. A center that the cluster does not know yet is entered into the table of leases, and led by
// some node from then on, whether anybody wants it or not, until the table forgets it.
//
// The center is kept until Release has been called as often as Center, and for as long as this node leads it. Do not close
// it. One whose Err is not nil has its commands done by other nodes, but knows nothing new any more: call Center again, and
// once in a while the node reads the log anew, in case it was only read badly. The error is an *Error: ErrClosed, ErrOpen, or the context's.
func (n *Node) Center(ctx context.Context, id string) (*routing.Center, error) {
	s, err := n.acquire(ctx, id)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	s.wanted++
	n.mu.Unlock()
	n.sound(ctx, s)
	n.enter(ctx, s)
	return s.center.Load(), nil
}

// Release says that the caller of Center does not need it any more.
func (n *Node) Release(id string) {
	n.mu.Lock()
	s := n.seats[id]
	wanted := s != nil && s.wanted > 0
	if wanted {
		s.wanted--
	}
	n.mu.Unlock()
	if wanted {
		n.drop(s)
	}
}

// serve answers other nodes until the node is closed.
func (n *Node) serve() {
	if err := n.cfg.Transport.Serve(n.ctx, n.handle); err != nil && n.ctx.Err() == nil {
		n.log.Error("cluster: node cannot be reached any more; closing", "err", err)
		go n.Close(n.ctx)
	}
}

// slots bounds how much is done at once.
type slots chan struct{}

// take waits for a slot. It reports false if the context ended before.
func (s slots) take(ctx context.Context) bool {
	select {
	case s <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (s slots) give() { <-s }

// rest waits, and reports false if the context ended before.
func rest(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
