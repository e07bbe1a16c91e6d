package simulate

import "github.com/acdkit/acdkit/routing"

// Scenario is a contact center and its days: who contacts it, who answers, by which rules. Its JSON form is
// the file of examples/simulate. Lists "per period" have one value for every period, or one for all.
type Scenario struct {
	PeriodMinutes float64 `json:"period_minutes"` // length of a period
	Periods       int     `json:"periods"`        // periods of a day; 1 if 0
	TargetSeconds float64 `json:"target_seconds"` // of the service level: contacts answered after at most that long are in target

	// BusynessGamma is the shape of a gamma distribution of mean 1 from which each day draws one factor for
	// all arrival rates: the smaller, the more days differ; 0: none do. (Avramidis, Deslauriers and
	// L'Ecuyer, Modeling daily arrivals to a telephone call center, Management Science 50, 2004.)
	BusynessGamma float64 `json:"busyness_gamma"`

	Types  []Type  `json:"types"`  // of contacts; each has a queue of its own
	Groups []Group `json:"groups"` // of agents

	ServiceMinutes []float64 `json:"service_minutes"`          // mean handling time per period, of types that have none of their own
	WrapUpMinutes  []float64 `json:"wrapup_minutes,omitempty"` // mean wrap-up time per period, of types that have none of their own; none

	// Routing lists for a type the groups that a new contact tries, in that order: an agent of a later group
	// is offered it only if no earlier group has a free one. It lists all groups that serve the type. A type that is
	// not listed tries them in their order.
	Routing map[string][]string `json:"routing,omitempty"`

	// QueueChoice is which waiting contact a freed agent is given: LongestWait, or Preference, the first of the types
	// in the group's order that has a contact waiting.
	QueueChoice string `json:"queue_choice,omitempty"`

	// Strategy is which free agent of a group is offered a contact: a strategy of routing; routing.LongestIdle.
	Strategy string `json:"strategy,omitempty"`

	// QueueCapacity is how many contacts can wait at once, over all types: whoever comes then is turned away
	// (blocked). 0: any number; -1: none at all.
	QueueCapacity int `json:"queue_capacity"`

	OfferSeconds float64 `json:"offer_seconds,omitempty"` // how long an agent may take to accept; routing.DefaultOffer

	// Drain serves what waits at the end of the last period, with the agents of that period, for up to 366 days;
	// otherwise the day ends there, and what waits is counted as unserved.
	Drain bool `json:"drain"`

	Days int `json:"days,omitempty"` // independent days to simulate; 1 if 0

	// Setup is commands given to each day's Floor after those that the fields above stand for: what else
	// routing can do, such as overflow, skills, hours and priorities. Queues have the ids of types; agents
	// have those that AgentID returns. A day begins at midnight of Monday, 1 January 2024, UTC.
	Setup []routing.Command `json:"-"`
	// Strategies are the host's own strategies, by the names that Strategy and Setup use.
	Strategies map[string]routing.Strategy `json:"-"`

	Workers int `json:"-"` // days simulated at the same time; runtime.GOMAXPROCS(0) if 0. The result does not depend on it.
	// Progress, if not nil, is called after each day, from one goroutine at a time.
	Progress func(done, days int) `json:"-"`
	// Observe, if not nil, is called before each day (counted from 0) and returns what is given that day's
	// events, in order; nil for nothing. Several days run at the same time; the slice is good during the call only.
	Observe func(day int) func([]routing.Event) `json:"-"`
}

// The values of QueueChoice.
const (
	LongestWait = "longest-wait"
	Preference  = "preference"
)

// offerSeconds is how long an offer is.
func (s *Scenario) offerSeconds() float64 {
	if s.OfferSeconds == 0 {
		return routing.DefaultOffer.Seconds()
	}
	return s.OfferSeconds
}

func (s *Scenario) periods() int { return max(s.Periods, 1) }
func (s *Scenario) days() int    { return max(s.Days, 1) }
