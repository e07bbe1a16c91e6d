package simulate

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func ExampleErlangA() {
	q := Queue{ArrivalsPerMinute: 48, HandlingMinutes: 1, Agents: 50, TargetSeconds: 20}
	s, err := ErlangA(q, 2)
	if err != nil {
		panic(err)
	}
	fmt.Printf("gives up %.1f %%, waits %.1f s, answered within 20 s %.1f %%, agents busy %.0f %%\n",
		100*s.Abandons, 60*s.WaitMinutes, 100*s.ServiceLevel, 100*s.Occupancy)
	// Output: gives up 3.1 %, waits 3.7 s, answered within 20 s 97.3 %, agents busy 93 %
}

// chain is a slow second computation: the birth-death chain, and for the wait of a contact that finds j ahead of it
// the chain of those ahead, who leave by service or by giving up.
type chain struct {
	arrival, service, leaving float64
	agents, places            int
}

func (c *chain) steady(target float64) Steady {
	all := float64(c.agents) * c.service
	weights, total := []float64{1}, 1.0
	for n := 1; n <= c.agents+c.places; n++ {
		death := float64(min(n, c.agents))*c.service + float64(max(n-c.agents, 0))*c.leaving
		weights = append(weights, weights[n-1]*c.arrival/death)
		total += weights[n]
	}
	inTime, served, waited := c.inTime(target), 1.0, 0.0
	var s Steady
	for n, w := range weights {
		p := w / total
		s.Occupancy += p * float64(min(n, c.agents)) / float64(c.agents)
		s.Length += p * float64(max(n-c.agents, 0))
		switch j := n - c.agents; {
		case j < 0:
			s.Served += p
			s.InTarget += p
		case j == c.places:
			s.Blocked = p
		default:
			ahead := all + float64(j)*c.leaving // leave, or the contact itself
			served *= ahead / (ahead + c.leaving)
			waited = served/(ahead+c.leaving) + waited*ahead/(ahead+c.leaving)
			s.Waits += p
			s.Served += p * served
			s.Abandons += p * (1 - served)
			s.InTarget += p * inTime[j]
			s.AnswerMinutes += p * waited
		}
	}
	s.AnswerMinutes /= s.Served
	s.ServiceLevel = s.InTarget / s.Served
	s.WaitMinutes = s.Length / c.arrival / (1 - s.Blocked)
	return s
}

// inTime returns the probability of being served by then, by the number ahead: the backward equations of
// the chain, by the method of Runge and Kutta.
func (c *chain) inTime(target float64) []float64 {
	all := float64(c.agents) * c.service
	slope := func(u []float64) []float64 {
		d := make([]float64, len(u))
		for j := range u {
			ahead, before := all+float64(j)*c.leaving, 1.0
			if j > 0 {
				before = u[j-1]
			}
			d[j] = ahead*before - (ahead+c.leaving)*u[j]
		}
		return d
	}
	moved := func(u, d []float64, by float64) []float64 {
		v := make([]float64, len(u))
		for j := range u {
			v[j] = u[j] + by*d[j]
		}
		return v
	}
	u := make([]float64, c.places)
	steps := 10 + int(12*target*(all+float64(c.places)*c.leaving))
	h := target / float64(steps)
	for range steps {
		k1 := slope(u)
		k2 := slope(moved(u, k1, h/2))
		k3 := slope(moved(u, k2, h/2))
		k4 := slope(moved(u, k3, h))
		for j := range u {
			u[j] += h / 6 * (k1[j] + 2*k2[j] + 2*k3[j] + k4[j])
		}
	}
	return u
}

// differs names what differs between two results.
func differs(got, want Steady, tolerance float64) string {
	for _, v := range []struct {
		name      string
		got, want float64
	}{
		{"Waits", got.Waits, want.Waits}, {"Served", got.Served, want.Served},
		{"Abandons", got.Abandons, want.Abandons}, {"Blocked", got.Blocked, want.Blocked},
		{"InTarget", got.InTarget, want.InTarget}, {"ServiceLevel", got.ServiceLevel, want.ServiceLevel},
		{"WaitMinutes", got.WaitMinutes, want.WaitMinutes}, {"AnswerMinutes", got.AnswerMinutes, want.AnswerMinutes},
		{"Occupancy", got.Occupancy, want.Occupancy}, {"Length", got.Length, want.Length},
	} {
		if !near(v.got, v.want, tolerance) {
			return fmt.Sprintf("%s is %v, want %v", v.name, v.got, v.want)
		}
	}
	return ""
}

