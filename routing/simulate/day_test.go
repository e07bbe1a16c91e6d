package simulate

import (
	"math"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/race"
	"github.com/acdkit/acdkit/routing"
)

// plain is a scenario in which nothing is left to chance: contacts at given minutes, a minute of handling each.
func plain(arrivals ...float64) Scenario {
	return Scenario{
		PeriodMinutes: 60, TargetSeconds: 20, Drain: true,
		Types: []Type{{
			ID: "chat", ArrivalsAt: arrivals, ServiceShape: Shape{Kind: Deterministic},
			PatienceShape: Shape{Kind: Deterministic}, WrapUpShape: Shape{Kind: Deterministic},
		}},
		Groups:         []Group{{ID: "g", Agents: []int{1}, Serves: []string{"chat"}}},
		ServiceMinutes: []float64{1},
	}
}

// happening is something that happened, in minutes of the day.
type happening struct {
	minute float64
	what   string
}

// happenings returns what a day's events tell of contacts.
func happenings(t *testing.T, s Scenario) (all []happening) {
	t.Helper()
	for _, ev := range logOf(t, s, 1) {
		what := ""
		switch p := ev.Payload.(type) {
		case routing.OfferAccepted:
			what = "answered " + string(p.Contact)
		case routing.ContactEnded:
			what = "ended " + string(p.Contact)
		case routing.ContactClosed:
			what = p.Reason.String() + " " + string(p.Contact)
		case routing.OfferEnded:
			what = p.Cause.String() + " " + string(p.Contact)
		case routing.AgentStateSet:
			what = string(p.Agent) + " " + p.State.String()
		default:
			continue
		}
		minute := math.Round(ev.At.Sub(midnight).Minutes()*1e6) / 1e6
		all = append(all, happening{minute, what})
	}
	return all
}

// wantHappenings demands that these happen, in this order, among others.
func wantHappenings(t *testing.T, s Scenario, want ...happening) {
	t.Helper()
	got := happenings(t, s)
	i := 0
	for _, h := range got {
		if i < len(want) && h == want[i] {
			i++
		}
	}
	if i < len(want) {
		t.Errorf("%v does not happen, or not in order, in\n%v", want[i], got)
	}
}

func TestOneAfterAnother(t *testing.T) {
	s := plain(0, 0.5, 3)
	s.Types[0].WrapUp = []float64{0.25}
	wantHappenings(t, s,
		happening{0, "answered 1"}, happening{1, "ended 1"}, happening{1.25, "agent-ended 1"},
		happening{1.25, "answered 2"}, happening{2.5, "agent-ended 2"}, happening{3, "answered 3"},
	)
}

func TestPatienceOfCustomers(t *testing.T) {
	s := plain(0, 0.2, 0.3)
	s.Types[0].Patience = []float64{0.9}
	wantHappenings(t, s, happening{1, "answered 2"}, happening{1.2, "abandoned 3"})
}

// TestSlowdown: two chats at once, each of which makes the other take twice as long.
func TestSlowdown(t *testing.T) {
	s := plain(0, 0.5)
	s.Groups[0].Parallel, s.Groups[0].Slowdown = 2, 1
	wantHappenings(t, s, happening{0.5, "answered 2"}, happening{1.5, "agent-ended 1"}, happening{2, "agent-ended 2"})
}

// TestRONAAndReturn: an agent who misses everything is in RONA, returns, and is offered the contact again.
func TestRONAAndReturn(t *testing.T) {
	s := plain(1)
	s.OfferSeconds = 30
	s.Groups[0].MissProbability, s.Groups[0].RONAMinutes = 1, 2
	s.Types[0].Patience = []float64{20}
	wantHappenings(t, s, happening{1.5, "missed 1"}, happening{1.5, "g-1 rona"}, happening{21, "abandoned 1"})
	returned, missed := 0, 0
	for _, h := range happenings(t, s) {
		if h.what == "g-1 available" {
			returned++
		}
		if h.what == "missed 1" {
			missed++
		}
	}
	if returned < 3 || missed < 3 {
		t.Errorf("returned %d times, missed %d offers in 20 minutes", returned, missed)
	}
}

// TestShifts: agents come and go with the periods, those with nothing in hand first, and finish what they have.
func TestShifts(t *testing.T) {
	s := plain(0, 9.5)
	s.Periods, s.PeriodMinutes, s.Groups[0].Agents = 3, 10, []int{1, 3, 0}
	s.Types[0].ArrivalsAt = []float64{0, 19.5, 25}
	s.Types[0].Patience = []float64{2}
	wantHappenings(t, s,
		happening{0, "g-1 available"}, happening{10, "g-2 available"}, happening{10, "g-3 available"},
		happening{19.5, "answered 2"}, happening{20, "g-3 idle"}, happening{20.5, "agent-ended 2"}, happening{20.5, "g-1 idle"},
		happening{27, "abandoned 3"},
	)
}

