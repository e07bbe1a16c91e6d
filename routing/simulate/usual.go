package simulate

import (
	"hash/fnv"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// usual returns what people do after a moment that the record does not tell the end of, or that was not in it, and how
// long that takes once so much has passed; nil for nothing.
func (p *replay) usual(now point, passed int64) (cmd routing.Command, took int64) {
	u, some := uniform(p.chance(now), purpose(now.kind), 0, now.n), true
	switch now.kind {
	case shown, asked:
		took, _ = draw(p.habits.answers, u) // at once, if nobody ever answered
		cmd = routing.Accept{Agent: now.agent, Contact: now.contact}
	case taken:
		if took, some = drawFrom(p.habits.handles, now.queue, u); !some {
			took = int64(p.Handle)
		}
		cmd = routing.End{Agent: now.agent, Contact: now.contact}
	case owed:
		w, some := drawFrom(p.habits.wraps, now.queue, u)
		if took = w.took; !some {
			took = int64(p.WrapUp)
		}
		cmd = routing.WrapUp{Agent: now.agent, Contact: now.contact, Reasons: w.reasons}
	case fell:
		if took, some = draw(p.habits.stays, u); !some {
			took = int64(p.Return)
		}
		cmd = routing.SetState{Agent: now.agent, State: contact.Available}
	case came:
		if seen := p.habits.waits[now.queue]; seen != nil {
			if took, some = seen.beyond(passed, u); some {
				return routing.Abandon{Contact: now.contact}, took - passed
			}
		}
	}
	return cmd, took
}

// chance is a seed that a moment's contact or agent has for itself.
func (p *replay) chance(now point) uint64 {
	h := fnv.New64a()
	h.Write([]byte(now.contact))
	h.Write([]byte{0})
	h.Write([]byte(now.moment.agent))
	return mix(p.Seed ^ h.Sum64())
}

// by returns a recorded command as given by the agent who is there now.
func by(now point, cmd routing.Command) routing.Command {
	switch c := cmd.(type) {
	case routing.Accept:
		c.Agent = now.agent
		return c
	case routing.Decline:
		c.Agent = now.agent
		return c
	case routing.End:
		c.Agent = now.agent
		return c
	case routing.TransferToQueue:
		c.Agent = now.agent
		return c
	case routing.TransferToAgent:
		c.Agent = now.agent
		return c
	case routing.Conference:
		c.Agent = now.agent
		return c
	case routing.Hold:
		c.Agent = now.agent
		return c
	case routing.Retrieve:
		c.Agent = now.agent
		return c
	case routing.WrapUp:
		c.Agent = now.agent
		return c
	case routing.CancelTimer:
		c.Agent = now.agent
		return c
	case routing.Leave:
		if now.kind == joined {
			c.Agent = now.agent
		}
		return c
	}
	return cmd
}

// instead returns what is done in place of a command that was refused, so that nobody works on a contact for ever.
func instead(cmd routing.Command) routing.Command {
	switch c := cmd.(type) {
	case routing.TransferToQueue:
		return routing.End{Agent: c.Agent, Contact: c.Contact}
	case routing.TransferToAgent:
		return routing.End{Agent: c.Agent, Contact: c.Contact}
	case routing.WrapUp: // whose reasons hold elsewhere
		if len(c.Reasons) > 0 {
			return routing.WrapUp{Agent: c.Agent, Contact: c.Contact}
		}
	case routing.SignOut: // who still has work goes when it is done
		return routing.SetNextState{Agent: c.Agent, State: contact.Idle}
	}
	return nil
}

// another returns an agent's command as another agent's; nil for what is not about the agent alone.
func another(cmd routing.Command, like, id contact.AgentID) routing.Command {
	switch c := cmd.(type) {
	case routing.SetAgent:
		if c.ID == like {
			c.ID = id
			return c
		}
	case routing.SignIn:
		if c.Agent == like {
			return routing.SignIn{Agent: id}
		}
	case routing.SignOut:
		if c.Agent == like {
			return routing.SignOut{Agent: id}
		}
	case routing.SetState:
		if c.Agent == like {
			c.Agent = id
			return c
		}
	case routing.SetNextState:
		if c.Agent == like {
			c.Agent = id
			return c
		}
	}
	return nil
}
