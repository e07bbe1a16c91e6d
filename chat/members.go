package chat

import (
	"maps"
	"slices"
)

// Role returns what a member is in the conversation now, and whether the member is there.
func (c *Conversation) Role(m Member) (Role, bool) {
	if s := c.seats[m]; s != nil && s.there {
		return s.party.Role, true
	}
	return "", false
}

// Members returns who is there, in the order of their names as members.
func (c *Conversation) Members() []Party {
	var list []Party
	for _, m := range slices.Sorted(maps.Keys(c.seats)) {
		if s := c.seats[m]; s.there {
			list = append(list, s.party)
		}
	}
	return list
}

// Actions returns what a member may do now, and why not the rest (R11).
func (c *Conversation) Actions(m Member) ([]Permission, error) {
	role, there := c.Role(m)
	if !there {
		return nil, c.refused(&Error{Code: ErrNotMember, Member: m})
	}
	list := permissions(role, c.phase)
	for i, p := range list {
		if p.Action == CanAttach && p.Allowed && !c.cfg.Files.Enabled {
			list[i] = Permission{Action: CanAttach, Why: ErrFiles}
		}
	}
	return list, nil
}

// May returns nil if a member may do something now, and an *Error that says why not otherwise.
func (c *Conversation) May(m Member, a Action) error {
	if err := c.may(m, a); err != nil {
		return c.refused(err)
	}
	return nil
}

func (c *Conversation) may(m Member, a Action) error {
	if len(c.entries) == 0 {
		return &Error{Code: ErrNotOpen, Member: m, Action: a}
	}
	role, there := c.Role(m)
	switch {
	case !there && c.phase == Over && c.seats[m] != nil:
		return &Error{Code: ErrOver, Member: m, Action: a}
	case !there:
		return &Error{Code: ErrNotMember, Member: m, Action: a}
	}
	if why := refusal(role, a, c.phase); why != "" {
		return &Error{Code: why, Member: m, Action: a}
	}
	return nil
}

// sit gives a party its place, or another role there.
func (c *Conversation) sit(p Party) {
	if s := c.seats[p.Member]; s != nil {
		s.party, s.there = p, true
		return
	}
	c.seats[p.Member] = &seat{party: p, there: true}
}

// rise takes a member's place away with the entry that says so, which is the last that the member may read.
func (c *Conversation) rise(m Member, seq uint64) {
	if s := c.seats[m]; s != nil && s.there {
		s.there, s.left = false, seq
	}
	delete(c.away, m)
}

// party returns a member as others see it.
func (c *Conversation) party(m Member) Party {
	if s := c.seats[m]; s != nil {
		return s.party
	}
	return Party{Member: m}
}
