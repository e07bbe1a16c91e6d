package desk

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Names looks up the names that a center knows; "" for others.
type Names struct{ Center *routing.Center }

// AgentName returns an agent's name.
func (n Names) AgentName(id contact.AgentID) string {
	v, _ := n.Center.Agent(id)
	return v.Name
}

// QueueName returns a queue's name.
func (n Names) QueueName(id contact.QueueID) string {
	v, _ := n.Center.Queue(id)
	return v.Name
}
