package simulate

import (
	"slices"
	"strconv"

	"github.com/acdkit/acdkit/contact"
)

func (s *Scenario) periods() int { return max(s.Periods, 1) }
func (s *Scenario) days() int    { return max(s.Days, 1) }

// kind returns the place of a type, or -1.
func (s *Scenario) kind(id string) int {
	return slices.IndexFunc(s.Types, func(t Type) bool { return t.ID == id })
}

// group returns a group, or nil.
func (s *Scenario) group(id string) *Group {
	i := slices.IndexFunc(s.Groups, func(g Group) bool { return g.ID == id })
	if i < 0 {
		return nil
	}
	return &s.Groups[i]
}

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

// expected returns how many contacts of a type arrive on an average day.
func (s *Scenario) expected(t *Type) float64 {
	sum := float64(len(t.ArrivalsAt))
	for p := range s.periods() {
		sum += inPeriod(t.Arrivals, p) * s.PeriodMinutes
	}
	return sum
}

func (t *Type) channel() (contact.Channel, error) {
	var ch contact.Channel
	if t.Channel == "" {
		return contact.Chat, nil
	}
	err := ch.UnmarshalText([]byte(t.Channel))
	return ch, err
}

// most returns how many agents the group has when it has the most.
func (g *Group) most() int { return slices.Max(g.Agents) }

// AgentID returns the id of an agent of a group, counted from 0.
func AgentID(group string, n int) contact.AgentID {
	return contact.AgentID(group + "-" + strconv.Itoa(n+1))
}

// inPeriod returns a list's value for a period: its own, or the one for all; zero if the list is empty.
func inPeriod[T any](list []T, period int) T {
	var value T
	switch {
	case len(list) == 1:
		value = list[0]
	case len(list) > 1:
		value = list[period]
	}
	return value
}
