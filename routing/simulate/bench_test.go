package simulate

import (
	"context"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// BenchmarkMM12 is twenty days of one queue with twelve agents (M/M/12): the whole life of each contact goes
// through the Floor.
func BenchmarkMM12(b *testing.B) { benchmark(b, mm12()) }

// BenchmarkDay is a day of a large center: 100,000 contacts of three types, 2,000 agents in four groups,
// skills, tiers, wrap-ups, and customers who give up.
func BenchmarkDay(b *testing.B) { benchmark(b, largeCenter()) }

// benchmark reports what a contact costs, on one core.
func benchmark(b *testing.B, s Scenario) {
	s.Workers = 1
	contacts := 0.0
	b.ReportAllocs()
	for b.Loop() {
		r, err := Run(context.Background(), s, 1)
		if err != nil {
			b.Fatal(err)
		}
		contacts += r.Arrivals.Mean * float64(r.Days)
	}
	b.ReportMetric(contacts/b.Elapsed().Seconds(), "contacts/s")
}

func mm12() Scenario {
	return Scenario{
		PeriodMinutes: 480, TargetSeconds: 20, Drain: true, Days: 20,
		Types:          []Type{{ID: "chat", Arrivals: []float64{4.2}}},
		Groups:         []Group{{ID: "g0", Agents: []int{12}, Serves: []string{"chat"}}},
		ServiceMinutes: []float64{2},
	}
}

// largeCenter has ten hours of 10,000 contacts each.
func largeCenter() Scenario {
	s := Scenario{
		PeriodMinutes: 60, Periods: 10, TargetSeconds: 20, Drain: true,
		Types: []Type{
			{ID: "billing", Channel: "voice", Arrivals: []float64{80}, Patience: []float64{3}, Service: []float64{9}},
			{ID: "orders", Channel: "voice", Arrivals: []float64{60}, Patience: []float64{2}, Service: []float64{10}},
			{ID: "help", Arrivals: []float64{80.0 / 3}, Patience: []float64{4}, Service: []float64{20}},
		},
		Groups: []Group{
			{ID: "billing", Agents: []int{600}, Serves: []string{"billing"}},
			{ID: "orders", Agents: []int{500}, Serves: []string{"orders", "billing"}},
			{ID: "chats", Agents: []int{400}, Serves: []string{"help"}, Parallel: 3, Slowdown: 0.2, AnswerSeconds: 3},
			{ID: "all", Agents: []int{500}, Serves: []string{"orders", "billing", "help"}, MissProbability: 0.01, RONAMinutes: 2},
		},
		WrapUpMinutes: []float64{1},
		Routing:       map[string][]string{"billing": {"billing", "orders", "all"}},
	}
	s.Setup = append(s.skilled(), routing.SetQueue{Queue: routing.Queue{
		ID: "orders", Channel: contact.Voice, Priority: 5, Skills: []routing.Skill{{Name: "orders", Level: 2}},
		Relax: []routing.Relax{{After: time.Minute, Skill: "orders", Level: 1}},
	}})
	return s
}

// skilled returns the commands that give all agents a skill, at different levels.
func (s *Scenario) skilled() (commands []routing.Command) {
	for n, cmd := range s.setup() {
		if set, ok := cmd.(routing.SetAgent); ok {
			set.Agent.Skills = []routing.Skill{{Name: "orders", Level: 1 + n%3}}
			commands = append(commands, set)
		}
	}
	return commands
}
