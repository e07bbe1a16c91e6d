package simulate

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func mustMMCK(t interface{ Fatal(...any) }, q Queue, places int) Steady {
	s, err := MMCK(q, places)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMMCKChain(t *testing.T) {
	for _, agents := range []int{1, 3, 30} {
		for _, occupancy := range []float64{0.2, 0.9, 1, 1.1, 4} {
			for _, places := range []int{0, 1, 5, 60} {
				q := Queue{occupancy * float64(agents) / 2, 2, agents, 15}
				c := chain{q.ArrivalsPerMinute, 0.5, 0, agents, places}
				if diff := differs(mustMMCK(t, q, places), c.steady(0.25), 1e-6); diff != "" {
					t.Errorf("MMCK(%+v, %d): %s", q, places, diff)
				}
			}
		}
	}
}

// M/M/1/K, K being places and the agent, blocks (1-a)aᴷ/(1-aᴷ⁺¹).
func TestMMCKOne(t *testing.T) {
	for _, load := range []float64{0.5, 1.25, 3} {
		k := 5.0
		want := (1 - load) * math.Pow(load, k) / (1 - math.Pow(load, k+1))
		if got := mustMMCK(t, Queue{load, 1, 1, 0}, 4).Blocked; !near(got, want, 1e-13) {
			t.Errorf("load %v: %v blocked, want %v", load, got, want)
		}
	}
}

func TestMMCKLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQueue(t)
		loss, _ := ErlangB(q.load(), q.Agents)
		if s := mustMMCK(t, q, 0); !near(s.Blocked, loss, 1e-12) || s.Waits != 0 || s.WaitMinutes != 0 || s.ServiceLevel != 1 {
			t.Fatalf("no places: %+v, want %v blocked", s, loss)
		}
		if q.load() < 0.95*float64(q.Agents) {
			if diff := differs(mustMMCK(t, q, 1000), mustErlangC(t, q), 1e-9); diff != "" {
				t.Fatalf("many places: %s", diff)
			}
		}
		places := rapid.IntRange(0, 50).Draw(t, "places")
		one, more := mustMMCK(t, q, places), mustMMCK(t, q, places+1)
		const slack = 1e-12
		if more.Blocked > one.Blocked+slack || more.ServiceLevel > one.ServiceLevel+slack || more.WaitMinutes < one.WaitMinutes-slack {
			t.Fatalf("%d places: %+v; one more: %+v", places, one, more)
		}
	})
}

func TestMMCKHuge(t *testing.T) {
	for _, arrivals := range []float64{0, 1e5, maxRate} {
		s := mustMMCK(t, Queue{arrivals, 1, 100_000, 60}, maxPlaces)
		if !near(s.Served+s.Blocked, 1, 1e-9) || !(s.WaitMinutes >= 0 && s.WaitMinutes <= 10.001 && s.ServiceLevel >= 0 && s.ServiceLevel <= 1) {
			t.Errorf("%v arrivals: %+v", arrivals, s)
		}
	}
}

func TestMMCKRefuses(t *testing.T) {
	for _, places := range []int{-1, maxPlaces + 1} {
		if _, err := MMCK(Queue{1, 1, 1, 1}, places); !isQueueError(err, "places") {
			t.Errorf("%d places: error %v", places, err)
		}
	}
	if _, err := MMCK(Queue{1, math.Inf(1), 1, 1}, 1); !isQueueError(err, "HandlingMinutes") {
		t.Errorf("error %v", err)
	}
}
