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

// check reports a snapshot whose parts do not fit each other as far as the machine relies on them. That
// they name things that are there is for load to find out.
func (s *snapshot) check() error {
	if s.Settings != s.Settings.withDefaults() || s.Settings.validate() != nil || s.Hired > maxHired {
		return errUnsound
	}
	for _, sound := range []func() bool{s.soundQueues, s.soundAgents, s.soundContacts, s.soundClosed} {
		if !sound() {
			return errUnsound
		}
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

func (s *snapshot) soundContacts() bool {
	channels := make(map[contact.QueueID]contact.Channel, len(s.Queues))
	for i := range s.Queues {
		channels[s.Queues[i].Config.ID] = s.Queues[i].Config.Channel
	}
	seen := make(map[contact.ID]bool, len(s.Contacts))
	last := uint64(0)
	for i := range s.Contacts {
		c := &s.Contacts[i]
		if seen[c.ID] || c.Seq <= last || c.Seq > s.Arrivals || c.Channel != channels[c.Queue] || !c.sound() {
			return false
		}
		seen[c.ID], last = true, c.Seq
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
func (s *snapshot) soundClosed() bool {
	closed := make(map[contact.ID]bool, len(s.Closed))
	for i := range s.Contacts {
		if s.Contacts[i].State == contact.Closed {
			closed[s.Contacts[i].ID] = true
		}
	}
	if len(closed) != len(s.Closed) {
		return false
	}
	for _, id := range s.Closed {
		if !closed[id] {
			return false
		}
		delete(closed, id)
	}
	return true
}
