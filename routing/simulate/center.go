package simulate

import (
	"math"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// midnight is when every day begins: a Monday.
var midnight = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// maxRoom is for how many contacts of a day room is made beforehand, not step by step.
const maxRoom = 1_000_000

// center is a scenario as days use it: checked, in nanoseconds, with numbers for ids. Days share it and never
// change it.
type center struct {
	period, horizon int64
	periods         int
	target          int64
	capacity        int // contacts that can wait
	crowd           int // contacts of a busy day, as far as room is made beforehand
	busyness        float64
	drain           bool
	kinds           []kind
	teams           []team
	seats           []seat
	numbers         map[contact.AgentID]int32 // of seats
	setup           []routing.Command
	strategies      map[string]routing.Strategy
}

// kind is one type of contact.
type kind struct {
	id       string
	rates    []float64 // arrivals per nanosecond
	at       []int64   // or when they arrive
	patience times
	service  times
	wrapUp   times
	contain  float64
	bot      float64 // nanoseconds
}

// times are the means of a time per period, and their shape.
type times struct {
	minutes []float64
	sampler
}

// team is one group of agents.
type team struct {
	id          string
	agents      []int // per period
	first, next int32 // its seats
	slowdown    float64
	answer      int64
	miss        float64
	rona        float64 // nanoseconds
}

// seat is an agent of a team.
type seat struct {
	id   contact.AgentID
	team int32
}

func newCenter(s *Scenario) *center {
	c := &center{
		period: nanos(s.PeriodMinutes), periods: s.periods(), target: nanos(s.TargetSeconds / 60),
		capacity: s.QueueCapacity, busyness: s.BusynessGamma, drain: s.Drain,
		numbers: make(map[contact.AgentID]int32), strategies: s.Strategies,
	}
	c.horizon = c.period * int64(c.periods)
	switch s.QueueCapacity {
	case 0:
		c.capacity = math.MaxInt
	case -1:
		c.capacity = 0
	}
	expected := 0.0
	for i := range s.Types {
		c.kinds = append(c.kinds, newKind(s, &s.Types[i]))
		expected += s.expected(&s.Types[i])
	}
	c.crowd = int(min(expected+4*math.Sqrt(expected), maxRoom))
	for i := range s.Groups {
		c.addTeam(&s.Groups[i])
	}
	c.setup = slices.Concat(s.setup(), s.Setup)
	return c
}

func newKind(s *Scenario, t *Type) kind {
	k := kind{
		id:       t.ID,
		patience: times{t.Patience, t.PatienceShape.sampler()},
		service:  times{t.Service, t.ServiceShape.sampler()},
		wrapUp:   times{t.WrapUp, t.WrapUpShape.sampler()},
		contain:  t.Bot.Containment, bot: t.Bot.Minutes * float64(time.Minute),
	}
	if len(t.Service) == 0 {
		k.service.minutes = s.ServiceMinutes
	}
	if len(t.WrapUp) == 0 {
		k.wrapUp.minutes = s.WrapUpMinutes
	}
	for _, at := range t.ArrivalsAt {
		k.at = append(k.at, nanos(at))
	}
	for p := range s.periods() {
		k.rates = append(k.rates, inPeriod(t.Arrivals, p)/float64(time.Minute))
	}
	return k
}

func (c *center) addTeam(g *Group) {
	t := team{
		id: g.ID, agents: g.Agents, first: int32(len(c.seats)), slowdown: g.Slowdown,
		answer: nanos(g.AnswerSeconds / 60), miss: g.MissProbability, rona: g.RONAMinutes * float64(time.Minute),
	}
	for n := range g.most() {
		id := AgentID(g.ID, n)
		c.numbers[id] = int32(len(c.seats))
		c.seats = append(c.seats, seat{id: id, team: int32(len(c.teams))})
	}
	t.next = int32(len(c.seats))
	c.teams = append(c.teams, t)
}

// nanos returns minutes in nanoseconds.
func nanos(minutes float64) int64 { return int64(minutes * float64(time.Minute)) }
