package simulate

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Group is agents of one kind.
type Group struct {
	ID     string   `json:"id"`
	Agents []int    `json:"agents"` // on shift, per period
	Serves []string `json:"serves"` // types, in the group's order of preference

	// Parallel is how many contacts of one channel an agent has at once, 1 if 0; of phone calls never more than one, and
	// no chats beside it. If it is 1, an agent has one contact at a time, whatever its channel.
	Parallel int     `json:"parallel,omitempty"`
	Slowdown float64 `json:"slowdown,omitempty"` // by which each further contact in hand makes all of an agent's contacts take longer: n take 1+Slowdown*(n-1) times as long

	AnswerSeconds   float64 `json:"answer_seconds,omitempty"`   // from an offer to its acceptance; less than the offer is long
	MissProbability float64 `json:"miss_probability,omitempty"` // of an offer: it runs out, and the agent falls into RONA
	RONAMinutes     float64 `json:"rona_minutes,omitempty"`     // mean time in RONA until the agent returns to Available, exponential; at once if 0
}

// group returns a group, or nil.
func (s *Scenario) group(id string) *Group {
	i := slices.IndexFunc(s.Groups, func(g Group) bool { return g.ID == id })
	if i < 0 {
		return nil
	}
	return &s.Groups[i]
}

// most returns how many agents the group has when it has the most.
func (g *Group) most() int { return slices.Max(g.Agents) }

// AgentID returns the id of an agent of a group, counted from 0.
func AgentID(group string, n int) contact.AgentID {
	return contact.AgentID(group + "-" + strconv.Itoa(n+1))
}

func (s *Scenario) checkGroups() error {
	if len(s.Groups) == 0 || len(s.Groups) > maxNouns {
		return bad("groups", "must have at least one")
	}
	agents := 0
	for i := range s.Groups {
		g, field := &s.Groups[i], fmt.Sprintf("groups[%d]", i)
		if err := s.checkGroup(g, field); err != nil {
			return err
		}
		if s.group(g.ID) != g {
			return bad(field+".id", "is there twice")
		}
		if agents += g.most(); agents > MaxAgents {
			return bad("groups", "have more than a million agents")
		}
	}
	return nil
}

func (s *Scenario) checkGroup(g *Group, field string) error {
	if g.ID == "" || !properID(string(AgentID(g.ID, MaxAgents))) {
		return bad(field+".id", "must be 1 to 120 bytes of printable text")
	}
	if len(g.Agents) != 1 && len(g.Agents) != s.periods() {
		return bad(field+".agents", "must have one value, or one for each period")
	}
	for _, n := range g.Agents {
		if n < 0 || n > MaxAgents {
			return bad(field+".agents", "must be 0 to a million")
		}
	}
	for i, id := range g.Serves {
		if s.kind(id) < 0 || slices.Contains(g.Serves[:i], id) {
			return bad(field+".serves", "must name types, each once")
		}
	}
	switch {
	case len(g.Serves) == 0 || len(g.Serves) > routing.MaxQueues:
		return bad(field+".serves", "must name 1 to 256 types")
	case g.Parallel < 0 || g.Parallel > math.MaxUint16:
		return bad(field+".parallel", "must be 1 to 65535")
	case !(g.Slowdown >= 0 && g.Slowdown <= 1000):
		return bad(field+".slowdown", "must be 0 to 1000")
	case !(g.MissProbability >= 0 && g.MissProbability <= 1):
		return bad(field+".miss_probability", "must be 0 to 1")
	case !(g.AnswerSeconds >= 0 && g.AnswerSeconds < s.offerSeconds()):
		return bad(field+".answer_seconds", "must be 0 or more, and less than an offer is long")
	case !(g.RONAMinutes >= 0 && g.RONAMinutes <= maxMinutes):
		return bad(field+".rona_minutes", "must be 0 or more")
	case g.MissProbability == 1 && g.RONAMinutes == 0:
		return bad(field+".rona_minutes", "must be above 0 if every offer is missed")
	}
	return nil
}
