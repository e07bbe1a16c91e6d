package metrics_test

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/race"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/simulate"
)

// failer is what the tests of this package and those of rapid have in common.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Fatal(args ...any)
}

// counting is how the oracle is asked: with everything written out, and all intervals kept.
func counting(interval time.Duration) metrics.Config {
	return metrics.Config{
		Target: 20 * time.Second, Targets: map[contact.QueueID]time.Duration{"mail": 10 * time.Minute},
		ShortAbandon: 5 * time.Second, Interval: interval, Keep: math.MaxInt,
	}
}

// folded returns what Metrics reports of a log.
func folded(cfg metrics.Config, log []routing.Event, until time.Time) metrics.Report {
	m := metrics.New(cfg)
	for _, ev := range log {
		m.Apply(ev)
	}
	return m.Report(until)
}

// agree demands that a report is what the oracle says, in total and for each interval.
func agree(t failer, o *oracle, r metrics.Report) {
	t.Helper()
	if !r.From.Equal(o.log[0].At) || !r.To.Equal(o.until) {
		t.Errorf("report from %v to %v, want %v to %v", r.From, r.To, o.log[0].At, o.until)
	}
	var all metrics.QueueFigures
	channels := make(map[contact.Channel]metrics.QueueFigures)
	for _, q := range r.Queues {
		want := agreeQueue(t, o, q)
		plus(&all, want, "LongestWait", "MaxLength")
		sum := channels[q.Channel]
		plus(&sum, want, "LongestWait", "MaxLength")
		channels[q.Channel] = sum
	}
	agreeFigures(t, "all", all, r.All.Total)
	if len(r.Queues) != len(o.queues) || len(r.Channels) != len(channels) || len(r.Agents) != len(o.agents) {
		t.Errorf("%d queues, %d channels and %d agents, want %d, %d and %d", len(r.Queues), len(r.Channels),
			len(r.Agents), len(o.queues), len(channels), len(o.agents))
	}
	for _, c := range r.Channels {
		agreeFigures(t, c.Channel.String(), channels[c.Channel], c.Total)
		agreeSum(t, c.Channel.String(), c.Intervals, c.Total, "LongestWait", "MaxLength")
	}
	agreeSum(t, "all", r.All.Intervals, r.All.Total, "LongestWait", "MaxLength")
	agreeStaff(t, o, r)
}

func agreeFigures[F any](t failer, what string, want, got F) {
	t.Helper()
	if diff := cmp.Diff(want, got, noDistributions); diff != "" {
		t.Fatalf("figures of %s mismatch (-oracle +metrics):\n%s", what, diff)
	}
}

// agreeSum demands that intervals add up to the total.
func agreeSum[F any](t failer, what string, intervals []metrics.Interval[F], total F, greatest ...string) {
	t.Helper()
	var sum F
	for _, in := range intervals {
		plus(&sum, in.Figures, greatest...)
	}
	agreeFigures(t, what+", sum of intervals", sum, total)
}

func agreeQueue(t failer, o *oracle, q metrics.QueueReport) metrics.QueueFigures {
	t.Helper()
	want, waits := o.queue(q.ID, o.whole())
	var lines []metrics.Interval[metrics.QueueFigures]
	for _, s := range o.stretches() {
		f, w := o.queue(q.ID, s)
		if idleQueue(f) {
			continue
		}
		lines = append(lines, metrics.Interval[metrics.QueueFigures]{Start: s.from, End: s.to, Figures: f})
		if i := len(lines) - 1; i < len(q.Intervals) {
			agreeTimes(t, fmt.Sprintf("%s at %v", q.ID, s.from), w, q.Intervals[i].Figures)
		}
	}
	agreeFigures(t, string(q.ID), want, q.Total)
	agreeFigures(t, string(q.ID)+" by interval", lines, q.Intervals)
	agreeTimes(t, string(q.ID), waits, q.Total)
	agreeSum(t, string(q.ID), q.Intervals, q.Total, "LongestWait", "MaxLength")
	if in, gone := q.Total.Entered, q.Total.Answered+q.Total.Abandoned+q.Total.MovedOut+q.Total.Dropped; in != gone+q.Now.Length {
		t.Errorf("%s: %d entered, %d gone, %d wait", q.ID, in, gone, q.Now.Length)
	}
	if diff := cmp.Diff(o.queueNow(q.ID), q.Now); diff != "" {
		t.Errorf("%s now mismatch (-oracle +metrics):\n%s", q.ID, diff)
	}
	return want
}