func TestCapacity(t *testing.T) {
	s := plain(0, 0.1, 0.2, 0.3)
	s.QueueCapacity = 2
	s.Types[0].Patience = []float64{0}
	result, err := Run(t.Context(), s, 1)
	if err != nil {
		t.Fatal(err)
	}
	if result.Blocked.Mean != 1 || result.Served.Mean != 3 || result.Abandoned.Mean != 0 {
		t.Errorf("blocked %v, served %v, abandoned %v; want 1, 3, 0", result.Blocked.Mean, result.Served.Mean, result.Abandoned.Mean)
	}
	for _, ev := range logOf(t, s, 1) {
		if ev.Contact() == "4" {
			t.Errorf("the contact that was turned away leaves an event: %s", routing.Describe(ev))
		}
	}
}

// TestLongDrain: what waits is served, however long that takes.
func TestLongDrain(t *testing.T) {
	s := plain()
	s.Types[0].ArrivalsAt, s.Types[0].Arrivals = nil, []float64{60}
	result, err := Run(t.Context(), s, 1) // 3,600 contacts of a minute in an hour, for one agent
	if err != nil {
		t.Fatal(err)
	}
	if result.Unserved.Mean != 0 || result.Served.Mean != result.Arrivals.Mean || result.Served.Mean < 3000 {
		t.Errorf("served %v, unserved %v of %v", result.Served.Mean, result.Unserved.Mean, result.Arrivals.Mean)
	}
}

