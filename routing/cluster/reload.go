package cluster

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// sound returns nil if a center can be led here, or else how its log is damaged. That is not believed at once: the log may
// only have been read badly. So it is read anew first, once in a while.
func (n *Node) sound(ctx context.Context, s *seat) error {
	damage := n.damage(ctx, s)
	if damage == nil {
		return nil
	}
	n.mu.Lock()
	if s.reloading == nil && !n.closing && time.Now().After(s.reload) {
		s.reloading = make(chan struct{})
		s.refs++
		n.work.Go(func() { n.reload(s, damage) })
	}
	reloading := s.reloading
	n.mu.Unlock()
	if reloading == nil || !either(ctx, reloading, nil) {
		return damage
	}
	return n.damage(ctx, s)
}

// damage returns how a center's log is damaged, or nil, also if the center does not say so soon: its journal may hang. One
// that leads is not damaged.
func (n *Node) damage(ctx context.Context, s *seat) error {
	center := s.center.Load()
	if leads, _ := center.Role(); leads {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, n.ttl/10)
	defer cancel()
	answer := make(chan error, 1)
	go func() { answer <- center.Err() }()
	select {
	case damage := <-answer:
		return damage
	case <-ctx.Done():
		return nil
	}
}

// reload opens a center anew. The one before is no more the node's, and is closed, now or with the seat if somebody has it.
func (n *Node) reload(s *seat, damage error) {
	defer n.drop(s)
	again := time.Now()
	center, err := n.read(n.stay, s, func(center *routing.Center) {
		if s.closed != nil {
			s.closed()
		}
		s.closed = n.cfg.Opened(s.id, center)
	})
	switch {
	case err == nil:
		n.log.Warn("cluster: center was read badly, and is read anew", "center", s.id, "err", damage)
		again = again.Add(damaged * n.ttl)
	case errors.Is(err, routing.ErrReadOnly):
		n.log.Error("cluster: center cannot be led here: its log is damaged", "center", s.id, "err", err)
		again = again.Add(damaged * n.ttl)
	default:
		n.log.Warn("cluster: center not read anew", "center", s.id, "err", err)
		again = again.Add(n.ttl)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if err == nil {
		n.replace(s, center)
	}
	s.reload = again
	close(s.reloading)
	s.reloading = nil
}

// replace puts a new center in the place of a damaged one. It is called with the lock.
func (n *Node) replace(s *seat, center *routing.Center) {
	old := s.center.Swap(center)
	if s.reign != nil {
		s.reign.tell(nil)
	}
	if s.wanted > 0 {
		s.replaced = append(s.replaced, old)
		return
	}
	n.work.Go(func() { n.closeCenter(n.ctx, old) })
}
