package metrics_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/routing/metrics"
)

const twoMonths = 60 * 24 * time.Hour

// right reports how a distribution differs from the times themselves: by more than 1 %, or half a millisecond.
func right(times []time.Duration, d metrics.Distribution) error {
	if got, want := d.Count(), int64(len(times)); got != want {
		return fmt.Errorf("count %d, want %d", got, want)
	}
	sorted := make([]time.Duration, len(times))
	sum := 0.0
	for i, took := range times {
		sorted[i] = min(max(took, 0), twoMonths)
		sum += float64(sorted[i])
	}
	slices.Sort(sorted)
	if len(sorted) == 0 {
		sorted, sum = []time.Duration{0}, 0
	}
	for _, c := range []struct {
		name      string
		got, want time.Duration
	}{
		{"mean", d.Mean(), time.Duration(sum / float64(len(sorted)))}, {"max", d.Max(), sorted[len(sorted)-1]},
		{"least", d.Percentile(0), sorted[0]}, {"median", d.Percentile(50), percentile(sorted, 50)},
		{"p90", d.Percentile(90), percentile(sorted, 90)}, {"p99", d.Percentile(99), percentile(sorted, 99)},
		{"p99.9", d.Percentile(99.9), percentile(sorted, 99.9)}, {"p100", d.Percentile(100), sorted[len(sorted)-1]},
		{"p120", d.Percentile(120), sorted[len(sorted)-1]}, {"p-1", d.Percentile(-1), sorted[0]},
	} {
		if off := (c.got - c.want).Abs(); off > c.want/100+time.Millisecond/2 {
			return fmt.Errorf("%s %v, want %v", c.name, c.got, c.want)
		}
	}
	return nil
}

// within reports how Within differs from counting: by no more than the times that are as good as at the limit.
func within(sorted []time.Duration, d metrics.Distribution, limit time.Duration) error {
	least, most := int64(0), int64(0)
	slack := limit.Abs()/100 + time.Millisecond
	for _, took := range sorted {
		took = min(max(took, 0), twoMonths)
		if took <= limit-slack {
			least++
		}
		if took <= limit+slack {
			most++
		}
	}
	if got := d.Within(limit); got < least || got > most {
		return fmt.Errorf("%d within %v, want %d to %d", got, limit, least, most)
	}
	return nil
}

func someTimes(t *rapid.T, name string) []time.Duration {
	scale := rapid.SampledFrom([]time.Duration{time.Millisecond, time.Second, time.Minute, time.Hour, 24 * time.Hour}).Draw(t, name+"'s scale")
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) time.Duration {
		return time.Duration(rapid.Float64Range(0, 100).Draw(t, "of it") * float64(scale))
	}), 0, 200).Draw(t, name)
}

func recorded(times []time.Duration) (d metrics.Distribution) {
	for _, took := range times {
		d.Record(took)
	}
	return d
}