// TestManyAgents: sums of times do not overflow: three hundred agents for a year work 300 years.
func TestManyAgents(t *testing.T) {
	s := plain()
	s.PeriodMinutes, s.Periods, s.Groups[0].Agents, s.ServiceMinutes = 1440, 366, []int{300}, []float64{1000}
	s.Types[0].ArrivalsAt, s.Types[0].Arrivals = nil, []float64{0.1}
	result, err := Run(t.Context(), s, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := result.Occupancy["g"].Mean; math.Abs(got-1.0/3) > 0.01 {
		t.Errorf("occupancy %v, want about a third", got)
	}
}

// TestParallelIsNotForCalls: an agent with two chats at once has one phone call at a time, and no chat beside it.
func TestParallelIsNotForCalls(t *testing.T) {
	s := plain(0, 0.1, 0.2)
	call := s.Types[0]
	call.ID, call.Channel, call.ArrivalsAt = "call", "voice", []float64{5, 5.1}
	s.Types = append(s.Types, call)
	s.Types[0].ArrivalsAt = []float64{0, 0.1, 0.2, 5.2}
	s.Groups[0].Serves, s.Groups[0].Parallel = []string{"chat", "call"}, 2
	wantHappenings(t, s,
		happening{0, "answered 1"}, happening{0.1, "answered 2"}, happening{1, "answered 3"},
		happening{5, "answered 4"}, happening{6, "answered 5"}, happening{7, "answered 6"},
	)
}

// TestPreference: a freed agent takes the type that comes first in the group's order, or what waits longest.
func TestPreference(t *testing.T) {
	s := plain(0, 0.1)
	first := s.Types[0]
	first.ID, first.ArrivalsAt = "vip", []float64{0.5}
	s.Types = append(s.Types, first)
	s.Groups[0].Serves = []string{"vip", "chat"}
	wantHappenings(t, s, happening{1, "answered 2"}, happening{2, "answered 3"})
	s.QueueChoice = Preference
	wantHappenings(t, s, happening{1, "answered 3"}, happening{2, "answered 2"})
}

// TestUndrained: what waits at the end of the day is unserved, unless it is drained.
func TestUndrained(t *testing.T) {
	s := plain(59.5, 59.6, 59.7)
	for _, drain := range []bool{false, true} {
		s.Drain = drain
		result, err := Run(t.Context(), s, 1)
		if err != nil {
			t.Fatal(err)
		}
		if served := result.Served.Mean; served != 1 && !drain || served != 3 && drain || served+result.Unserved.Mean != 3 {
			t.Errorf("drain %t: served %v, unserved %v of 3", drain, served, result.Unserved.Mean)
		}
		if occupancy := result.Occupancy["g"].Mean; math.Abs(occupancy-0.5/60) > 1e-9 {
			t.Errorf("drain %t: occupancy %v, want half a minute of the hour", drain, occupancy)
		}
	}
}

// TestBot: the bot settles its share, and the others come to the queue after its time.
func TestBot(t *testing.T) {
	s := busy()
	s.Types = []Type{{ID: "chat", Arrivals: []float64{50}, Bot: Bot{Containment: 0.4, Minutes: 2}}}
	s.Groups = []Group{{ID: "g", Agents: []int{200}, Serves: []string{"chat"}}}
	s.QueueCapacity, s.Days = 0, 4
	result, err := Run(t.Context(), s, 1)
	if err != nil {
		t.Fatal(err)
	}
	share, all := result.Contained.Mean/result.Arrivals.Mean, 4*result.Arrivals.Mean
	if math.Abs(share-0.4) > 4*math.Sqrt(0.24/all) || result.Contained.Mean+result.Served.Mean != result.Arrivals.Mean {
		t.Errorf("%v of %v contained, %v served", result.Contained.Mean, result.Arrivals.Mean, result.Served.Mean)
	}
}

// TestArrivals: the numbers in each period are Poisson with its rate, and vary more where days differ.
func TestArrivals(t *testing.T) {
	rates, days := []float64{2, 0, 10, 0.5}, 300
	if race.Enabled {
		days = 100
	}
	for _, shape := range []float64{0, 3} {
		s := plain()
		s.Periods, s.Days, s.BusynessGamma = len(rates), days, shape
		s.Types[0].ArrivalsAt, s.Types[0].Arrivals, s.Groups[0].Agents = nil, rates, []int{40}
		counts := make([][]float64, len(rates))
		for p := range counts {
			counts[p] = make([]float64, s.Days)
		}
		s.Observe = func(day int) func([]routing.Event) {
			return func(events []routing.Event) {
				for _, ev := range events {
					if _, came := ev.Payload.(routing.ContactQueued); came {
						counts[int(ev.At.Sub(midnight)/time.Hour)][day]++
					}
				}
			}
		}
		if _, err := Run(t.Context(), s, 9); err != nil {
			t.Fatal(err)
		}
		for p, rate := range rates {
			mean := sum(counts[p]) / float64(s.Days)
			variance := 0.0
			for _, n := range counts[p] {
				variance += (n - mean) * (n - mean) / float64(s.Days-1)
			}
			want, wantVariance := 60*rate, 60*rate
			if shape > 0 {
				wantVariance += want * want / shape
			}
			if math.Abs(mean-want) > 4*math.Sqrt(wantVariance/float64(s.Days)) || math.Abs(variance-wantVariance) > 0.35*wantVariance {
				t.Errorf("busyness %v, period %d: mean %v, variance %v; want %v, %v", shape, p, mean, variance, want, wantVariance)
			}
		}
	}
}

// TestCompare: variants have the same customers, and their difference is known far better than each of them.
func TestCompare(t *testing.T) {
	base := busy()
	base.Days, base.Groups[0].MissProbability, base.Groups[1].MissProbability = 30, 0, 0
	more := base
	more.Groups = append([]Group(nil), base.Groups...)
	more.Groups[1].Agents = []int{6, 9, 3, 5}
	all, err := Compare(t.Context(), 5, Variant{"as is", base}, Variant{"one more", more}, Variant{"as is again", base})
	if err != nil {
		t.Fatal(err)
	}
	if all[0].Result.Arrivals != all[1].Result.Arrivals {
		t.Errorf("arrivals %v and %v", all[0].Result.Arrivals, all[1].Result.Arrivals)
	}
	if all[2].Difference != (Difference{}) {
		t.Errorf("a variant differs from itself: %+v", all[2].Difference)
	}
	d, a, b := all[1].Difference.ServiceLevel, all[0].Result.ServiceLevel, all[1].Result.ServiceLevel
	if apart := math.Hypot(a.Half, b.Half); d.Mean <= d.Half || d.Half > 0.6*apart {
		t.Errorf("service level differs by %v ± %v, want above 0 and much narrower than ± %v", d.Mean, d.Half, apart)
	}
	if math.Abs(d.Mean-(b.Mean-a.Mean)) > 1e-9 {
		t.Errorf("the difference is %v, the results differ by %v", d.Mean, b.Mean-a.Mean)
	}
}

// TestCustomersAreTheSame: what chance decides about a customer does not depend on the agents.
func TestCustomersAreTheSame(t *testing.T) {
	handled := func(agents int) map[contact.ID]time.Duration {
		s := busy()
		s.Types, s.Groups = s.Types[1:2], s.Groups[1:]
		s.Types[0].Patience, s.Groups[0].Serves, s.Groups[0].Agents, s.QueueCapacity = nil, []string{"voice"}, []int{agents}, 0
		taken, all := make(map[contact.ID]time.Time), make(map[contact.ID]time.Duration)
		for _, ev := range logOf(t, s, 8) {
			switch p := ev.Payload.(type) {
			case routing.OfferAccepted:
				taken[p.Contact] = ev.At
			case routing.ContactEnded:
				all[p.Contact] = ev.At.Sub(taken[p.Contact])
			}
		}
		return all
	}
	few, many := handled(7), handled(50)
	for id, took := range few {
		if d := many[id] - took; d < -time.Microsecond || d > time.Microsecond {
			t.Fatalf("contact %s takes %v with few agents, %v with many", id, took, many[id])
		}
	}
	if len(few) != len(many) || len(few) < 100 {
		t.Errorf("%d and %d contacts", len(few), len(many))
	}
}