// queueNow works out what stands in a queue.
func (o *oracle) queueNow(id contact.QueueID) (now metrics.QueueNow) {
	open := len(o.log)
	for _, v := range o.visits {
		if v.queue == id && v.out == open {
			now.Length++
			now.LongestWait = max(now.LongestWait, o.until.Sub(v.began))
		}
	}
	for _, of := range o.offers {
		now.Offered += one(of.queue == id && of.end == open && of.kind != routing.ToConference)
	}
	for _, l := range o.legs {
		now.InHand += one(l.queue == id && l.end == open)
	}
	return now
}

// agreeTimes compares distributions with the times themselves.
func agreeTimes(t failer, what string, want waits, f metrics.QueueFigures) {
	t.Helper()
	for name, c := range map[string]struct {
		want []time.Duration
		got  metrics.Distribution
	}{
		"answers": {want.answers, f.Answers}, "abandons": {want.abandons, f.Abandons}, "handles": {want.handles, f.Handles},
	} {
		if err := right(c.want, c.got); err != nil {
			t.Errorf("%s of %s: %v", name, what, err)
		}
	}
}

func agreeStaff(t failer, o *oracle, r metrics.Report) {
	t.Helper()
	var staff metrics.AgentFigures
	for _, a := range r.Agents {
		want := o.agent(a.ID, o.whole())
		plus(&staff, want)
		var lines []metrics.Interval[metrics.AgentFigures]
		for _, s := range o.stretches() {
			if f := o.agent(a.ID, s); !idleAgent(f) {
				lines = append(lines, metrics.Interval[metrics.AgentFigures]{Start: s.from, End: s.to, Figures: f})
			}
		}
		agreeFigures(t, string(a.ID), want, a.Total)
		agreeFigures(t, string(a.ID)+" by interval", lines, a.Intervals)
		agreeSum(t, string(a.ID), a.Intervals, a.Total)
		sound(t, string(a.ID), a.Total, r.To.Sub(r.From))
	}
	agreeFigures(t, "staff", staff, r.Staff.Total)
	agreeSum(t, "staff", r.Staff.Intervals, r.Staff.Total)
}

// sound demands of an agent's times what is so whatever happens.
func sound(t failer, who string, f metrics.AgentFigures, passed time.Duration) {
	t.Helper()
	atWork := f.Busy
	atWork.Add(f.Free)
	if exceeds(f.SignedIn(), metrics.SumOf(passed)) || exceeds(atWork, f.SignedIn()) || exceeds(f.Free, f.Available) || exceeds(f.Busy, f.InHand) {
		t.Errorf("times of %s in %v: %+v", who, passed, f)
	}
	if o := f.Occupancy(); o < 0 || o > 1 {
		t.Errorf("occupancy of %s %v", who, o)
	}
	if c := f.Concurrency(); c < 1 {
		t.Errorf("concurrency of %s %v", who, c)
	}
}

func exceeds(a, b metrics.Sum) bool { return a.Compare(b) > 0 }

// TestSimulatedDays compares figures with the oracle's over days of random centers.
func TestSimulatedDays(t *testing.T) {
	t.Parallel()
	seen := make(map[string]int)
	rapid.Check(t, func(t *rapid.T) {
		log := simulated(t, randomScenario(t), rapid.Uint64Range(0, 999).Draw(t, "seed"))
		interval := rapid.SampledFrom([]time.Duration{3 * time.Minute, 10 * time.Minute, time.Hour}).Draw(t, "interval")
		until := log[len(log)-1].At.Add(rapid.SampledFrom([]time.Duration{0, time.Second, 20 * time.Minute}).Draw(t, "later"))
		cfg := counting(interval)
		r := folded(cfg, log, until)
		agree(t, newOracle(cfg, log, until), r)
		note(seen, r)
	})
	for _, what := range []string{"answered", "abandoned", "short", "moved", "missed", "concurrent"} {
		if seen[what] == 0 && !race.Enabled {
			t.Errorf("no day with contacts %s", what)
		}
	}
}

