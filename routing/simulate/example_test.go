package simulate_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/simulate"
)

// helpDesk is a chat queue with as many agents.
func helpDesk(agents int) simulate.Scenario {
	return simulate.Scenario{
		PeriodMinutes: 480, TargetSeconds: 30, Drain: true, Days: 40,
		Types:          []simulate.Type{{ID: "help", Arrivals: []float64{3}, Patience: []float64{4}, WrapUp: []float64{0.5}}},
		Groups:         []simulate.Group{{ID: "team", Agents: []int{agents}, Serves: []string{"help"}}},
		ServiceMinutes: []float64{5},
	}
}

func ExampleRun() {
	result, err := simulate.Run(context.Background(), helpDesk(16), 1)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("contacts a day: %.0f\n", result.Arrivals.Mean)
	fmt.Printf("service level: %.1f ± %.1f %%\n", 100*result.ServiceLevel.Mean, 100*result.ServiceLevel.Half)
	fmt.Printf("abandoned: %.1f %%\n", 100*result.Abandoned.Mean/result.Arrivals.Mean)
	fmt.Printf("occupancy: %.0f %%\n", 100*result.Occupancy["team"].Mean)
	// Output:
	// contacts a day: 1437
	// service level: 69.4 ± 1.3 %
	// abandoned: 11.6 %
	// occupancy: 90 %
}

// What would one more agent do? Both variants have the same customers, so the difference is known well.
func ExampleCompare() {
	compared, err := simulate.Compare(context.Background(), 1,
		simulate.Variant{Name: "16 agents", Scenario: helpDesk(16)},
		simulate.Variant{Name: "17 agents", Scenario: helpDesk(17)},
	)
	if err != nil {
		log.Fatal(err)
	}
	more := compared[1].Difference
	fmt.Printf("service level: %+.1f ± %.1f points\n", 100*more.ServiceLevel.Mean, 100*more.ServiceLevel.Half)
	fmt.Printf("abandoned a day: %+.0f ± %.0f\n", more.Abandoned.Mean, more.Abandoned.Half)
	// Output:
	// service level: +7.2 ± 0.5 points
	// abandoned a day: -43 ± 2
}

// What if two more agents had worked on a day that was recorded?
func ExampleRecord_Replay() {
	day := helpDesk(16)
	day.Days = 1
	var events []routing.Event // of a center's log
	day.Observe = func(int) func([]routing.Event) {
		return func(happened []routing.Event) { events = append(events, happened...) }
	}
	if _, err := simulate.Run(context.Background(), day, 1); err != nil {
		log.Fatal(err)
	}

	record, err := simulate.NewRecord(simulate.RecordConfig{}, events)
	if err != nil {
		log.Fatal(err)
	}
	for _, agents := range []int{0, 2} {
		more, err := record.MoreAgents(simulate.AgentID("team", 0), agents)
		if err != nil {
			log.Fatal(err)
		}
		figures := metrics.New(metrics.Config{Target: 30 * time.Second})
		_, err = record.Replay(context.Background(), simulate.WhatIf{
			More: more,
			Observe: func(happened []routing.Event) {
				for _, ev := range happened {
					figures.Apply(ev)
				}
			},
		})
		if err != nil {
			log.Fatal(err)
		}
		all := figures.Report(time.Time{}).All.Total
		fmt.Printf("%d more: service level %.0f %%, abandoned %d\n", agents, 100*all.ServiceLevel(metrics.OfAnswered), all.Abandoned)
	}
	// Output:
	// 0 more: service level 70 %, abandoned 149
	// 2 more: service level 83 %, abandoned 80
}

func ExampleStaffing() {
	agents, err := simulate.Staffing(simulate.Goal{
		ArrivalsPerMinute: 3, HandlingMinutes: 5.5, PatienceMinutes: 4, TargetSeconds: 30, ServiceLevel: 0.8,
	})
	if err != nil {
		log.Fatal(err)
	}
	steady, err := simulate.ErlangA(simulate.Queue{ArrivalsPerMinute: 3, HandlingMinutes: 5.5, Agents: agents, TargetSeconds: 30}, 4)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d agents: service level %.1f %%, abandoned %.1f %%\n", agents, 100*steady.ServiceLevel, 100*steady.Abandons)
	// Output: 18 agents: service level 82.1 %, abandoned 6.7 %
}
