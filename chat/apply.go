package chat

import "slices"

func (p Opened) apply(c *Conversation, e Entry) bool {
	c.opened = p
	c.queue = Queued{p.Queue, p.QueueName}
	c.sit(Party{Customer, RoleCustomer, p.Name})
	if p.Bot == "" {
		c.phase = Waiting
		c.ask(WantAgent, e.Seq)
	}
	return true
}

// ask notes what routing has to do.
func (c *Conversation) ask(w Want, seq uint64) { c.want, c.wanted = w, seq }

func (p Said) apply(c *Conversation, e Entry) bool {
	c.sent[sending{p.From.Member, p.ID}] = e.Seq
	c.messages[p.From.Member] = append(c.messages[p.From.Member], e.Seq)
	for _, f := range p.Files {
		c.files[f.ID] = e.Seq
	}
	if p.To == Everyone {
		c.spoke(p.From.Role, e.At)
	}
	return true
}

func (Noticed) apply(*Conversation, Entry) bool { return true }

func (p Revised) apply(c *Conversation, e Entry) bool {
	if !c.revisable(p) {
		return false
	}
	said := c.entries[p.Of-1].Payload.(Said)
	said.Text, said.Redacted = p.Text, true
	said.Files = slices.Clone(said.Files)
	for i := range said.Files {
		said.Files[i].Name = p.Names[i]
	}
	c.entries[p.Of-1].Payload = said
	return true
}

// revisable reports whether a revision fits the message that it is of.
func (c *Conversation) revisable(p Revised) bool {
	if p.Of == 0 || p.Of > c.Len() {
		return false
	}
	said, ok := c.entries[p.Of-1].Payload.(Said)
	return ok && len(said.Files) == len(p.Names)
}

func (p HandedOver) apply(c *Conversation, e Entry) bool {
	if !c.fire(handOver) {
		return false
	}
	c.ask(WantAgent, e.Seq)
	c.silence = silence{}
	c.rise(Bot, e.Seq)
	return true
}

func (p Queued) apply(c *Conversation, e Entry) bool {
	if c.phase != Waiting {
		return false
	}
	c.queue, c.routed = p, true
	c.granted(WantAgent)
	return true
}

// granted forgets what was wanted, if it was that.
func (c *Conversation) granted(w Want) {
	if c.want == w {
		c.want = Nothing
	}
}

func (p Joined) apply(c *Conversation, e Entry) bool {
	switch p.Party.Role {
	case RoleBot:
		if c.phase != WithBot {
			return false
		}
	case RoleAgent:
		if !c.fire(join) {
			return false
		}
		c.host = p.Party.Member
		c.silence = silence{of: RoleAgent, since: e.At}
		c.granted(WantAgent)
	case RoleGuest:
		if !c.fire(guestJoin) {
			return false
		}
		c.guest, c.invited = p.Party.Member, ""
	}
	c.sit(p.Party)
	if id, ok := p.Party.Member.Agent(); ok && !p.Party.Role.Supervises() && !slices.Contains(c.served, id) {
		c.served = append(c.served, id)
	}
	return true
}

func (p Left) apply(c *Conversation, e Entry) bool {
	if _, there := c.Role(p.Party.Member); !there || p.Party.Member == c.guest && !c.fire(guestLeave) {
		return false
	}
	if p.Party.Member == c.guest {
		c.guest = ""
		c.granted(WantLeave)
	}
	c.rise(p.Party.Member, e.Seq)
	return true
}

func (p Transferred) apply(c *Conversation, e Entry) bool {
	if c.phase != Waiting && !c.fire(transfer) {
		return false
	}
	if p.Queue != "" {
		c.queue = Queued{p.Queue, p.QueueName}
	}
	c.held, c.silence = false, silence{}
	c.granted(WantEnd)
	c.granted(WantLeave)
	c.emptyStaff(e.Seq)
	return true
}

// emptyStaff takes the places of all but the customer and the bot.
func (c *Conversation) emptyStaff(seq uint64) {
	for m, s := range c.seats {
		if s.party.Role != RoleCustomer && s.party.Role != RoleBot {
			c.rise(m, seq)
		}
	}
	c.host, c.guest, c.invited = "", "", ""
}

func (p Invited) apply(c *Conversation, e Entry) bool {
	if !c.fire(invite) {
		return false
	}
	c.invited = p.Guest.Member
	return true
}

func (p InviteEnded) apply(c *Conversation, e Entry) bool {
	if c.invited == "" || c.phase == Inviting && !c.fire(guestLeave) {
		return false
	}
	c.invited = ""
	return true
}

func (p Held) apply(c *Conversation, e Entry) bool {
	c.held, c.silence = p.On, silence{}
	if !p.On {
		c.silence = silence{of: RoleAgent, since: e.At}
	}
	return true
}

func (CustomerLeft) apply(c *Conversation, e Entry) bool {
	if !c.fire(customerLeave) {
		return false
	}
	c.granted(WantAbandon)
	c.customerGone(e.Seq)
	return true
}

func (c *Conversation) customerGone(seq uint64) {
	c.held, c.silence = false, silence{}
	c.rise(Customer, seq)
}

func (p Disconnected) apply(c *Conversation, e Entry) bool {
	if _, there := c.Role(p.Party.Member); !there {
		return false
	}
	c.away[p.Party.Member] = e.At
	return true
}

func (p Reconnected) apply(c *Conversation, e Entry) bool {
	delete(c.away, p.Party.Member)
	return true
}

func (p Warned) apply(c *Conversation, e Entry) bool {
	if c.silence.of != p.Of {
		return false
	}
	c.silence.warned = e.At
	return true
}

func (p Expired) apply(c *Conversation, e Entry) bool {
	switch p.Of {
	case RoleGuest:
		c.ask(WantLeave, e.Seq)
		delete(c.away, c.guest)
		return true
	case RoleAgent:
		c.ask(WantEnd, e.Seq)
	default:
		c.ask(WantAbandon, e.Seq)
	}
	c.silence = silence{}
	clear(c.away)
	return true
}

func (Resumed) apply(c *Conversation, e Entry) bool {
	if c.silence.of != "" {
		c.silence = silence{of: c.silence.of, since: e.At}
	}
	for m := range c.away {
		c.away[m] = e.At
	}
	return true
}

func (p Receipt) apply(c *Conversation, e Entry) bool {
	if p.Through > c.Len() {
		return false
	}
	r := c.reading[p.Member]
	r.Received = max(r.Received, p.Through)
	if p.Read {
		r.Read = max(r.Read, p.Through)
	}
	c.reading[p.Member] = r
	return true
}

func (p Ended) apply(c *Conversation, e Entry) bool {
	if !c.fire(finish) {
		return false
	}
	c.ended, c.want = p, Nothing
	c.emptyStaff(e.Seq)
	c.customerGone(e.Seq)
	c.rise(Bot, e.Seq)
	return true
}
