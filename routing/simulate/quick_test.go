package simulate

import (
	"context"
	"fmt"
	"testing"
	"time"
)

func mm12() Scenario {
	return Scenario{PeriodMinutes: 480, Periods: 1, TargetSeconds: 20,
		Types:          []Type{{ID: "chat", Channel: "chat", Arrivals: []float64{4.2}, Patience: []float64{0}}},
		Groups:         []Group{{ID: "g0", Agents: []int{12}, Serves: []string{"chat"}}},
		ServiceMinutes: []float64{2}, Drain: true}
}

func TestQuick(t *testing.T) {
	s := mm12()
	s.Days = 500
	for _, w := range []int{1, 2} {
		s.Workers = w
		begin := time.Now()
		r, err := Run(context.Background(), s, 1)
		if err != nil {
			t.Fatal(err)
		}
		el := time.Since(begin)
		fmt.Printf("%+v\n%v %.0f/s\n", r, el, r.Arrivals.Mean*500/el.Seconds())
	}
}
