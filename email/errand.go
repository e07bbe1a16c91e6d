package email

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/desk"
	"github.com/acdkit/acdkit/routing"
)

// Want is what a thread needs routing to do.
type Want uint8

// What may be wanted.
const (
	Nothing   Want = iota
	WantAgent      // put the contact into its queue
	WantEnd        // end the contact in its agent's name: it has been answered (E9)
)

// An Errand is what a thread wants of routing. A shell runs it, again after a restart, until it is done: until the
// thread follows what routing did.
type Errand struct {
	Want    Want
	Seq     uint64 // the entry that made it so
	Command routing.Once
}

// Errand returns what the thread wants now.
func (t *Thread) Errand() Errand {
	o := t.opened
	var cmd routing.Command
	switch t.want {
	case WantAgent:
		cmd = routing.Enqueue{
			Contact: o.Contact, Queue: o.Queue, Customer: o.Customer, LastAgent: o.LastAgent, Received: o.Received,
		}
	case WantEnd:
		cmd = routing.End{Agent: t.owner, Contact: o.Contact}
	default:
		return Errand{}
	}
	return Errand{Want: t.want, Seq: t.wanted, Command: desk.Once(contact.Email, o.Contact, t.wanted, cmd)}
}
