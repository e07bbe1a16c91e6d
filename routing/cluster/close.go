package cluster

import (
	"context"
	"slices"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// Close hands over what the node leads, each center to the node that should lead it next, ends the session, and closes
// all centers, those that somebody still has from Center as well. When the context ends, it hands over no more; what is
// left is free for the others at once, as the session ends.
//
// The error is an *Error: ErrClosed the second time, ErrLeases if the session could not be ended and runs out by itself,
// or the context's.
func (n *Node) Close(ctx context.Context) error {
	n.mu.Lock()
	if n.closing {
		n.mu.Unlock()
		return &Error{Op: OpClose, Err: ErrClosed}
	}
	n.closing = true
	n.mu.Unlock()
	for round := range n.others(ctx) {
		n.moveAll(ctx, n.leaving(round), maxLeaves)
	}
	n.abdicate(ctx)
	err := n.leave(ctx)
	defer context.AfterFunc(ctx, n.cut)()
	n.shutAll(ctx)
	n.cut()
	n.work.Wait()
	n.session.timer.Stop()
	switch {
	case err != nil:
		return &Error{Op: OpClose, Err: ErrLeases, Cause: err}
	case ctx.Err() != nil:
		return &Error{Op: OpClose, Err: ctx.Err()}
	}
	return nil
}

// others looks once more who is there, and returns how many at most could take over.
func (n *Node) others(ctx context.Context) int {
	ctx, cancel := context.WithTimeout(ctx, n.ttl)
	defer cancel()
	nodes, err := n.cfg.Leases.Nodes(ctx)
	n.mu.Lock()
	defer n.mu.Unlock()
	if err == nil { // or those are asked who were there before
		n.meet(nodes)
	}
	return len(n.members)
}

// leaving returns what this node still leads, with who should lead it: those who come first without this node, or second
// in the next round, and so on.
func (n *Node) leaving(round int) (moves []move) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, s := range n.seats {
		if s.reign == nil {
			continue
		}
		others := slices.DeleteFunc(n.members.order(s.id), func(node lease.Node) bool { return node.ID == n.self.ID })
		if round < len(others) {
			moves = append(moves, move{s, others[round]})
		}
	}
	return moves
}

// abdicate ends all reigns that are left.
func (n *Node) abdicate(ctx context.Context) {
	var reigns []*reign
	n.mu.Lock()
	for _, s := range n.seats {
		if s.reign != nil {
			s.reign.end()
			reigns = append(reigns, s.reign)
		}
	}
	n.mu.Unlock()
	for _, r := range reigns {
		if n.endReign(ctx, r) != nil {
			return
		}
	}
}

// leave ends the session, even if ctx has ended: that is what makes the centers free. No renewal may come after it, or the
// node would hold again what it does not lead.
func (n *Node) leave(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), n.ttl)
	defer cancel()
	n.endStay()
	if !either(ctx, n.renewed, nil) {
		return ctx.Err()
	}
	return n.cfg.Leases.Leave(ctx, n.self.ID)
}

// shutAll closes all centers, so many at a time.
func (n *Node) shutAll(ctx context.Context) {
	n.mu.Lock()
	var seats []*seat
	for _, s := range n.seats {
		if s.gone == nil {
			seats = append(seats, s)
		}
	}
	n.mu.Unlock()
	places := make(slots, maxLeaves)
	for _, s := range seats {
		places <- struct{}{}
		n.work.Go(func() {
			defer places.give()
			n.shut(ctx, s)
		})
	}
	for range maxLeaves {
		places <- struct{}{}
	}
}
