package proof

import (
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// phase is where a contact is.
type phase uint8

const (
	absent  phase = iota
	waiting       // in a queue or on offer: to whom, and for how long, is not the clients' to know
	owned
	over // ended; wrap-ups may be owed
)

// standing is what the model knows of a contact. Offers come and go between any two commands, to anybody: so a contact
// that waits may be on offer to whoever asks for it, or not.
type standing struct {
	phase phase
	owner contact.AgentID // of an owned one
	owing string          // the agents who owe a wrap-up, each with a space behind
	left  bool            // the customer left while it was owned
}

func (s standing) owes(agent contact.AgentID) bool {
	return strings.Contains(" "+s.owing, " "+string(agent)+" ")
}

func (s standing) owe(agent contact.AgentID) standing {
	s.owing += string(agent) + " "
	return s
}

func (s standing) paid(agent contact.AgentID) standing {
	s.owing = strings.TrimPrefix(strings.Replace(" "+s.owing, " "+string(agent)+" ", " ", 1), " ")
	return s
}

// answer is what may come of a command in a state: the state after it, if it can be acknowledged, and the codes that it can
// be refused with.
type answer struct {
	next  standing
	can   bool
	codes []routing.Code
}

func refused(codes ...routing.Code) answer { return answer{codes: codes} }

func applied(next standing, codes ...routing.Code) answer {
	return answer{next: next, can: true, codes: codes}
}

// answer is the sequential specification.
func (s standing) answer(cmd routing.Command) answer {
	if c, is := cmd.(routing.Enqueue); is {
		return s.enqueue(c)
	}
	if s.phase == absent {
		return refused(routing.ErrUnknownContact)
	}
	switch c := cmd.(type) {
	case routing.Accept:
		return s.accept(c.Agent)
	case routing.Decline:
		return s.decline()
	case routing.TransferToQueue:
		return s.transfer(c.Agent)
	case routing.TransferToAgent:
		return s.transfer(c.Agent, targetCodes...)
	case routing.End:
		return s.end(c.Agent)
	case routing.WrapUp:
		return s.wrapUp(c.Agent)
	case routing.Abandon:
		return s.abandon()
	}
	return refused(routing.ErrInvalidCommand)
}

func (s standing) enqueue(routing.Enqueue) answer {
	if s.phase != absent {
		return refused(routing.ErrDuplicate)
	}
	return applied(standing{phase: waiting})
}

func (s standing) accept(agent contact.AgentID) answer {
	if s.phase != waiting {
		return refused(routing.ErrNoOffer)
	}
	next := s.paid(agent) // one wrap-up at the end will cover both turns
	next.phase, next.owner = owned, agent
	return applied(next, routing.ErrNoOffer, routing.ErrExpired)
}

func (s standing) decline() answer {
	if s.phase != waiting {
		return refused(routing.ErrNoOffer)
	}
	return applied(s, routing.ErrNoOffer, routing.ErrExpired)
}

// targetCodes are the refusals for what is the matter with the agent whom a transfer is meant for.
var targetCodes = []routing.Code{
	routing.ErrSelf, routing.ErrNotAvailable, routing.ErrNoRoom, routing.ErrNotPermitted,
}

func (s standing) transfer(agent contact.AgentID, target ...routing.Code) answer {
	switch {
	case s.phase == over:
		return refused(routing.ErrOver)
	case s.phase != owned || s.owner != agent:
		return refused(routing.ErrNotOwner)
	case s.left:
		return refused(routing.ErrCustomerLeft)
	}
	next := s.owe(agent)
	next.phase, next.owner = waiting, ""
	return applied(next, target...)
}

func (s standing) end(agent contact.AgentID) answer {
	switch {
	case s.phase == over:
		return refused(routing.ErrOver)
	case s.phase != owned || s.owner != agent:
		return refused(routing.ErrNotOwner)
	}
	next := s.owe(agent)
	next.phase, next.owner = over, ""
	return applied(next)
}

func (s standing) wrapUp(agent contact.AgentID) answer {
	if !s.owes(agent) {
		return refused(routing.ErrNoWrapUp)
	}
	return applied(s.paid(agent))
}

func (s standing) abandon() answer {
	next := s
	switch {
	case s.phase == over:
		return refused(routing.ErrOver)
	case s.left:
		return refused(routing.ErrCustomerLeft)
	case s.phase == owned:
		next.left = true
	default:
		next.phase = over
	}
	return applied(next)
}
