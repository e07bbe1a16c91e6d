package routing

import (
	"errors"

	"github.com/acdkit/acdkit/contact"
)

// errUnsound is the cause of the *DamageError for a snapshot that can be read but was written by no
// Floor: its parts do not fit each other.
var errUnsound = errors.New("the snapshot contradicts itself")

// maxHired is how many agents can ever be set. The index keeps a few bytes for each.
const maxHired = 1 << 24

// check reports a snapshot whose queues and agents do not fit each other as far as the machine relies on
// them. That they name things that are there, and what is with the contacts, is for load to find out.
func (s *snapshot) check() error {
	if s.Settings != s.Settings.withDefaults() || s.Settings.validate() != nil || s.Hired > maxHired {
		return errUnsound
	}
	if !s.soundQueues() || !s.soundAgents() {
		return errUnsound
	}
	return nil
}

func (s *snapshot) soundQueues() bool {
	seen := make(map[contact.QueueID]bool, len(s.Queues))
	for i := range s.Queues {
		q := &s.Queues[i]
		id := q.Config.ID
		if seen[id] || !q.Config.Channel.Valid() || len(q.Config.Relax) > maxRelax {
			return false
		}
		if i > 0 && q.Seq <= s.Queues[i-1].Seq {
			return false
		}
		seen[id] = true
	}
	return true
}

func (s *snapshot) soundAgents() bool {
	seen := make(map[contact.AgentID]bool, len(s.Agents))
	last := uint64(0)
	for i := range s.Agents {
		a := &s.Agents[i]
		id := a.Config.ID
		if seen[id] || a.Seq <= last || a.Seq > s.Hired || a.Now.State > contact.RONA {
			return false
		}
		if len(a.Config.Queues) > MaxQueues || a.Config.repeats() {
			return false
		}
		seen[id], last = true, a.Seq
	}
	return true
}

// sound reports whether a contact has what belongs to its state, and nothing else.
func (c *savedContact) sound() bool {
	requested := c.Offer != nil && c.Offer.Kind == ToConference
	switch c.State {
	case contact.Queued:
		if c.Offer != nil || c.Owner != "" {
			return false
		}
	case contact.Offered:
		if c.Offer == nil || requested || c.Owner != "" {
			return false
		}
	case contact.Active:
		if c.Owner == "" || c.Owner == c.GuestAgent || c.Offer != nil && (!requested || c.Offer.Agent == c.Owner) {
			return false
		}
	case contact.WrapUp:
		if c.Offer != nil || c.Owner != "" || len(c.Wraps) == 0 {
			return false
		}
	default:
		if c.State != contact.Closed || c.Offer != nil || c.Owner != "" || len(c.Wraps) > 0 {
			return false
		}
	}
	return c.Step >= 0 && c.soundGuest(requested) && c.soundWraps() && c.soundHold()
}

// soundHold reports whether a customer on hold is on the line with an owner (R13).
func (c *savedContact) soundHold() bool {
	return !c.OnHold || c.State == contact.Active && !c.CustomerLeft && c.Channel.RealTime()
}

func (c *savedContact) soundGuest(requested bool) bool {
	return c.Guest <= contact.Joined && requested == (c.Guest == contact.Invited) &&
		(c.GuestAgent != "") == (c.Guest == contact.Joined) && (c.Owner != "" || c.Guest == contact.NoGuest)
}

// soundWraps reports whether the open wrap-ups are of different agents, the owner not among them.
func (c *savedContact) soundWraps() bool {
	for i := range c.Wraps {
		if c.Wraps[i].Agent == c.Owner {
			return false
		}
		for j := range i {
			if c.Wraps[j].Agent == c.Wraps[i].Agent {
				return false
			}
		}
	}
	return true
}

// soundClosed reports whether the closed contacts are listed once each, and no others.
func (f *Floor) soundClosed() bool {
	closed := make(map[*item]bool, f.closed.len())
	for _, c := range f.closed.list() {
		if closed[c] || c.State() != contact.Closed {
			return false
		}
		closed[c] = true
	}
	live := 0
	for _, q := range f.lines {
		live += q.live
	}
	return live+len(closed) == len(f.items)
}