func mustErlangA(t interface{ Fatal(...any) }, q Queue, patience float64) Steady {
	s, err := ErlangA(q, patience)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Garnett, Mandelbaum and Reiman 2002, table 1: 48 calls a minute, 1 minute each, 50 agents, a mean patience of
// 2 minutes; 3.1 % abandon, the mean wait is 3.7 s, 3 are in queue, utilization is 93 %.
func TestErlangATable(t *testing.T) {
	s := mustErlangA(t, Queue{48, 1, 50, 20}, 2)
	if math.Abs(s.Abandons-0.031) > 0.0005 || math.Abs(60*s.WaitMinutes-3.7) > 0.05 ||
		math.Round(s.Length) != 3 || math.Abs(s.Occupancy-0.93) > 0.005 {
		t.Errorf("%+v", s)
	}
}

func TestErlangAChain(t *testing.T) {
	for _, agents := range []int{1, 7, 40} {
		for _, occupancy := range []float64{0.1, 0.8, 1, 2} {
			for _, patience := range []float64{0.05, 1, 5} {
				for _, seconds := range []float64{0, 40} {
					q := Queue{occupancy * float64(agents) / 2, 2, agents, seconds}
					c := chain{q.ArrivalsPerMinute, 0.5, 1 / patience, agents, 60 + int(1.5*q.ArrivalsPerMinute*patience)}
					want := c.steady(seconds / 60)
					want.Blocked = 0
					if diff := differs(mustErlangA(t, q, patience), want, 1e-7); diff != "" {
						t.Errorf("ErlangA(%+v, %v): %s", q, patience, diff)
					}
				}
			}
		}
	}
}

// With a patience as long as the handling time all contacts leave at the same rate, waiting or not: M/M/∞, and their
// number has a Poisson distribution.
func TestErlangAPoisson(t *testing.T) {
	for _, agents := range []int{1, 10, 1000, 100_000} {
		for _, deviation := range []float64{-1, 0, 2} {
			load := float64(agents) + deviation*math.Sqrt(float64(agents))/2
			s := mustErlangA(t, Queue{load / 3, 3, agents, 20}, 3)
			log := func(n int) float64 {
				g, _ := math.Lgamma(float64(n) + 1)
				return math.Exp(float64(n)*math.Log(load) - load - g)
			}
			waits, waiting := 0.0, 0.0
			for n := agents; n < agents+100+20*int(math.Sqrt(load)); n++ {
				waits += log(n)
				waiting += log(n) * float64(n-agents)
			}
			if !near(s.Waits, waits, 1e-8) || !near(s.Length, waiting, 1e-8) || !near(s.Abandons, waiting/load, 1e-8) {
				t.Errorf("%d agents, load %v: %+v, want waits %v, waiting %v", agents, load, s, waits, waiting)
			}
		}
	}
}

func TestErlangALimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQueue(t)
		if q.stable() && q.load() < 0.9*float64(q.Agents) {
			got, want := mustErlangA(t, q, maxRate), mustErlangC(t, q)
			if diff := differs(got, want, 1e-3); diff != "" {
				t.Fatalf("endless patience: %s", diff)
			}
		}
		if mustErlangA(t, q, 0) != mustErlangC(t, q) {
			t.Fatal("no limit is not Erlang C")
		}
		loss, _ := ErlangB(q.load(), q.Agents)
		if got := mustErlangA(t, q, minPatience); math.Abs(got.Abandons-loss) > 1e-3 {
			t.Fatalf("no patience: %+v, want %v lost", got, loss)
		}
	})
}

func drawQueue(t *rapid.T) Queue {
	q := Queue{
		HandlingMinutes: rapid.Float64Range(0.5, 10).Draw(t, "handling"),
		Agents:          rapid.IntRange(1, 300).Draw(t, "agents"),
		TargetSeconds:   rapid.Float64Range(0, 120).Draw(t, "target"),
	}
	q.ArrivalsPerMinute = rapid.Float64Range(0, 2).Draw(t, "occupancy") * q.rate()
	return q
}

func TestErlangAMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, patience := drawQueue(t), math.Exp(rapid.Float64Range(-5, 5).Draw(t, "log patience"))
		one := mustErlangA(t, q, patience)
		if sum := one.Served + one.Abandons; !near(sum, 1, 1e-12) {
			t.Fatalf("%+v: shares make %v", one, sum)
		}
		q.Agents++
		more := mustErlangA(t, q, patience)
		const slack = 1e-12
		if more.Waits > one.Waits+slack || more.Abandons > one.Abandons+slack || more.Occupancy > one.Occupancy+slack ||
			more.AnswerMinutes > one.AnswerMinutes+slack || more.ServiceLevel < one.ServiceLevel-slack {
			t.Fatalf("%d agents: %+v; one less: %+v", q.Agents, more, one)
		}
	})
}

// Whatever is accepted gives numbers that make sense, and soon.
func TestErlangAExtremes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		power := func(name string, low, high float64) float64 {
			return math.Pow(10, rapid.Float64Range(low, high).Draw(t, name))
		}
		q := Queue{power("arrivals", -300, 7), power("handling", -12, 7), int(power("agents", 0, 4)), power("target", -9, 8)}
		patience := power("patience", -9, 7)
		s := mustErlangA(t, q, patience)
		for _, v := range []float64{s.Waits, s.Served, s.Abandons, s.InTarget, s.ServiceLevel, s.Occupancy} {
			if !(v >= 0 && v <= 1+1e-9) {
				t.Fatalf("ErlangA(%+v, %v) = %+v", q, patience, s)
			}
		}
		if !(s.WaitMinutes >= 0 && s.WaitMinutes <= patience*(1+1e-9) && s.AnswerMinutes >= 0 && !math.IsInf(s.Length, 0)) ||
			!near(s.Served+s.Abandons, 1, 1e-9) {
			t.Fatalf("ErlangA(%+v, %v) = %+v", q, patience, s)
		}
	})
}

func TestErlangARefuses(t *testing.T) {
	for _, patience := range []float64{-1, 1e-10, 1e8, math.NaN(), math.Inf(1)} {
		if _, err := ErlangA(Queue{1, 1, 1, 1}, patience); !isQueueError(err, "patienceMinutes") {
			t.Errorf("patience %v: error %v", patience, err)
		}
	}
	if _, err := ErlangA(Queue{math.NaN(), 1, 1, 1}, 1); !isQueueError(err, "ArrivalsPerMinute") {
		t.Errorf("error %v", err)
	}
}
