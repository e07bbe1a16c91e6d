package simulate

import (
	"slices"

	"github.com/acdkit/acdkit/routing"
)

// tiers returns the groups that a type's contacts try, in their order.
func (s *Scenario) tiers(id string) []string {
	if listed, ok := s.Routing[id]; ok {
		return listed
	}
	var tiers []string
	for i := range s.Groups {
		if slices.Contains(s.Groups[i].Serves, id) {
			tiers = append(tiers, s.Groups[i].ID)
		}
	}
	return tiers
}

// checkRouting demands that Routing and Serves say the same: an agent who is free serves whoever waits (I5), so
// that there is no group that takes contacts only when it is done with another.
func (s *Scenario) checkRouting() error {
	for i := range s.Types {
		id, field := s.Types[i].ID, "routing."+s.Types[i].ID
		tiers := s.tiers(id)
		if len(tiers) > routing.MaxTier {
			return bad(field, "must list at most 16 groups")
		}
		for j, name := range tiers {
			g := s.group(name)
			if g == nil || !slices.Contains(g.Serves, id) || slices.Contains(tiers[:j], name) {
				return bad(field, "must list groups that serve the type, each once")
			}
		}
		for j := range s.Groups {
			if g := &s.Groups[j]; slices.Contains(g.Serves, id) && !slices.Contains(tiers, g.ID) {
				return bad(field, "must list every group that serves the type")
			}
		}
	}
	for id := range s.Routing {
		if s.kind(id) < 0 {
			return bad("routing", "must name types")
		}
	}
	return nil
}
