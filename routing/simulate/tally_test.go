package simulate

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// TestTallyAgainstMetrics: what a day counts of its customers and agents is what the figures make of its events.
func TestTallyAgainstMetrics(t *testing.T) {
	for seed := range uint64(20) {
		s := busy()
		s.Types = s.Types[:2]
		s.Groups[0].Serves = []string{"chat"}
		s.Drain, s.QueueCapacity = false, 0
		m := metrics.New(metrics.Config{Target: 20 * time.Second, ShortAbandon: -1})
		s.Observe = func(int) func([]routing.Event) {
			return func(events []routing.Event) {
				for _, ev := range events {
					m.Apply(ev)
				}
			}
		}
		c, days, err := simulate(t.Context(), &s, seed)
		if err != nil {
			t.Fatal(err)
		}
		r := m.Report(midnight.Add(time.Duration(c.horizon)))
		for i, q := range r.Queues {
			k := days[0].kinds[i]
			got := kindTally{
				arrivals: k.arrivals, contained: k.contained, served: q.Total.Answered,
				abandoned: q.Total.Abandoned, unserved: q.Now.Length, inTarget: q.Total.AnsweredInTarget, wait: nanoseconds(q.Total.AnswerTime),
			}
			if diff := cmp.Diff(k, got, cmp.AllowUnexported(kindTally{})); diff != "" {
				t.Errorf("seed %d, %s mismatch (-counted +figures):\n%s", seed, q.ID, diff)
			}
		}
		if r.All.Total.Offers.Missed != days[0].missed {
			t.Errorf("seed %d: %d offers missed, figures say %d", seed, days[0].missed, r.All.Total.Offers.Missed)
		}
		busy := make([]float64, len(c.teams))
		for _, a := range r.Agents {
			busy[c.seats[c.numbers[a.ID]].team] += nanoseconds(a.Total.Busy)
		}
		for i, team := range days[0].teams {
			if team.busy != busy[i] {
				t.Errorf("seed %d: team %d busy for %v, figures say %v", seed, i, time.Duration(team.busy), time.Duration(busy[i]))
			}
		}
	}
}

func nanoseconds(s metrics.Sum) float64 { return float64(s.Duration()) }
