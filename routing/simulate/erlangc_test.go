package simulate

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func ExampleErlangC() {
	s, err := ErlangC(Queue{ArrivalsPerMinute: 4.2, HandlingMinutes: 2, Agents: 12, TargetSeconds: 20})
	if err != nil {
		panic(err)
	}
	fmt.Printf("waits %.1f %%, answered within 20 s %.1f %%, after %.1f s on average, agents busy %.0f %%\n",
		100*s.Waits, 100*s.ServiceLevel, 60*s.AnswerMinutes, 100*s.Occupancy)
	// Output: waits 18.4 %, answered within 20 s 89.9 %, after 6.1 s on average, agents busy 70 %
}

func TestErlangCTables(t *testing.T) {
	// Dunlop, Girma and Irvine, Digital Mobile Communications and the TETRA System, 1999, table A.3.
	for _, table := range []struct {
		channels    int
		load, delay float64
	}{{8, 3.87, 0.05}, {10, 4.08, 0.01}} {
		below := exactErlangC(t, table.load-0.005, table.channels)
		above := exactErlangC(t, table.load+0.005, table.channels)
		if !(below <= table.delay && table.delay <= above) {
			t.Errorf("%d channels at %v: %v to %v, want %v between", table.channels, table.load, below, above, table.delay)
		}
	}
	// The worked example of Call Centre Helper, Erlang C formula made simple: 100 calls of 3 minutes in half an
	// hour. The digits are those of pyworkforce, which uses it too.
	s := mustErlangC(t, Queue{100.0 / 30, 3, 14, 20})
	if !near(s.Waits, 0.1741319335950498, 1e-14) || !near(s.ServiceLevel, 0.8883500191794669, 1e-14) {
		t.Errorf("100 calls of 3 minutes: %+v", s)
	}
	// Garnett, Mandelbaum and Reiman 2002, table 1, the column without abandonment: 48 calls a minute, 1 minute
	// each, 50 agents; mean wait 20.8 s, 90th percentile 58.1 s, 17 in queue, utilization 96 %.
	s = mustErlangC(t, Queue{48, 1, 50, 58.1})
	if math.Abs(60*s.WaitMinutes-20.8) > 0.05 || math.Abs(s.ServiceLevel-0.9) > 0.0005 || math.Round(s.Length) != 17 || s.Occupancy != 0.96 {
		t.Errorf("50 agents: %+v", s)
	}
}

func mustErlangC(t interface{ Fatal(...any) }, q Queue) Steady {
	s, err := ErlangC(q)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// exactErlangC is the textbook's formula.
func exactErlangC(t interface{ Fatal(...any) }, load float64, agents int) float64 {
	last, sum := exactly(load, agents)
	l, _ := last.Quo(last, sum).Float64() // of all states up to all busy
	waiting := l / (1 - load/float64(agents))
	if waiting < 0 {
		t.Fatal("not stable")
	}
	return waiting / (1 - l + waiting)
}

func TestErlangCExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := Queue{
			HandlingMinutes: rapid.Float64Range(0.1, 10).Draw(t, "handling"),
			Agents:          rapid.IntRange(1, 200).Draw(t, "agents"),
			TargetSeconds:   rapid.Float64Range(0, 300).Draw(t, "target"),
		}
		q.ArrivalsPerMinute = rapid.Float64Range(0, 0.99).Draw(t, "occupancy") * q.rate()
		s, waits := mustErlangC(t, q), exactErlangC(t, q.load(), q.Agents)
		spare := q.rate() - q.ArrivalsPerMinute
		wait, late := waits/spare, waits*math.Exp(-spare*q.TargetSeconds/60)
		if !near(s.Waits, waits, 1e-11) || !near(s.WaitMinutes, wait, 1e-11) || !near(1-s.ServiceLevel, late, 1e-11) ||
			!near(s.Length, q.ArrivalsPerMinute*wait, 1e-11) || s.Served != 1 {
			t.Fatalf("ErlangC(%+v) = %+v, want waits %v, wait %v, late %v", q, s, waits, wait, late)
		}
		q.Agents++
		if more := mustErlangC(t, q); more.Waits > s.Waits || more.WaitMinutes > s.WaitMinutes || more.ServiceLevel < s.ServiceLevel {
			t.Fatalf("%d agents: %+v; one less: %+v", q.Agents, more, s)
		}
	})
}

// Halfin and Whitt, Heavy-traffic limits for queues with many exponential servers, Operations Research 29, 1981:
// with agents = load + β√load, the probability of waiting tends to 1/(1+βΦ(β)/φ(β)).
func TestErlangCHuge(t *testing.T) {
	const beta = 1.0
	density := math.Exp(-beta*beta/2) / math.Sqrt(2*math.Pi)
	want := 1 / (1 + beta*math.Erfc(-beta/math.Sqrt2)/2/density)
	got := mustErlangC(t, Queue{100_000 - 316, 1, 100_000, 20}).Waits
	if math.Abs(got-want) > 0.002 {
		t.Errorf("probability of waiting %v, want about %v", got, want)
	}
}

func TestErlangCUnstable(t *testing.T) {
	for _, arrivals := range []float64{2, 2.1, maxRate} {
		s := mustErlangC(t, Queue{arrivals, 1, 2, 20})
		if s.Waits != 1 || !math.IsInf(s.WaitMinutes, 1) || !math.IsInf(s.Length, 1) || s.ServiceLevel != 0 || s.Occupancy != 1 {
			t.Errorf("%v arrivals: %+v", arrivals, s)
		}
	}
	if s := mustErlangC(t, Queue{0, 1, 2, 20}); s != (Steady{Served: 1, InTarget: 1, ServiceLevel: 1}) {
		t.Errorf("no arrivals: %+v", s)
	}
}

func TestQueueRefuses(t *testing.T) {
	for _, v := range []float64{-1, math.NaN(), math.Inf(1), math.Inf(-1)} {
		for field, q := range map[string]Queue{
			"ArrivalsPerMinute": {v, 1, 1, 1}, "HandlingMinutes": {1, v, 1, 1}, "TargetSeconds": {1, 1, 1, v},
		} {
			if _, err := ErlangC(q); !isQueueError(err, field) {
				t.Errorf("ErlangC(%+v): error %v, want one for %s", q, err, field)
			}
		}
	}
	for _, agents := range []int{-1, 0, MaxAgents + 1} {
		if _, err := ErlangC(Queue{1, 1, agents, 1}); !isQueueError(err, "Agents") {
			t.Errorf("%d agents: error %v", agents, err)
		}
	}
	if _, err := ErlangC(Queue{1, 0, 1, 1}); !isQueueError(err, "HandlingMinutes") {
		t.Errorf("no handling time: error %v", err)
	}
}
