package routing_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
	"pgregory.net/rapid"
)

// move is one command at random: small numbers that stand for who does what. Most fit the state, many
// do not.
type move struct{ Op, Agent, Contact, Other int }

// moveOps makes commands; id is a contact in the agent's hand if there is one.
var moveOps = []func(m move, agent, other contact.AgentID, id contact.ID) routing.Command{
	func(m move, _, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.Enqueue{Contact: siteContact(m.Contact), Queue: "chat", Customer: "customer"}
	},
	func(m move, _, other contact.AgentID, _ contact.ID) routing.Command {
		return routing.Enqueue{Contact: siteContact(m.Contact), Queue: "vip", LastAgent: other}
	},
	func(m move, _, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.Enqueue{Contact: siteContact(m.Contact), Queue: "mail", Priority: new(m.Other % 10)}
	},
	func(m move, _, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.Enqueue{Contact: siteContact(m.Contact), Queue: "nowhere"}
	},
	func(_ move, agent, _ contact.AgentID, id contact.ID) routing.Command {
		return routing.Accept{Agent: agent, Contact: id}
	},
	func(_ move, agent, _ contact.AgentID, id contact.ID) routing.Command {
		return routing.Accept{Agent: agent, Contact: id}
	},
	func(_ move, agent, _ contact.AgentID, id contact.ID) routing.Command {
		return routing.End{Agent: agent, Contact: id}
	},
	func(_ move, agent, _ contact.AgentID, id contact.ID) routing.Command {
		return routing.WrapUp{Agent: agent, Contact: id, Reasons: []wrapup.ReasonID{"done"}}
	},
	func(_ move, agent, _ contact.AgentID, id contact.ID) routing.Command {
		return routing.TransferToQueue{Agent: agent, Contact: id, Queue: "vip"}
	},
	func(_ move, agent, other contact.AgentID, id contact.ID) routing.Command {
		return routing.TransferToAgent{Agent: agent, Contact: id, To: other}
	},
	func(_ move, agent, other contact.AgentID, id contact.ID) routing.Command {
		return routing.Conference{Agent: agent, Contact: id, Guest: other}
	},
	func(_ move, agent, _ contact.AgentID, id contact.ID) routing.Command {
		return routing.Leave{Agent: agent, Contact: id}
	},
	func(_ move, agent, _ contact.AgentID, id contact.ID) routing.Command {
		return routing.Hold{Agent: agent, Contact: id}
	},
	func(_ move, agent, _ contact.AgentID, id contact.ID) routing.Command {
		return routing.Retrieve{Agent: agent, Contact: id}
	},
	func(_ move, agent, _ contact.AgentID, id contact.ID) routing.Command {
		return routing.Decline{Agent: agent, Contact: id}
	},
	func(_ move, agent, _ contact.AgentID, id contact.ID) routing.Command {
		return routing.CancelTimer{Agent: agent, Contact: id}
	},
	func(m move, _, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.Abandon{Contact: siteContact(m.Contact)}
	},
	func(_ move, agent, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.SignIn{Agent: agent}
	},
	func(_ move, agent, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.SignOut{Agent: agent}
	},
	func(_ move, agent, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.SetState{Agent: agent, State: contact.Available}
	},
	func(_ move, agent, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.SetState{Agent: agent, State: contact.Available}
	},
	func(_ move, agent, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.SetState{Agent: agent, State: contact.Idle, Code: "lunch"}
	},
	func(_ move, agent, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.SetNextState{Agent: agent, State: contact.Idle, Code: "break"}
	},
	func(_ move, agent, other contact.AgentID, _ contact.ID) routing.Command {
		return routing.ForceState{Supervisor: agent, Agent: other, State: contact.Available}
	},
	func(m move, agent, other contact.AgentID, _ contact.ID) routing.Command {
		return routing.Reassign{Supervisor: agent, Contact: siteContact(m.Contact), To: other}
	},
	func(m move, agent, _ contact.AgentID, _ contact.ID) routing.Command {
		return routing.Supervise{Supervisor: agent, Contact: siteContact(m.Contact), Role: routing.WatchRole(m.Other % 4)}
	},
	func(move, contact.AgentID, contact.AgentID, contact.ID) routing.Command { return nil },
}

// command returns what the move means while the center is as it is.
func (m move) command(c *routing.Center) routing.Command {
	agent, id := siteAgent(m.Agent), siteContact(m.Contact)
	if a, _ := c.Agent(agent); len(a.Offers)+len(a.Contacts) > 0 {
		mine := append(a.Offers, a.Contacts...)
		id = mine[m.Contact%len(mine)]
	}
	return moveOps[m.Op%len(moveOps)](m, agent, siteAgent(m.Other%5), id)
}

// once returns the command to be sent until there is an answer.
func (m move) once(c *routing.Center, n int) routing.Once {
	return routing.Once{ID: fmt.Sprintf("once-%d", n), Command: m.command(c)}
}

func randomMove(r *rand.Rand, contacts int) move {
	return move{Op: r.IntN(len(moveOps)), Agent: r.IntN(4), Contact: r.IntN(contacts), Other: r.IntN(20)}
}

func genMove(contacts int) *rapid.Generator[move] {
	return rapid.Custom(func(t *rapid.T) move {
		return move{
			Op: rapid.IntRange(0, len(moveOps)-1).Draw(t, "op"), Agent: rapid.IntRange(0, 3).Draw(t, "agent"),
			Contact: rapid.IntRange(0, contacts-1).Draw(t, "contact"), Other: rapid.IntRange(0, 19).Draw(t, "other"),
		}
	})
}