func TestDistribution(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someTimes(t, "a"), someTimes(t, "b")
		d, o := recorded(a), recorded(b)
		if err := right(a, d); err != nil {
			t.Error(err)
		}
		d.Add(&o)
		both := slices.Concat(a, b)
		if err := right(both, d); err != nil {
			t.Errorf("of both: %v", err)
		}
		if err := right(b, o); err != nil {
			t.Errorf("of the other: %v", err)
		}
		for _, limit := range append(both, 0, 500*time.Microsecond, 20*time.Second, time.Hour) {
			if err := within(both, d, limit); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestDistributionOfMany: as lognormal as handle times are, and each percentile as it should be.
func TestDistributionOfMany(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	times := make([]time.Duration, 20_000)
	for i := range times {
		times[i] = time.Duration(math.Exp(r.NormFloat64()*1.5) * float64(90*time.Second))
	}
	d := recorded(times)
	if err := right(times, d); err != nil {
		t.Error(err)
	}
	slices.Sort(times)
	for p := 0.5; p < 100; p += 0.5 {
		got, want := d.Percentile(p), percentile(times, p)
		if off := (got - want).Abs(); off > want/100+time.Millisecond/2 {
			t.Errorf("p%v %v, want %v", p, got, want)
		}
		if err := within(times, d, want); err != nil {
			t.Error(err)
		}
	}
}

func TestDistributionOfOddTimes(t *testing.T) {
	var none, d metrics.Distribution
	if err := right(nil, none); err != nil {
		t.Error(err)
	}
	none.Add(&d)
	d.Add(&none)
	if none.Count() != 0 || none.Within(time.Hour) != 0 || none.Within(-1) != 0 {
		t.Error("there is something in none")
	}
	odd := []time.Duration{-1, math.MinInt64, math.MaxInt64, twoMonths - 1, twoMonths, twoMonths + 1, 0, 1}
	d = recorded(odd)
	if err := right(odd, d); err != nil {
		t.Error(err)
	}
	for limit, want := range map[time.Duration]int64{-1: 0, 0: 4, time.Hour: 4, math.MaxInt64: 8, math.MinInt64: 0} {
		if got := d.Within(limit); got != want {
			t.Errorf("%d within %v, want %d", got, limit, want)
		}
	}
	twice := recorded(odd)
	twice.Add(&twice)
	if got := twice.Count(); got != 16 {
		t.Errorf("%d times after it was added to itself, want 16", got)
	}
}

// TestDistributionByTheMillisecond: below 128 ms each is kept apart, and the target of a service level is exact there.
func TestDistributionByTheMillisecond(t *testing.T) {
	var d metrics.Distribution
	for ms := range 128 {
		d.Record(time.Duration(ms) * time.Millisecond)
	}
	for ms := range 128 {
		if got := d.Within(time.Duration(ms) * time.Millisecond); got != int64(ms)+1 {
			t.Errorf("%d within %d ms, want %d", got, ms, ms+1)
		}
	}
}

func TestDistributionJSON(t *testing.T) {
	var none metrics.Distribution
	for want, d := range map[string]metrics.Distribution{
		`{"count":0,"mean_ns":0,"p50_ns":0,"p90_ns":0,"p99_ns":0,"max_ns":0}`: none,
		`{"count":2,"mean_ns":20000000,"p50_ns":10000000,"p90_ns":30000000,"p99_ns":30000000,"max_ns":30000000}`: recorded(
			[]time.Duration{10 * time.Millisecond, 30 * time.Millisecond}),
	} {
		got, err := json.Marshal(d)
		if err != nil || string(got) != want {
			t.Errorf("JSON %s, %v, want %s", got, err, want)
		}
	}
}

// TestAddLeavesCopies: what is added to a distribution, figures or a report is not added to others that were copied.
func TestAddLeavesCopies(t *testing.T) {
	a, b := recorded([]time.Duration{time.Second, time.Minute}), recorded([]time.Duration{time.Hour})
	sum := a
	sum.Add(&b)
	sum.Add(&b)
	if sum.Count() != 4 || a.Count() != 2 || b.Count() != 1 {
		t.Errorf("%d, %d and %d times, want 4, 2 and 1", sum.Count(), a.Count(), b.Count())
	}
	m, at := large(2)
	want, got := m.Report(at), m.Report(at)
	figures, queue, agent := got.All.Total, got.All, got.Staff
	figures.Add(&got.Queues[0].Total)
	queue.Add(&got.Queues[0])
	agent.Add(&got.Agents[0])
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("report mismatch after its copies were added to (-before +after):\n%s", diff)
	}
	if answered := want.All.Total.Answered + want.Queues[0].Total.Answered; figures.Answered != answered || queue.Total.Answered != answered ||
		figures.Answers.Count() != int64(answered) || !figures.Answers.Equal(queue.Total.Answers) {
		t.Errorf("%d and %d answered, want %d", figures.Answered, queue.Total.Answered, answered)
	}
	first := want.All.Intervals[0].Figures.Answers.Count() + want.Queues[0].Intervals[0].Figures.Answers.Count()
	if got := queue.Intervals[0].Figures.Answers.Count(); got != first {
		t.Errorf("%d answers in the first interval, want %d", got, first)
	}
	twice := want.All
	twice.Add(&twice)
	if got := twice.Total.Handles.Count(); got != 2*want.All.Total.Handles.Count() {
		t.Errorf("%d handle times in a report that was added to itself", got)
	}
}

func TestDistributionEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := someTimes(t, "a")
		mixed := rapid.Permutation(a).Draw(t, "a in another order")
		if !recorded(a).Equal(recorded(mixed)) {
			t.Fatalf("not equal in another order: %v", a)
		}
		halves := recorded(a[:len(a)/2])
		rest := recorded(a[len(a)/2:])
		halves.Add(&rest)
		if !recorded(a).Equal(halves) {
			t.Fatalf("not equal in two parts: %v", a)
		}
		if len(a) == 0 {
			return
		}
		i := rapid.IntRange(0, len(a)-1).Draw(t, "which")
		other := append([]time.Duration{}, a...)
		if other[i] > time.Hour { // not beyond the longest, where all are as long
			other[i] = min(other[i], twoMonths) * 19 / 20
		} else {
			other[i] += max(other[i]/20, 2*time.Millisecond)
		}
		for _, b := range []metrics.Distribution{recorded(a[1:]), recorded(append(mixed, time.Second)), recorded(other), {}} {
			if recorded(a).Equal(b) || b.Equal(recorded(a)) {
				t.Fatalf("%v equals one with other times", a)
			}
		}
	})
}
