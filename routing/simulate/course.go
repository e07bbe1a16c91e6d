package simulate

import (
	"slices"

	"github.com/acdkit/acdkit/contact"
)

// course is where a contact is: the last moments of each kind that still hold.
type course struct {
	queue    contact.QueueID
	counts   [fell]int32
	waits    point // since came, until taken
	offer    point // shown or asked, until it ends
	leg      point // taken, until it ends
	guest    point // joined
	wraps    []point
	transfer bool            // by a supervisor, the offer of which follows
	held     contact.AgentID // whom it waits for alone
	passed   int64           // when a direct transfer was missed or declined
}

// standing is where an agent is.
type standing struct {
	state  contact.Stand
	next   *contact.Stand // asked for
	inHand int            // conversations, conferences and wrap-ups
	fell   point          // into RONA, until the agent is out of it
	falls  int32
}

// wrapOf returns the wrap-up that an agent owes.
func (c *course) wrapOf(who contact.AgentID) point {
	if i := slices.IndexFunc(c.wraps, func(p point) bool { return p.agent == who }); i >= 0 {
		return c.wraps[i]
	}
	return point{}
}

// next returns the next moment of a kind.
func (c *course) next(kind occasion, id contact.ID, who contact.AgentID, at int64) point {
	c.counts[kind]++
	return point{moment: moment{kind: kind, contact: id, n: c.counts[kind]}, at: at, agent: who, queue: c.queue}
}
