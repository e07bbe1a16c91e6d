package simulate

import (
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// setup returns the commands that make a Floor the scenario's center, everybody signed out.
func (s *Scenario) setup() []routing.Command {
	commands := []routing.Command{routing.SetSettings{Settings: routing.Settings{KeepClosed: 1}}}
	for i := range s.Types {
		commands = append(commands, routing.SetQueue{Queue: s.queue(&s.Types[i])})
	}
	for i := range s.Groups {
		g := &s.Groups[i]
		commands = append(commands, routing.SetProfile{Profile: s.profile(g)})
		for n := range g.most() {
			commands = append(commands, routing.SetAgent{Agent: s.agent(g, n)})
		}
	}
	return commands
}

func (s *Scenario) queue(t *Type) routing.Queue {
	ch, _ := t.channel() // checked
	return routing.Queue{
		ID: contact.QueueID(t.ID), Channel: ch, Strategy: s.Strategy, Priority: t.Priority,
		Offer: time.Duration(nanos(s.OfferSeconds / 60)),
	}
}

// profile lets an agent of the group have its contacts: one at a time, or so many of each channel.
func (s *Scenario) profile(g *Group) contact.Profile {
	p := contact.Profile{ID: contact.ProfileID(g.ID), Blending: contact.BlendedRealTime}
	if g.Parallel <= 1 {
		p.Blending = contact.Exclusive
	}
	for _, id := range g.Serves {
		ch, _ := s.Types[s.kind(id)].channel()
		p.Capacity[ch] = uint16(max(g.Parallel, 1))
		if ch == contact.Voice {
			p.Capacity[ch] = 1
		}
	}
	return p
}

func (s *Scenario) agent(g *Group, n int) routing.Agent {
	a := routing.Agent{ID: AgentID(g.ID, n), Profile: contact.ProfileID(g.ID)}
	if s.QueueChoice == Preference {
		a.Takes = routing.QueueOrder
	}
	for _, id := range g.Serves {
		tier := 1 + slices.Index(s.tiers(id), g.ID)
		a.Queues = append(a.Queues, routing.Serves{Queue: contact.QueueID(id), Tier: tier})
	}
	return a
}
