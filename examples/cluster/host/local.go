package host

import (
	"context"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/routing"
)

// Centers is what a node has. A *cluster.Node is one.
type Centers interface {
	// Center returns the node's center of that id.
	Center(ctx context.Context, id string) (*routing.Center, error)
}

// Local is the door to a node in the same process.
type Local struct{ Centers }

var _ load.Door = Local{}

// Do implements [load.Door].
func (l Local) Do(ctx context.Context, center string, cmd routing.Command) error {
	c, err := l.Center(ctx, center)
	if err != nil {
		return load.ErrUnreachable
	}
	return c.Do(ctx, cmd)
}

// Work implements [load.Door].
func (l Local) Work(ctx context.Context, center string, agent contact.AgentID) (load.Work, error) {
	c, err := l.Center(ctx, center)
	if err != nil {
		return load.Work{}, err
	}
	return load.WorkOf(c, agent)
}
