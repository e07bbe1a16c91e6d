package simulate

import (
	"math"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
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
	minMinutes = 1.0 / 60_000
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
	case !(s.PeriodMinutes >= minMinutes && s.PeriodMinutes <= maxMinutes):
		return bad("period_minutes", "must be 1 millisecond to 527040 minutes")
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
	case !s.properStrategy():
		return bad("strategy", "is an unknown strategy: neither one of routing, nor of Strategies")
	}
	if err := s.checkPerPeriod("service_minutes", s.ServiceMinutes); err != nil {
		return err
	}
	return s.checkPerPeriod("wrapup_minutes", s.WrapUpMinutes)
}

func (s *Scenario) checkSetup() error {
	for _, cmd := range s.Setup {
		switch cmd := cmd.(type) {
		case routing.SetQueue:
			if cmd.WrapUp != (wrapup.Policy{}) {
				return bad("Setup", "may not give a queue a wrap-up policy: agents wrap up for WrapUpMinutes")
			}
		case routing.SetSettings, routing.SetProfile, routing.SetAgent, routing.SetIdleCode:
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

// properStrategy reports whether the Floor knows the scenario's strategy: by asking one.
func (s *Scenario) properStrategy() bool {
	floor := routing.NewFloor(routing.FloorConfig{Strategies: s.Strategies})
	_, err := floor.Step(midnight, routing.SetQueue{Queue: routing.Queue{ID: "queue", Channel: contact.Voice, Strategy: s.Strategy}})
	return err == nil
}

// properID reports whether the Floor takes an id: by asking one.
func properID(id string) bool {
	_, err := routing.NewFloor(routing.FloorConfig{}).Step(midnight, routing.SetProfile{Profile: contact.Profile{ID: contact.ProfileID(id)}})
	return err == nil
}
