package simulate

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/internal/race"
	"github.com/acdkit/acdkit/routing"
)

// model is a queue that there is a formula for. The mean handling time is a minute.
type model struct {
	agents   int
	load     float64 // per agent
	patience float64 // minutes; 0: endless
	places   int     // as in Scenario.QueueCapacity
}

func (m *model) String() string {
	return fmt.Sprintf("%d agents, load %v, patience %v, places %d", m.agents, m.load, m.patience, m.places)
}

// target is the time between two contacts done with when all agents are busy: about as many wait longer as shorter.
func (m *model) target() time.Duration { return time.Minute / time.Duration(m.agents) }

func (m *model) queue() Queue {
	return Queue{m.load * float64(m.agents), 1, m.agents, m.target().Seconds()}
}

func (m *model) formula(t *testing.T) Steady {
	switch {
	case m.places > 0:
		return mustMMCK(t, m.queue(), m.places)
	case m.places < 0:
		return mustMMCK(t, m.queue(), 0)
	}
	return mustErlangA(t, m.queue(), m.patience)
}

// heavyTraffic is the time in minutes in which a queue that only agents empty forgets by a factor of e how it began,
// 1/(√(cμ)-√λ)²; 0 for others. (Van Doorn, Stochastic Monotonicity and Queueing Applications of Birth-Death
// Processes, 1981.)
func (m *model) heavyTraffic() float64 {
	if m.patience > 0 || m.places != 0 {
		return 0
	}
	gap := math.Sqrt(float64(m.agents)) - math.Sqrt(m.queue().ArrivalsPerMinute)
	return 1 / (gap * gap)
}

// warmUp is how many minutes of a day are not counted, for days begin empty. Agents, patience and places are
// forgotten within about a handling time, a patience, and the time in which the places fill: ten of these leave
// nothing to see. In heavy traffic it takes longer: after twice that time the mean queue is still 1 % below what it
// tends to, and a tenth of that on average over the next five (Abate and Whitt, Transient behavior of regulated
// Brownian motion, Advances in Applied Probability 19, 1987), where the standard error is more than 5 %.
func (m *model) warmUp() float64 {
	fill := 2 * float64(m.places) / float64(m.agents)
	return max(10*max(1, m.patience, fill), 2*m.heavyTraffic())
}

func (m *model) scenario(days int) (s Scenario, warmUp time.Duration) {
	arrivals := m.queue().ArrivalsPerMinute
	counted := max(m.warmUp(), 5*m.heavyTraffic(), 1000/arrivals)
	return Scenario{
		PeriodMinutes: m.warmUp() + counted, TargetSeconds: m.target().Seconds(), Days: days,
		QueueCapacity: m.places, Drain: true,
		Types:          []Type{{ID: "chat", Arrivals: []float64{arrivals}, Patience: []float64{m.patience}}},
		Groups:         []Group{{ID: "all", Agents: []int{m.agents}, Serves: []string{"chat"}}},
		ServiceMinutes: []float64{1},
	}, time.Duration(nanos(m.warmUp()))
}

// watch counts a day by its events: contacts that come after the warm-up, and the time of agents between it and
// the end of the period. Times are nanoseconds of the day.
type watch struct {
	kindTally
	target, warmUp, horizon int64
	waits, busy             int64
	contacts                []watched // by number
}

type watched struct {
	came, taken int64
	served      bool
}

func newWatch(s *Scenario, warmUp time.Duration) *watch {
	return &watch{target: nanos(s.TargetSeconds / 60), warmUp: int64(warmUp), horizon: nanos(s.PeriodMinutes)}
}

func (w *watch) see(events []routing.Event) {
	for i := range events {
		at := int64(events[i].At.Sub(midnight))
		switch p := events[i].Payload.(type) {
		case routing.ContactQueued:
			w.blockedBefore(number(p.Contact), at)
			w.contacts = append(w.contacts, watched{came: at})
		case routing.OfferAccepted:
			c := &w.contacts[number(p.Contact)]
			c.taken, c.served = at, true
			w.decide(c, at)
		case routing.ContactClosed:
			if c := &w.contacts[number(p.Contact)]; c.served {
				w.busy += max(0, min(at, w.horizon)-max(c.taken, w.warmUp))
			} else {
				w.decide(c, at)
			}
		}
	}
}

