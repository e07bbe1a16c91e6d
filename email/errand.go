package email

import (
	"fmt"

	"github.com/acdkit/acdkit/routing"
	"github.com/google/uuid"
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
	e := Errand{Want: t.want, Seq: t.wanted}
	switch o := t.opened; t.want {
	case WantAgent:
		e.Command.Command = routing.Enqueue{
			Contact: o.Contact, Queue: o.Queue, Customer: o.Customer, LastAgent: o.LastAgent, Received: o.Received,
		}
	case WantEnd:
		e.Command.Command = routing.End{Agent: t.owner, Contact: o.Contact}
	default:
		return Errand{}
	}
	// The same errand has the same id, so that it is done once (I8).
	name := fmt.Sprintf("email/%s/%d", t.opened.Contact, t.wanted)
	e.Command.ID = uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)).String()
	return e
}
