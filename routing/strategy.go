package routing

import (
	"maps"

	"github.com/acdkit/acdkit/contact"
)

// Strategy orders candidates: the lowest rank is chosen. It serves both directions of matching (R2):
// as a queue's strategy it ranks the agents who could take a contact, as an agent's it ranks the
// queues whose contacts the agent could take. A host adds its own through Config.Strategies.
//
// Rank must depend on the Candidate alone, for ranks are computed when an agent changes and kept
// until it changes again. Only choices are logged, so that a new strategy never alters history.
type Strategy interface {
	Rank(Candidate) int64
}

// Candidate is one agent beside one queue's contacts. Between equal ranks the agent idle for longest
// wins, and of a queue's contacts always the first in line; tiers come before any rank.
type Candidate struct {
	Agent     contact.AgentID
	Queue     contact.QueueID
	Order     int    // place of the queue in the agent's own list, from 0
	Tier      int    // the agent's tier in the queue, from 1
	Level     int    // sum of the agent's levels in the skills that the contacts need; of an agent's strategy, that the queue needs
	Load      int    // contacts the agent has in hand, over all channels: offers, conversations, wrap-ups
	Capacity  int    // contacts of this channel that the agent's profile allows
	LastOffer uint64 // number of the last offer that the agent had from this queue, 0 for none
}

// The names of the strategies that ship.
const (
	LongestIdle = "longest-idle" // agents with nothing in hand first, then whoever was given or finished work longest ago
	RoundRobin  = "round-robin"  // whoever's last offer from the queue is longest ago
	LeastLoaded = "least-loaded" // fewest contacts in hand
	BestSkill   = "best-skill"   // highest levels in the needed skills

	Oldest     = "oldest"      // by rank, then age, over all of the agent's queues
	QueueOrder = "queue-order" // the agent's own queue order, then rank and age
)

// RankFunc is a function as a Strategy.
type RankFunc func(Candidate) int64

// Rank calls the function.
func (f RankFunc) Rank(c Candidate) int64 { return f(c) }

// strategies returns the shipped strategies and the host's own, which may replace them.
func strategies(own map[string]Strategy) map[string]Strategy {
	all := map[string]Strategy{
		LongestIdle: RankFunc(func(c Candidate) int64 { return int64(min(c.Load, 1)) }),
		RoundRobin:  RankFunc(func(c Candidate) int64 { return int64(c.LastOffer) }),
		LeastLoaded: RankFunc(func(c Candidate) int64 { return int64(c.Load) }),
		BestSkill:   RankFunc(func(c Candidate) int64 { return -int64(c.Level) }),
		Oldest:      RankFunc(func(Candidate) int64 { return 0 }),
		QueueOrder:  RankFunc(func(c Candidate) int64 { return int64(c.Order) }),
	}
	maps.Copy(all, own)
	return all
}
