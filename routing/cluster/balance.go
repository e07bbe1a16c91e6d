package cluster

import (
	"context"
	"errors"
	"log/slog"
	"sync"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// move is a center that another node should lead.
type move struct {
	seat *seat
	to   lease.Node
}

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
				level := slog.LevelWarn
				if errors.Is(err, errRefused) {
					level = slog.LevelDebug // it cannot now, and will be asked again
				}
				n.log.Log(ctx, level, "cluster: center not handed over", "center", m.seat.id, "to", m.to.ID, "err", err)
				mu.Lock()
				defer mu.Unlock()
				refused[m.to.ID] = true
			}
		})
	}
	wg.Wait()
}