// note counts logs by what there was, so that no part of the figures goes untried.
func note(seen map[string]int, r metrics.Report) {
	all, staff := &r.All.Total, &r.Staff.Total
	for what, is := range map[string]bool{
		"answered": all.Answered > 0, "abandoned": all.Abandoned > 0, "short": all.AbandonedShort > 0,
		"moved": all.MovedIn > 0, "missed": all.Offers.Missed > 0, "concurrent": exceeds(staff.InHand, staff.Busy),
		"dropped": all.Dropped > 0, "declined": all.Offers.Declined > 0, "withdrawn": all.Offers.Withdrawn > 0,
		"transferred": all.TransfersOut > 0, "conferred": all.Offers.Conferences > 0, "held": all.Handling.Hold.Seconds() > 0,
		"standing": r.All.Now.Length > 0, "in hand": r.All.Now.InHand > 0, "in RONA": staff.RONA.Seconds() > 0,
	} {
		seen[what] += one(is)
	}
}

func randomScenario(t *rapid.T) simulate.Scenario {
	few := func(name string, of ...float64) []float64 { return []float64{rapid.SampledFrom(of).Draw(t, name)} }
	agents := func(name string) []int { return rapid.SliceOfN(rapid.IntRange(0, 4), 3, 3).Draw(t, name) }
	return simulate.Scenario{
		PeriodMinutes: 15, Periods: 3, TargetSeconds: 20, OfferSeconds: 12,
		Types: []simulate.Type{
			{ID: "chat", Arrivals: few("chats", 0.5, 2), Patience: few("patience", 0, 0.5, 2), Bot: simulate.Bot{Containment: 0.2, Minutes: 1}},
			{ID: "voice", Channel: "voice", Arrivals: few("calls", 0.3, 1), Patience: few("patience", 0.3, 1), WrapUp: few("wrap-up", 0, 1)},
			{ID: "mail", Channel: "email", Arrivals: few("mails", 0, 0.4)},
			{ID: "more", Arrivals: few("more", 0, 0.2), Patience: few("patience", 1)},
		},
		Groups: []simulate.Group{
			{
				ID: "a", Agents: agents("a"), Serves: []string{"chat", "mail", "more"}, AnswerSeconds: 3,
				Parallel:        rapid.IntRange(1, 3).Draw(t, "parallel"),
				MissProbability: few("miss", 0, 0.1, 0.3)[0], RONAMinutes: 1,
			},
			{ID: "b", Agents: agents("b"), Serves: []string{"voice", "more"}, MissProbability: few("miss", 0, 0.2)[0], RONAMinutes: 0.5},
		},
		ServiceMinutes: few("service", 1, 3), WrapUpMinutes: few("wrap-up", 0.3),
		QueueCapacity: rapid.SampledFrom([]int{0, 8}).Draw(t, "capacity"), Drain: rapid.Bool().Draw(t, "drain"), Days: 1,
		Setup: []routing.Command{routing.SetQueue{Queue: routing.Queue{
			ID: "chat", Name: "Chat", Channel: contact.Chat, Offer: 12 * time.Second,
			Overflow: routing.Overflow{After: time.Minute, Queue: "more"},
		}}},
	}
}

// simulated returns the events of a scenario's first day.
func simulated(t failer, s simulate.Scenario, seed uint64) (log []routing.Event) {
	t.Helper()
	s.Observe = func(int) func([]routing.Event) {
		return func(events []routing.Event) { log = append(log, events...) }
	}
	if _, err := simulate.Run(context.Background(), s, seed); err != nil {
		t.Fatal(err)
	}
	return log
}

