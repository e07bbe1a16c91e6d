package load

import (
	"context"
	"errors"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Door is the way to one node. It is safe for concurrent use.
type Door interface {
	// Do has a command done. An *routing.Error is the node's answer; ErrUnreachable means that the command certainly never
	// came there; after any other error the outcome is open.
	Do(ctx context.Context, center string, cmd routing.Command) error
	// Work returns what an agent has in hand, as that node knows it: it may be behind.
	Work(ctx context.Context, center string, agent contact.AgentID) (Work, error)
}

// ErrUnreachable says that a node could not be reached.
var ErrUnreachable = errors.New("load: node cannot be reached")

// Work is an agent's state and what the agent has in hand.
type Work struct {
	State    contact.AgentState `json:"state"`
	Offers   []contact.ID       `json:"offers,omitempty"`
	Owned    []contact.ID       `json:"owned,omitempty"`
	Wrapping []contact.ID       `json:"wrapping,omitempty"`
}

// WorkOf reads an agent's work from a center.
func WorkOf(center *routing.Center, agent contact.AgentID) (Work, error) {
	w, known := Work{}, false
	err := center.View(func(f *routing.Floor) {
		var v routing.AgentView
		if v, known = f.Agent(agent); !known {
			return
		}
		w.State, w.Offers = v.State, v.Offers
		for _, id := range v.Contacts {
			if c, ok := f.Contact(id); ok && c.Owner == agent {
				w.Owned = append(w.Owned, id)
			} else {
				w.Wrapping = append(w.Wrapping, id)
			}
		}
	})
	if err == nil && !known { // the node has not read so far yet
		err = &routing.Error{Code: routing.ErrUnknownAgent, Agent: agent}
	}
	return w, err
}
