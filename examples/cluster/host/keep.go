package host

import (
	"context"
	"sync"

	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/cluster"
)

// Keep is a node whose centers are kept open once they were asked for. It is safe for concurrent use and must not be copied.
type Keep struct {
	Node *cluster.Node

	mu      sync.Mutex
	centers map[string]*routing.Center
}

// Center implements [Centers].
func (k *Keep) Center(ctx context.Context, id string) (*routing.Center, error) {
	k.mu.Lock()
	c := k.centers[id]
	k.mu.Unlock()
	if c != nil {
		return c, nil
	}
	c, err := k.Node.Center(ctx, id)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.centers[id] != nil { // somebody else was faster
		k.Node.Release(id)
	} else {
		if k.centers == nil {
			k.centers = make(map[string]*routing.Center)
		}
		k.centers[id] = c
	}
	return k.centers[id], nil
}