// TestSamples: what the hook is told adds up to the figures.
func TestSamples(t *testing.T) {
	type key struct {
		measure metrics.Measure
		queue   contact.QueueID
	}
	sums, counts := make(map[key]time.Duration), make(map[metrics.Measure]int)
	agents := make(map[contact.AgentID]time.Duration)
	cfg := counting(time.Hour)
	cfg.Hook = func(s metrics.Sample) {
		sums[key{s.Measure, s.Queue}] += s.Took
		counts[s.Measure]++
		if s.Measure == metrics.Handle {
			agents[s.Agent] += s.Took
		}
	}
	log := simulated(t, busyDay(6), 3)
	r := folded(cfg, log, log[len(log)-1].At)
	for _, q := range r.Queues {
		h := q.Total.Handling
		for m, want := range []metrics.Sum{q.Total.AnswerTime, q.Total.AbandonTime, h.Talk, h.Hold, h.WrapUp, h.Time()} {
			if got := metrics.SumOf(sums[key{metrics.Measure(m), q.ID}]); got != want {
				t.Errorf("samples of %v in %s add up to %v, want %v", metrics.Measure(m), q.ID, got, want)
			}
		}
	}
	for _, a := range r.Agents {
		if got, want := metrics.SumOf(agents[a.ID]), a.Total.Handling.Time(); got != want {
			t.Errorf("handle times of %s add up to %v, want %v", a.ID, got, want)
		}
	}
	all := r.All.Total
	want := []int{all.Answered, all.Abandoned, all.Handling.Handled, all.Handling.Handled, all.Handling.Handled, all.Handling.Handled}
	for m, n := range want {
		if got := counts[metrics.Measure(m)]; got != n || n == 0 {
			t.Errorf("%d samples of %v, want %d", got, metrics.Measure(m), n)
		}
	}
}

// busyDay is a center of chat and voice with so many agents, and as much to do as they can.
func busyDay(agents int) simulate.Scenario {
	n := float64(agents)
	return simulate.Scenario{
		PeriodMinutes: 30, Periods: 2, TargetSeconds: 20, OfferSeconds: 15,
		Types: []simulate.Type{
			{ID: "chat", Arrivals: []float64{0.3 * n}, Patience: []float64{2}},
			{ID: "voice", Channel: "voice", Arrivals: []float64{0.15 * n}, Patience: []float64{1}},
		},
		Groups: []simulate.Group{
			{ID: "a", Agents: []int{max(agents/2, 1)}, Serves: []string{"chat"}, Parallel: 2, AnswerSeconds: 3, MissProbability: 0.05, RONAMinutes: 1},
			{ID: "b", Agents: []int{max(agents/2, 1)}, Serves: []string{"voice", "chat"}, AnswerSeconds: 2},
		},
		ServiceMinutes: []float64{2}, WrapUpMinutes: []float64{0.3}, Days: 1,
	}
}

// TestReportsLeaveNoTrace: figures that were looked at while a contact waited, which then overflowed with its wait, come
// out like those that were not.
func TestReportsLeaveNoTrace(t *testing.T) {
	s := open(t, metrics.Config{})
	s.enqueue("c1", "sales")
	s.wait(50 * time.Second)
	if got, want := s.queue("sales").Total.LongestWait, 50*time.Second; got != want {
		t.Errorf("longest wait %v, want %v", got, want)
	}
	s.wait(20 * time.Second)
	got, want := s.m.Report(s.now), folded(metrics.Config{}, s.log, s.now)
	if diff := cmp.Diff(want, got); diff != "" || want.All.Total.MovedIn != 1 {
		t.Errorf("report mismatch (-asked once +asked before):\n%s", diff)
	}
}

func TestReportOfNothing(t *testing.T) {
	if diff := cmp.Diff(metrics.Report{}, metrics.New(metrics.Config{}).Report(nine)); diff != "" {
		t.Errorf("report of no events mismatch (-want +got):\n%s", diff)
	}
}