// blockedBefore counts who was turned away before a contact came: no event tells of them, but their numbers are
// missing.
func (w *watch) blockedBefore(contact int32, at int64) {
	for len(w.contacts) < int(contact) {
		w.contacts = append(w.contacts, watched{came: at})
		if at >= w.warmUp {
			w.arrivals++
			w.blocked++
		}
	}
}

// decide counts a contact of which it is known what becomes of it.
func (w *watch) decide(c *watched, at int64) {
	if c.came < w.warmUp {
		return
	}
	w.arrivals++
	wait := at - c.came
	if c.served {
		w.serve(wait, w.target)
	} else {
		w.abandoned++
	}
	if wait > 0 {
		w.waits++
	}
}

// simulateModel returns what each day counted, and what Run says.
func simulateModel(t *testing.T, s Scenario, warmUp time.Duration, seed uint64) ([]*watch, Result) {
	days := make([]*watch, s.days())
	s.Observe = func(day int) func([]routing.Event) {
		days[day] = newWatch(&s, warmUp)
		return days[day].see
	}
	r, err := Run(context.Background(), s, seed)
	if err != nil {
		t.Fatal(err)
	}
	return days, r
}

// score is a simulated value, and how many standard errors it is off.
type score struct {
	name string
	got  Estimate
	want float64
	z    float64
}

func (s score) String() string {
	return fmt.Sprintf("%s is %.5g, want %.5g: %.2f standard errors", s.name, s.got.Mean, s.want, s.z)
}

// scores compares what days counted with a formula. What cannot be otherwise, such as nobody blocked, scores 0.
func (m *model) scores(days []*watch, want Steady) []score {
	of := func(get func(*watch) int64) []float64 {
		values := make([]float64, len(days))
		for i := range days {
			values[i] = float64(get(days[i]))
		}
		return values
	}
	arrivals := of(func(w *watch) int64 { return int64(w.arrivals) })
	served := of(func(w *watch) int64 { return int64(w.served) })
	duty := of(func(w *watch) int64 { return (w.horizon - w.warmUp) * int64(m.agents) })
	all := []score{
		{"waits", ratio(of(func(w *watch) int64 { return w.waits }), arrivals), want.Waits, 0},
		{"answer in nanoseconds", ratio(of(func(w *watch) int64 { return int64(w.wait) }), served), want.AnswerMinutes * float64(time.Minute), 0},
		{"level", ratio(of(func(w *watch) int64 { return int64(w.inTarget) }), served), want.ServiceLevel, 0},
		{"occupancy", ratio(of(func(w *watch) int64 { return w.busy }), duty), want.Occupancy, 0},
		{"abandons", ratio(of(func(w *watch) int64 { return int64(w.abandoned) }), arrivals), want.Abandons, 0},
		{"blocked", ratio(of(func(w *watch) int64 { return int64(w.blocked) }), arrivals), want.Blocked, 0},
	}
	for i := range all {
		if s := &all[i]; s.got.Mean != s.want {
			s.z = (s.got.Mean - s.want) / (s.got.Half / student95(len(days)-1))
		}
	}
	return all
}

// run simulates days of a model and scores them.
func (m *model) run(t *testing.T, days int, seed uint64) []score {
	s, warmUp := m.scenario(days)
	counted, _ := simulateModel(t, s, warmUp, seed)
	return m.scores(counted, m.formula(t))
}

// worst returns the score that is farthest off.
func worst(scores []score) score {
	return slices.MaxFunc(scores, func(a, b score) int { return cmp.Compare(math.Abs(a.z), math.Abs(b.z)) })
}

// prove simulates models and wants every value within three standard errors of its formula. Among a hundred values
// one may be beyond by chance: then other days decide, eight times as many, on which all of the model's
// must be within. What is really off, is off by almost three times as many standard errors there.
func prove(t *testing.T, models []model) {
	const days, limit = 20, 3
	if race.Enabled {
		models = slices.DeleteFunc(models, func(m model) bool { return m.agents > 3 || m.load == 0.95 })
	}
	farthest, values, squares := score{}, 0, 0.0
	for i := range models {
		m, seed := &models[i], uint64(i)+1
		scores := m.run(t, days, seed)
		for _, s := range scores {
			if s.z != 0 {
				values, squares = values+1, squares+s.z*s.z
			}
		}
		far := worst(scores)
		far.name = m.String() + ": " + far.name
		farthest = worst([]score{farthest, far})
		if math.Abs(far.z) <= limit {
			continue
		}
		again := worst(m.run(t, 8*days, seed+1000))
		t.Logf("%v; on other days %v", far, again)
		if math.Abs(again.z) > limit {
			t.Errorf("%v: %v", m, again)
		}
	}
	t.Logf("%d values, root mean square %.2f standard errors, farthest %v", values, math.Sqrt(squares/float64(values)), farthest)
}

