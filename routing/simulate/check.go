package simulate

import (
	"fmt"
	"math"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Limits of scenarios.
const (
	MaxDays     = 1_000_000
	MaxPeriods  = 10_000     // of a day
	MaxAgents   = 1_000_000  // in all groups
	MaxArrivals = 50_000_000 // expected on a day

	maxList    = 1_000_000 // samples
	maxNouns   = 1_000     // types, groups
	maxMinutes = 527_040   // 366 days: a day, and every time in it
	maxRate    = 10_000_000
	maxCV      = 100
)

// Validate reports the first thing that is wrong as a *ScenarioError; nil if nothing is.
func (s *Scenario) Validate() error {
	for _, check := range []func() error{s.checkDay, s.checkRules, s.checkTypes, s.checkGroups, s.checkRouting, s.checkSetup} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Scenario) checkDay() error {
	switch {
	case !(s.PeriodMinutes > 0 && s.PeriodMinutes <= maxMinutes):
		return bad("period_minutes", "must be above 0 and at most 527040")
	case s.Periods < 0 || s.Periods > MaxPeriods || s.PeriodMinutes*float64(s.periods()) > maxMinutes:
		return bad("periods", "must be 1 to 10000, and 366 days in all")
	case s.Days < 0 || s.Days > MaxDays:
		return bad("days", "must be 1 to 1000000")
	case !(s.TargetSeconds >= 0 && s.TargetSeconds <= 60*maxMinutes):
		return bad("target_seconds", "must be 0 or more, and finite")
	case !(s.BusynessGamma >= 0 && s.BusynessGamma <= math.MaxFloat64):
		return bad("busyness_gamma", "must be 0 or more, and finite")
	}
	return nil
}

func (s *Scenario) checkRules() error {
	switch {
	case s.QueueChoice != "" && s.QueueChoice != LongestWait && s.QueueChoice != Preference:
		return bad("queue_choice", "must be longest-wait or preference")
	case s.QueueCapacity < -1:
		return bad("queue_capacity", "must be 0 (any number), above, or -1 (none)")
	case !(s.OfferSeconds >= 0 && s.OfferSeconds <= routing.MaxWait.Seconds()):
		return bad("offer_seconds", "must be 0 to 604800")
	}
	if err := s.checkPerPeriod("service_minutes", s.ServiceMinutes); err != nil {
		return err
	}
	return s.checkPerPeriod("wrapup_minutes", s.WrapUpMinutes)
}

func (s *Scenario) checkTypes() error {
	if len(s.Types) == 0 || len(s.Types) > maxNouns {
		return bad("types", "must have at least one")
	}
	seen := make(map[string]bool)
	expected := 0.0
	for i := range s.Types {
		t, field := &s.Types[i], fmt.Sprintf("types[%d]", i)
		if err := s.checkType(t, field); err != nil {
			return err
		}
		if seen[t.ID] {
			return bad(field+".id", "is there twice")
		}
		seen[t.ID] = true
		expected += s.expected(t)
	}
	if expected > MaxArrivals {
		return bad("types", "have more than 50 million arrivals a day")
	}
	return nil
}

func (s *Scenario) checkType(t *Type, field string) error {
	if t.ID == "" || len(t.ID) > contact.MaxID {
		return bad(field+".id", "must be given, and short")
	}
	if _, err := t.channel(); err != nil {
		return bad(field+".channel", "must be chat, email or voice")
	}
	for _, list := range []struct {
		name   string
		values []float64
	}{
		{"arrivals_per_minute", t.Arrivals}, {"patience_minutes", t.Patience},
		{"service_minutes", t.Service}, {"wrapup_minutes", t.WrapUp},
	} {
		if err := s.checkPerPeriod(field+"."+list.name, list.values); err != nil {
			return err
		}
	}
	for _, shape := range []struct {
		name string
		*Shape
	}{{"patience_shape", &t.PatienceShape}, {"service_shape", &t.ServiceShape}, {"wrapup_shape", &t.WrapUpShape}} {
		if err := shape.check(field + "." + shape.name); err != nil {
			return err
		}
	}
	switch {
	case len(t.Arrivals) > 0 && len(t.ArrivalsAt) > 0:
		return bad(field+".arrivals_at_minutes", "cannot be given beside arrivals_per_minute")
	case len(t.Service) == 0 && len(s.ServiceMinutes) == 0 && t.ServiceShape.Kind != Empirical:
		return bad(field+".service_minutes", "is given neither here nor in the scenario")
	case !(t.Bot.Containment >= 0 && t.Bot.Containment <= 1):
		return bad(field+".bot.containment", "must be 0 to 1")
	case !(t.Bot.Minutes >= 0 && t.Bot.Minutes <= maxMinutes):
		return bad(field+".bot.minutes", "must be 0 or more")
	case t.Priority < 0 || t.Priority > routing.MaxPriority:
		return bad(field+".priority", "must be 0 to 99")
	}
	return s.checkArrivalsAt(t, field)
}

func (s *Scenario) checkArrivalsAt(t *Type, field string) error {
	if len(t.ArrivalsAt) > MaxArrivals || !slices.IsSorted(t.ArrivalsAt) {
		return bad(field+".arrivals_at_minutes", "must be in order")
	}
	for _, at := range t.ArrivalsAt {
		if !(at >= 0 && at <= s.PeriodMinutes*float64(s.periods())) {
			return bad(field+".arrivals_at_minutes", "must be within the day")
		}
	}
	return nil
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
	if g.ID == "" || len(AgentID(g.ID, MaxAgents)) > contact.MaxID {
		return bad(field+".id", "must be given, and short")
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
	case !(g.AnswerSeconds >= 0 && g.AnswerSeconds <= routing.MaxWait.Seconds()):
		return bad(field+".answer_seconds", "must be 0 to 604800")
	case !(g.RONAMinutes >= 0 && g.RONAMinutes <= maxMinutes):
		return bad(field+".rona_minutes", "must be 0 or more")
	case g.MissProbability == 1 && g.RONAMinutes == 0:
		return bad(field+".rona_minutes", "must be above 0 if every offer is missed")
	}
	return nil
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

func (s *Scenario) checkSetup() error {
	for _, cmd := range s.Setup {
		switch cmd.(type) {
		case routing.SetSettings, routing.SetQueue, routing.SetProfile, routing.SetAgent, routing.SetIdleCode:
		default:
			return bad("Setup", "may have SetSettings, SetQueue, SetProfile, SetAgent and SetIdleCode only")
		}
	}
	return nil
}

// checkPerPeriod wants no values, one, or one for each period.
func (s *Scenario) checkPerPeriod(field string, values []float64) error {
	if len(values) > 1 && len(values) != s.periods() {
		return bad(field, "must have one value, or one for each period")
	}
	return checkTimes(field, values)
}

// checkTimes wants times or rates that can be simulated.
func checkTimes(field string, values []float64) error {
	for _, v := range values {
		if !(v >= 0 && v <= maxRate) {
			return bad(field, "must be 0 to 10 million")
		}
	}
	return nil
}
