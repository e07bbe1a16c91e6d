package cluster

import (
	"context"
	"errors"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// handle answers another node.
func (n *Node) handle(ctx context.Context, data []byte) []byte {
	ctx, cancel := context.WithTimeout(ctx, n.ttl)
	defer cancel()
	r, err := decodeRequest(data)
	if err != nil {
		n.log.Warn("cluster: request refused", "err", err, "bytes", len(data))
		return encode(reply{})
	}
	switch r.Op {
	case opDo:
		return encode(n.doAll(ctx, r))
	case opPrepare:
		return encode(n.prepare(ctx, r))
	case opTake:
		return encode(n.take(ctx, r.Center))
	}
	return encode(reply{})
}

// doAll does the commands of a request, all at once.
func (n *Node) doAll(ctx context.Context, r request) reply {
	s := n.peek(r.Center)
	if s == nil {
		return reply{}
	}
	defer n.drop(s)
	answers := make([]answer, len(r.Commands))
	var wg sync.WaitGroup
	for i, data := range r.Commands {
		cmd, err := routing.UnmarshalCommand(data) // here: on stacks of their own it would take longer
		if err != nil {
			answers[i].Failure = encodeFailure(err)
			continue
		}
		wg.Go(func() {
			version, err := n.do(ctx, s, cmd)
			answers[i] = answer{Version: version, Failure: encodeFailure(err)}
		})
	}
	wg.Wait()
	n.mu.Lock()
	defer n.mu.Unlock()
	return reply{Done: true, Leader: s.leader, Answers: answers}
}

// peek returns the seat of a center that is open, with one more reference, or nil.
func (n *Node) peek(id string) *seat {
	n.mu.Lock()
	defer n.mu.Unlock()
	s := n.seats[id]
	if s == nil || s.gone != nil {
		return nil
	}
	select {
	case <-s.opened:
		if s.err != nil {
			return nil
		}
	default:
		return nil
	}
	s.refs++
	return s
}

// do does a command here. If this node is about to lead the center, or to hand it over, it waits for that.
func (n *Node) do(ctx context.Context, s *seat, cmd routing.Command) (journal.Version, error) {
	for {
		version, err := s.center.Load().Serve(ctx, cmd)
		if !errors.Is(err, routing.ErrNotLeading) {
			return version, err
		}
		change, damage := n.change(s)
		if change == nil {
			return 0, err
		}
		if damage != nil {
			return 0, &routing.Error{Code: routing.ErrReadOnly, Command: routing.CommandName(cmd), Cause: damage}
		}
		if !change(ctx) {
			return 0, err
		}
	}
}

// change returns what waits until something changes in who leads a center, or nil if there is nothing to wait for; and
// the damage if no node can lead, for which this one holds the lease.
func (n *Node) change(s *seat) (wait func(context.Context) bool, damage error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	leads, changed := s.center.Load().Role()
	switch {
	case s.moving != nil && s.reign == nil:
		moving := s.moving
		return func(ctx context.Context) bool { return either(ctx, moving, nil) }, nil
	case s.reign == nil:
		return nil, nil
	case leads:
		return func(context.Context) bool { return true }, nil
	}
	done, news := s.reign.done, s.reign.news
	return func(ctx context.Context) bool {
		select {
		case <-changed:
		case <-news:
		case <-done:
		case <-ctx.Done():
			return false
		}
		return true
	}, s.reign.damage
}

// either waits until one of two channels is closed, and reports false if ctx ended before.
func either(ctx context.Context, a, b <-chan struct{}) bool {
	select {
	case <-a:
		return true
	case <-b:
		return true
	case <-ctx.Done():
		return false
	}
}