func TestProofErlangC(t *testing.T) {
	models := []model{
		{agents: 1, load: 0.5}, {agents: 1, load: 0.8}, {agents: 1, load: 0.9},
		{agents: 3, load: 0.5}, {agents: 3, load: 0.8}, {agents: 12, load: 0.7}, {agents: 12, load: 0.9},
		{agents: 60, load: 0.85}, {agents: 60, load: 0.9},
	}
	if !testing.Short() {
		models = append(models, model{agents: 3, load: 0.95}, model{agents: 60, load: 0.95})
	}
	prove(t, models)
}

func TestProofErlangA(t *testing.T) {
	prove(t, []model{
		{agents: 1, load: 0.8, patience: 2}, {agents: 1, load: 2, patience: 0.5},
		{agents: 3, load: 0.7, patience: 3}, {agents: 3, load: 1, patience: 1}, {agents: 3, load: 1.5, patience: 0.3},
		{agents: 12, load: 0.8, patience: 2}, {agents: 12, load: 1, patience: 3}, {agents: 12, load: 1.3, patience: 0.5},
		{agents: 60, load: 0.95, patience: 3}, {agents: 60, load: 1.2, patience: 1},
	})
}

func TestProofMMCK(t *testing.T) {
	prove(t, []model{
		{agents: 1, load: 0.9, places: -1}, {agents: 1, load: 1.5, places: 4},
		{agents: 3, load: 0.8, places: 2}, {agents: 3, load: 2, places: 10},
		{agents: 12, load: 1, places: -1}, {agents: 12, load: 0.9, places: 5}, {agents: 12, load: 1.2, places: 12},
		{agents: 60, load: 1, places: 5},
	})
}

// What Run counts is what its events say.
func TestProofResult(t *testing.T) {
	m := model{agents: 3, load: 1.1, patience: 2, places: 4}
	s, _ := m.scenario(5)
	days, r := simulateModel(t, s, 0, 1)
	var all kindTally
	for _, d := range days {
		all.arrivals += d.arrivals
		all.served += d.served
		all.abandoned += d.abandoned
		all.blocked += d.blocked
		all.inTarget += d.inTarget
		all.wait += d.wait
	}
	for name, v := range map[string]struct {
		result Estimate
		count  int
	}{
		"served": {r.Served, all.served}, "abandoned": {r.Abandoned, all.abandoned},
		"in target": {r.InTarget, all.inTarget}, "unserved": {r.Unserved, 0},
	} {
		if !near(v.result.Mean*float64(r.Days), float64(v.count), 1e-12) || v.count == 0 && name != "unserved" {
			t.Errorf("%s: %v a day, want %d in all", name, v.result.Mean, v.count)
		}
	}
	queued := Estimate{Mean: r.Arrivals.Mean - r.Blocked.Mean}
	if !near(queued.Mean*float64(r.Days), float64(all.arrivals-all.blocked), 1e-12) || r.Blocked.Mean*float64(r.Days) < float64(all.blocked) {
		t.Errorf("%v a day come, %v are blocked; want %d and %d in all, and perhaps some blocked at the end", r.Arrivals.Mean, r.Blocked.Mean, all.arrivals, all.blocked)
	}
	if want := minutes(all.wait) / float64(all.served); !near(r.AnswerMinutes.Mean, want, 1e-12) {
		t.Errorf("speed of answer %v, want %v", r.AnswerMinutes.Mean, want)
	}
	if got := m.scores(days, Steady{})[3].got.Mean; !near(r.Occupancy["all"].Mean, got, 1e-9) {
		t.Errorf("occupancy %v, want %v", r.Occupancy["all"].Mean, got)
	}
}
