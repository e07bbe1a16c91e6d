package chat

import "time"

// never is no time.
var never time.Time

// spoke notes whose answer is awaited after somebody spoke to all. Who waits already goes on waiting: another
// question of the customer's does not give the agent more time.
func (c *Conversation) spoke(by Role, at time.Time) {
	next := RoleCustomer
	if by == RoleCustomer {
		switch c.phase {
		case WithBot:
			next = RoleBot
		case Serving, Inviting, Conferring:
			next = RoleAgent
		default: // nobody is there who could answer
			return
		}
	}
	if c.silence.of != next || next == RoleCustomer {
		c.silence = silence{of: next, since: at}
	}
}

// Deadline returns when the conversation next needs a Tick, if anything waits for a time (I2).
func (c *Conversation) Deadline() (time.Time, bool) {
	if c.phase == Over || c.want != Nothing {
		return never, false
	}
	due, _, waits := c.opened.Timers.due(c.silence)
	if c.held {
		waits = false
	}
	for _, m := range []Member{Customer, c.guest} {
		if lost, away := c.lost(m); away && (!waits || lost.Before(due)) {
			due, waits = lost, true
		}
	}
	return due, waits
}

// lost returns when a member whose connection is gone is given up.
func (c *Conversation) lost(m Member) (time.Time, bool) {
	since, away := c.away[m]
	grace := c.opened.Timers.Grace
	return since.Add(grace), away && grace > 0
}

// expire does what is due first.
func (s stepper) expire() {
	for _, m := range []Member{Customer, s.guest} {
		if lost, away := s.lost(m); away && !lost.After(s.now) {
			s.giveUp(s.party(m).Role, Lost)
			return
		}
	}
	_, end, _ := s.opened.Timers.due(s.silence)
	switch of := s.silence.of; {
	case !end:
		s.emit(Warned{of})
	case of == RoleBot:
		s.emit(HandedOver{BotSlow})
	default:
		s.giveUp(of, Idle)
	}
}

// giveUp ends the conversation for somebody's silence: at once if only a bot has it, and through routing otherwise.
func (s stepper) giveUp(of Role, cause Cause) {
	s.emit(Expired{of, cause})
	if s.phase == WithBot {
		s.emit(Ended{Cause: cause})
	}
}
