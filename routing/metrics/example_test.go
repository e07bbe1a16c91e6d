package metrics_test

import (
	"context"
	"fmt"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// morning is a log of four customers of one queue: two are answered, after 10 s and 40 s, and two give up, after 3 s and
// 15 s.
func morning() (log []routing.Event) {
	floor := routing.NewFloor(routing.FloorConfig{})
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	after := func(d time.Duration, cmds ...routing.Command) {
		now = now.Add(d)
		for _, cmd := range cmds {
			events, err := floor.Step(now, cmd)
			if err != nil {
				panic(err)
			}
			log = append(log, events...)
		}
	}
	after(0,
		routing.SetProfile{Profile: contact.Profile{ID: "chats", Capacity: contact.Load{contact.Chat: 1}}},
		routing.SetQueue{Queue: routing.Queue{ID: "help", Name: "Help", Channel: contact.Chat}},
		routing.SetAgent{Agent: routing.Agent{ID: "kim", Name: "Kim", Profile: "chats", Queues: []routing.Serves{{Queue: "help"}}}},
		routing.SignIn{Agent: "kim"}, routing.SetState{Agent: "kim", State: contact.Available},
		routing.Enqueue{Contact: "c1", Queue: "help"},
	)
	after(10*time.Second, routing.Accept{Agent: "kim", Contact: "c1"})
	after(time.Minute, routing.Enqueue{Contact: "c2", Queue: "help"}, routing.Enqueue{Contact: "c3", Queue: "help"})
	after(3*time.Second, routing.Abandon{Contact: "c2"}, routing.Enqueue{Contact: "c4", Queue: "help"})
	after(15*time.Second, routing.Abandon{Contact: "c4"}, routing.End{Agent: "kim", Contact: "c1"})
	after(12*time.Second, routing.WrapUp{Agent: "kim", Contact: "c1"})
	after(10*time.Second, routing.Accept{Agent: "kim", Contact: "c3"})
	after(2*time.Minute, routing.End{Agent: "kim", Contact: "c3"}, routing.WrapUp{Agent: "kim", Contact: "c3"})
	return log
}

// Figures are a fold over a log. A service level has four forms, which differ in what becomes of those who gave up.
func Example() {
	m := metrics.New(metrics.Config{Target: 20 * time.Second})
	for _, ev := range morning() {
		m.Apply(ev)
	}
	report := m.Report(time.Time{}) // up to the last event
	help := report.Queues[0].Total
	fmt.Println(help.Entered, "came,", help.Answered, "answered,", help.Abandoned, "gave up")
	fmt.Println("speed of answer", help.SpeedOfAnswer(), "longest wait", help.LongestWait)
	for _, form := range []metrics.Level{
		metrics.OfAnswered, metrics.OfOffered, metrics.AbandonedExcluded, metrics.AbandonedIncluded,
	} {
		fmt.Printf("%-18v %.0f %%\n", form, 100*help.ServiceLevel(form))
	}
	fmt.Printf("abandonment %.0f %%, of them short: %d\n", 100*help.Abandonment(), help.AbandonedShort)
	kim := report.Agents[0].Total
	fmt.Printf("%s: handle time %v, occupancy %.0f %%\n", report.Agents[0].Name, kim.Handling.AverageTime(), 100*kim.Occupancy())
	// Output:
	// 4 came, 2 answered, 2 gave up
	// speed of answer 25s longest wait 40s
	// of-answered        50 %
	// of-offered         25 %
	// abandoned-excluded 50 %
	// abandoned-included 75 %
	// abandonment 33 %, of them short: 1
	// Kim: handle time 1m45s, occupancy 91 %
}

// Intervals are the lines of a historical report; past ones never change.
func ExampleMetrics_Report() {
	m := metrics.New(metrics.Config{Interval: time.Minute})
	for _, ev := range morning() {
		m.Apply(ev)
	}
	for _, in := range m.Report(time.Time{}).Queues[0].Intervals {
		f := in.Figures
		fmt.Printf("%s %d came, %d answered, %d handled, %.2f waited\n", in.Start.Format(time.TimeOnly), f.Entered, f.Answered,
			f.Handling.Handled, f.AverageLength(in.End.Sub(in.Start)))
	}
	// Output:
	// 09:00:00 1 came, 1 answered, 0 handled, 0.17 waited
	// 09:01:00 3 came, 1 answered, 1 handled, 0.97 waited
	// 09:03:00 0 came, 0 answered, 1 handled, 0.00 waited
}

// A wallboard follows a center that runs.
func ExampleLive() {
	ctx := context.Background()
	center, err := routing.Open(ctx, routing.Config{Journal: new(journal.Memory), Setup: []routing.Command{
		routing.SetQueue{Queue: routing.Queue{ID: "help", Name: "Help", Channel: contact.Chat}},
	}})
	if err != nil {
		panic(err)
	}
	live := metrics.NewLive(metrics.Config{})
	ended := make(chan error)
	go func() { ended <- live.Run(ctx, center) }()

	for range 3 {
		if _, err := center.Enqueue(ctx, routing.Enqueue{Queue: "help"}); err != nil {
			panic(err)
		}
	}
	if err := center.Close(ctx); err != nil {
		panic(err)
	}
	fmt.Println(<-ended)
	help := live.Report(time.Now()).Queues[0]
	fmt.Println(help.Name, help.Now.Length, "waiting")
	// Output:
	// routing: center closed
	// Help 3 waiting
}

// A hook is told each time as it is measured, for systems that make histograms of their own.
func ExampleConfig_hook() {
	m := metrics.New(metrics.Config{Hook: func(s metrics.Sample) {
		fmt.Printf("%s %s: %v %v %q\n", s.At.Format(time.TimeOnly), s.Queue, s.Measure, s.Took, s.Agent)
	}})
	for _, ev := range morning()[:12] {
		m.Apply(ev)
	}
	// Output:
	// 09:00:10 help: answer 10s "kim"
	// 09:01:13 help: abandon 3s ""
}
