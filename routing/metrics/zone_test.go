package metrics_test

import (
	"math"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// atWork returns the intervals of an agent who is Available all the time, and the report they are of.
func atWork(cfg metrics.Config, from, to time.Time) ([]metrics.Interval[metrics.AgentFigures], metrics.Report) {
	m := metrics.New(cfg)
	m.Apply(routing.Event{At: from, Payload: routing.AgentStateSet{Agent: "kim", State: contact.Available}})
	r := m.Report(to)
	return r.Agents[0].Intervals, r
}

// TestOddDays: days without a 0:00, with two, of 23 and 25 hours, and one that never was. Intervals follow each other
// without gaps, none is longer than it should be, none reaches over midnight, and no time is lost.
func TestOddDays(t *testing.T) {
	for _, c := range []struct {
		zone  string
		year  int
		month time.Month
		day   int
	}{
		{"America/Santiago", 2026, 9, 6}, {"America/Santiago", 2026, 4, 5}, {"America/Havana", 2026, 3, 8},
		{"America/Havana", 2026, 11, 1}, {"Africa/Cairo", 2026, 4, 24}, {"Africa/Cairo", 2026, 10, 30},
		{"Asia/Beirut", 2026, 3, 29}, {"Asia/Beirut", 2026, 10, 25}, {"America/Sao_Paulo", 2018, 11, 4},
		{"America/Asuncion", 2021, 10, 3}, {"Australia/Lord_Howe", 2026, 4, 5}, {"Pacific/Apia", 2011, 12, 30},
		{"Europe/Berlin", 2026, 3, 29}, {"Europe/Berlin", 2026, 10, 25}, {"Asia/Kathmandu", 2026, 1, 1},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		from := time.Date(c.year, c.month, c.day-2, 12, 7, 0, 0, zone)
		to := from.Add(5 * 24 * time.Hour)
		for _, length := range []time.Duration{15 * time.Minute, time.Hour, 7 * time.Hour, 24 * time.Hour} {
			intervals, r := atWork(metrics.Config{Zone: zone, Interval: length, Keep: math.MaxInt}, from, to)
			inOrder(t, c.zone, length, intervals, r)
		}
	}
}

func inOrder(t *testing.T, zone string, length time.Duration, intervals []metrics.Interval[metrics.AgentFigures], r metrics.Report) {
	t.Helper()
	var sum metrics.Sum
	day := length
	if length == 24*time.Hour {
		day = 25 * time.Hour
	}
	for i, in := range intervals {
		sum.Add(in.Figures.Available)
		last := in.End.Add(-1)
		if i > 0 && !in.Start.Equal(intervals[i-1].End) || in.End.Sub(in.Start) > day || in.Start.Day() != last.Day() {
			t.Errorf("%s by %v: interval %d of %d is from %v to %v", zone, length, i, len(intervals), in.Start, in.End)
		}
	}
	if passed := metrics.SumOf(r.To.Sub(r.From)); sum != passed || r.Agents[0].Total.Available != passed {
		t.Errorf("%s by %v: %v in intervals and %v in all, want %v", zone, length, sum, r.Agents[0].Total.Available, passed)
	}
}

// TestClockSetBackOverMidnight: St. John's used to set its clock back at 0:01, to the day before. No time is lost.
func TestClockSetBackOverMidnight(t *testing.T) {
	zone, err := time.LoadLocation("America/St_Johns")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2006, 10, 27, 12, 0, 0, 0, zone)
	for _, length := range []time.Duration{time.Minute, 30 * time.Minute, 24 * time.Hour} {
		_, r := atWork(metrics.Config{Zone: zone, Interval: length, Keep: math.MaxInt}, from, from.Add(72*time.Hour))
		var sum metrics.Sum
		for _, in := range r.Agents[0].Intervals {
			sum.Add(in.Figures.Available)
		}
		if sum != metrics.SumOf(72*time.Hour) {
			t.Errorf("by %v: %v in intervals, want 72h", length, sum)
		}
	}
}

// TestKeepDays: a week of days is a week also when a day of it has 25 hours.
func TestKeepDays(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 10, 19, 9, 0, 0, 0, zone)
	for _, to := range []time.Time{time.Date(2026, 10, 28, 0, 0, 0, 1, zone), time.Date(2026, 10, 28, 23, 0, 0, 0, zone)} {
		intervals, _ := atWork(metrics.Config{Zone: zone, Interval: 24 * time.Hour, Keep: 7}, from, to)
		if len(intervals) != 8 || intervals[0].Start.Day() != 21 {
			t.Errorf("at %v: %d days from %v on, want 8 from the 21st", to, len(intervals), intervals[0].Start)
		}
	}
}

// TestKeepAll: as many intervals as a number can say are kept apart, and nothing is.
func TestKeepAll(t *testing.T) {
	for _, length := range []time.Duration{time.Minute, time.Hour, 24 * time.Hour, math.MaxInt64} {
		intervals, _ := atWork(metrics.Config{Interval: length, Keep: math.MaxInt}, nine, nine.Add(50*time.Hour))
		if got, want := len(intervals), int(max(50*time.Hour/min(length, 24*time.Hour), 3)); got != want && got != want+1 {
			t.Errorf("%d intervals of %v kept, want %d", got, length, want)
		}
	}
}

// TestFromTheEpochOn: a clock may begin at 1970.
func TestFromTheEpochOn(t *testing.T) {
	epoch := time.Unix(0, 0).UTC()
	m := metrics.New(metrics.Config{})
	for _, ev := range []routing.Event{
		{At: epoch, Payload: routing.AgentStateSet{Agent: "kim", State: contact.Available}},
		{At: epoch.Add(time.Hour), Payload: routing.AgentStateSet{Agent: "kim", State: contact.Idle}},
	} {
		m.Apply(ev)
	}
	kim := m.Report(epoch.Add(2 * time.Hour)).Agents[0]
	if got := kim.Total.Available.Duration().Round(time.Second); got != time.Hour || len(kim.Intervals) != 4 {
		t.Errorf("available for %v in %d intervals, want 1h in 4", got, len(kim.Intervals))
	}
}
