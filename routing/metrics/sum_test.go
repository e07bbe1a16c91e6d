package metrics_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

const year = 365 * 24 * time.Hour

func nanosOf(d time.Duration) *big.Int { return big.NewInt(int64(d)) }

// bounded is a number as the nearest Duration.
func bounded(n *big.Int) time.Duration {
	switch {
	case n.IsInt64():
		return time.Duration(n.Int64())
	case n.Sign() < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}

// exactly reports whether a sum is a number of nanoseconds: by its JSON, which has all digits.
func exactly(t failer, s metrics.Sum, want *big.Int) {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	got, ok := new(big.Rat).SetString(string(text))
	if !ok || got.Cmp(new(big.Rat).SetFrac(want, big.NewInt(1e9))) != 0 {
		t.Fatalf("sum is %s seconds, want %v nanoseconds", text, want)
	}
	var back metrics.Sum
	if err := json.Unmarshal(text, &back); err != nil || back != s {
		t.Fatalf("JSON %s is read as %v, %v, want %v", text, back, err, s)
	}
	if got := s.Duration(); got != bounded(want) {
		t.Fatalf("%v as a Duration is %v, want %v", s, got, bounded(want))
	}
	if got, want := s.String(), s.Duration().String(); s.Duration().Abs() < math.MaxInt64 && got != want {
		t.Fatalf("sum is %s, want %s", got, want)
	}
}

// TestSum compares sums with those of numbers of any size.
func TestSum(t *testing.T) {
	t.Parallel()
	someTime := rapid.Map(rapid.OneOf(rapid.Int64(), rapid.Int64Range(-3e9, 3e9)), func(n int64) time.Duration { return time.Duration(n) })
	rapid.Check(t, func(t *rapid.T) {
		var s metrics.Sum
		want := new(big.Int)
		t.Repeat(map[string]func(*rapid.T){
			"time": func(t *rapid.T) {
				d := someTime.Draw(t, "time")
				s.AddTime(d)
				want.Add(want, nanosOf(d))
			},
			"times": func(t *rapid.T) {
				d, n := someTime.Draw(t, "time"), rapid.IntRange(-1e6, 1e6).Draw(t, "n")
				s.AddTimes(d, n)
				want.Add(want, new(big.Int).Mul(nanosOf(d), big.NewInt(int64(n))))
			},
			"so many": func(t *rapid.T) { // of so little that it can be told
				d, n := time.Duration(rapid.Int64Range(-999_999_999, 999_999_999).Draw(t, "time")), rapid.Int().Draw(t, "n")
				var more metrics.Sum
				more.AddTimes(d, n)
				exactly(t, more, new(big.Int).Mul(nanosOf(d), big.NewInt(int64(n))))
			},
			"sum": func(t *rapid.T) {
				times := rapid.SliceOfN(someTime, 0, 5).Draw(t, "times")
				s.Add(metrics.SumOf(times...))
				for _, d := range times {
					want.Add(want, nanosOf(d))
				}
			},
			"compare": func(t *rapid.T) {
				d := someTime.Draw(t, "time")
				if got := s.Compare(metrics.SumOf(d)); got != want.Cmp(nanosOf(d)) {
					t.Fatalf("%v compared with %v is %d", s, d, got)
				}
				if got := s.Equal(metrics.SumOf(d)); got != (want.Cmp(nanosOf(d)) == 0) {
					t.Fatalf("%v equals %v: %v", s, d, got)
				}
			},
			"mean": func(t *rapid.T) {
				n := rapid.OneOf(rapid.IntRange(1, 1e6), rapid.IntRange(1, math.MaxInt)).Draw(t, "n")
				if got, mean := s.Mean(n), bounded(new(big.Int).Quo(want, big.NewInt(int64(n)))); got != mean {
					t.Fatalf("mean of %v over %d is %v, want %v", s, n, got, mean)
				}
			},
			"": func(t *rapid.T) {
				exactly(t, s, want)
				seconds, _ := new(big.Rat).SetFrac(want, big.NewInt(1e9)).Float64()
				if off := math.Abs(s.Seconds() - seconds); off > math.Abs(seconds)*1e-15+1e-9 {
					t.Fatalf("%v is %v seconds, want %v", s, s.Seconds(), seconds)
				}
			},
		})
	})
}

// TestSumOfEverybody: ten million agents work for a hundred years, each with a nanosecond more.
func TestSumOfEverybody(t *testing.T) {
	const agents = 10_000_000
	life := 100*year + 1
	var s metrics.Sum
	s.AddTimes(life, agents)
	exactly(t, s, new(big.Int).Mul(nanosOf(life), big.NewInt(agents)))
	if got := s.Mean(agents); got != life {
		t.Errorf("mean %v, want %v", got, life)
	}
	if got, want := s.String(), "8760000000000h0m0.01s"; got != want {
		t.Errorf("sum is %s, want %s", got, want)
	}
	if got := s.Duration(); got != math.MaxInt64 {
		t.Errorf("as a Duration it is %v, want the greatest", got)
	}
}

func TestSumOfNothing(t *testing.T) {
	var s metrics.Sum
	for _, n := range []int{0, 1, -1} {
		if got := metrics.SumOf(time.Hour).Mean(min(n, 0)) + s.Mean(n); got != 0 {
			t.Errorf("a mean of nothing is %v", got)
		}
	}
	exactly(t, s, new(big.Int))
	if s != metrics.SumOf() || s != metrics.SumOf(time.Hour, -time.Hour) || s.Seconds() != 0 {
		t.Error("nothing is not 0")
	}
}

func TestSumJSON(t *testing.T) {
	const longest = math.MaxInt64
	for text, want := range map[string]metrics.Sum{
		`0`: {}, `-0`: {}, `-0.0`: {}, `37`: metrics.SumOf(37 * time.Second), `0.5`: metrics.SumOf(time.Second / 2), `-0.5`: metrics.SumOf(-time.Second / 2),
		`1.000000001`: metrics.SumOf(time.Second + 1), `1.0000000019`: metrics.SumOf(time.Second + 1), `-2.000000001`: metrics.SumOf(-2*time.Second - 1),
		`1e3`: metrics.SumOf(1000 * time.Second), `2.5E-1`: metrics.SumOf(time.Second / 4), `-1.5e0`: metrics.SumOf(-1500 * time.Millisecond),
		`1e-999999999`: {}, `9223372036.854775807`: metrics.SumOf(longest), `9223372036.854775808`: metrics.SumOf(longest, 1),
	} {
		var got metrics.Sum
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s is read as %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{
		`"1"`, `{}`, `[]`, `true`, `1e19`, `-1e19`, `1e999999999`, `9223372036854775808`, `-9223372036854775808`, `1` + strings.Repeat("0", 400),
	} {
		got := metrics.SumOf(time.Hour)
		if err := json.Unmarshal([]byte(text), &got); !errors.Is(err, metrics.ErrSum) || got != metrics.SumOf(time.Hour) {
			t.Errorf("%s is read as %v, %v, want %v", text, got, err, metrics.ErrSum)
		}
	}
	for _, text := range []string{``, `-`, `.`, `x`, `1.x`, `e`, `--1`, `+1`, `1_0`, `0x10`, `1.-5`} { // no JSON
		if err := new(metrics.Sum).UnmarshalJSON([]byte(text)); err == nil {
			t.Errorf("%q is read", text)
		}
	}
	got := metrics.SumOf(time.Hour)
	if err := json.Unmarshal([]byte(`null`), &got); err != nil || got != metrics.SumOf(time.Hour) {
		t.Errorf("null is read as %v, %v", got, err)
	}
}

// TestStaffOfCenturies: two thousand agents are Available for as long as figures know, and half of them have a contact
// in hand all that time.
func TestStaffOfCenturies(t *testing.T) {
	const agents = 2000
	from, to := time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC), time.Date(2199, 12, 31, 0, 0, 0, 0, time.UTC)
	m := metrics.New(metrics.Config{})
	put := func(at time.Time, p routing.Payload) { m.Apply(routing.Event{At: at, Payload: p}) }
	for n := range agents {
		put(from, routing.AgentStateSet{Agent: benchAgent(n), State: contact.Available})
		if n%2 == 0 {
			id := contact.ID(benchAgent(n))
			put(from, routing.ContactQueued{Contact: id, Queue: "q", Channel: contact.Voice})
			put(from, routing.OfferAccepted{Contact: id, Agent: benchAgent(n)})
		}
	}
	for n := 0; n < agents; n += 2 {
		id := contact.ID(benchAgent(n))
		put(to, routing.WrapUpStarted{Contact: id, Agent: benchAgent(n)})
		put(to, routing.WrapUpDone{Contact: id, Agent: benchAgent(n)})
	}
	r := m.Report(to)
	passed := to.Sub(from)
	var all, half metrics.Sum
	all.AddTimes(passed, agents)
	half.AddTimes(passed, agents/2)
	f, h := r.Staff.Total, r.All.Total.Handling
	for name, c := range map[string]struct{ got, want metrics.Sum }{
		"available": {f.Available, all}, "signed in": {f.SignedIn(), all}, "busy": {f.Busy, half}, "free": {f.Free, half},
		"in hand": {f.InHand, half}, "handle time": {h.Time(), half}, "talk": {h.Talk, half},
	} {
		if c.got != c.want || c.got.Seconds() < float64(agents/2)*200*year.Seconds() {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
	if got := f.Occupancy(); !near(got, 0.5) {
		t.Errorf("occupancy %v, want 0.5", got)
	}
	if got := f.Concurrency(); !near(got, 1) {
		t.Errorf("concurrency %v, want 1", got)
	}
	if got := h.AverageTime(); got != passed {
		t.Errorf("handle time %v, want %v", got, passed)
	}
}

// TestQueueOfCenturies: many contacts wait for two hundred years, then for an agent each.
func TestQueueOfCenturies(t *testing.T) {
	const contacts = 20_000
	from := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	to := from.Add(200 * year)
	m := metrics.New(metrics.Config{Interval: 24 * time.Hour, Keep: 5})
	id := func(n int) contact.ID { return contact.ID(benchAgent(n)) }
	for n := range contacts {
		m.Apply(routing.Event{At: from, Payload: routing.ContactQueued{Contact: id(n), Queue: "q", Channel: contact.Email}})
	}
	var want metrics.Sum
	want.AddTimes(200*year, contacts)
	waits := m.Report(to).All
	if got := waits.Total.WaitingTime; got != want {
		t.Errorf("waiting time %v, want %v", got, want)
	}
	if got := waits.Total.AverageLength(200 * year); !near(got, contacts) {
		t.Errorf("average length %v, want %d", got, contacts)
	}
	for n := range contacts {
		p := routing.Payload(routing.OfferAccepted{Contact: id(n), Agent: "kim"})
		if n%2 == 0 {
			p = routing.ContactClosed{Contact: id(n), Reason: contact.Abandoned}
		}
		m.Apply(routing.Event{At: to, Payload: p})
	}
	f := m.Report(to).All.Total
	var half metrics.Sum
	half.AddTimes(200*year, contacts/2)
	if f.WaitingTime != want || f.AnswerTime != half || f.AbandonTime != half {
		t.Errorf("waits %v, of the answered %v, of the others %v", f.WaitingTime, f.AnswerTime, f.AbandonTime)
	}
	if f.SpeedOfAnswer() != 200*year || f.TimeToAbandon() != 200*year || f.LongestWait != 200*year {
		t.Errorf("speed of answer %v, time to abandon %v, longest wait %v", f.SpeedOfAnswer(), f.TimeToAbandon(), f.LongestWait)
	}
}
