package metrics_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// TestIntervals: what happens counts where it happens, and time where it passes.
func TestIntervals(t *testing.T) {
	s := open(t, metrics.Config{Interval: 15 * time.Minute})
	s.now = nine.Add(10 * time.Minute)
	s.enqueue("c1", "help")
	s.wait(10 * time.Minute)
	s.work("kim")
	s.accept("kim", "c1")
	s.wait(40 * time.Minute) // to 10:00
	s.finish("kim", "c1", time.Minute)
	type row struct {
		From                       string
		Entered, Answered, Handled int
		Waiting                    metrics.Sum
		Longest                    time.Duration
		Length                     int
	}
	var got []row
	for _, in := range s.queue("help").Intervals {
		f := in.Figures
		got = append(got, row{in.Start.Format("15:04"), f.Entered, f.Answered, f.Handling.Handled, f.WaitingTime, f.LongestWait, f.MaxLength})
	}
	want := []row{
		{"09:00", 1, 0, 0, metrics.SumOf(5 * time.Minute), 5 * time.Minute, 1},
		{"09:15", 0, 1, 0, metrics.SumOf(5 * time.Minute), 10 * time.Minute, 1},
		{"10:00", 0, 0, 1, metrics.Sum{}, 0, 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("queue by interval mismatch (-want +got):\n%s", diff)
	}
	var busy []time.Duration
	for _, in := range s.agent("kim").Intervals {
		busy = append(busy, in.Figures.Busy.Duration())
	}
	if diff := cmp.Diff([]time.Duration{10 * time.Minute, 15 * time.Minute, 15 * time.Minute, time.Minute}, busy); diff != "" {
		t.Errorf("busy by interval mismatch (-want +got):\n%s", diff)
	}
}

// TestZone: intervals begin at midnight of the zone, and a day is a calendar day, also one of 23 or 25 hours.
func TestZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	seoul := time.FixedZone("Asia/Seoul", 9*3600)
	for _, c := range []struct {
		zone       *time.Location
		interval   time.Duration
		at         time.Time
		start, end time.Time
	}{
		{seoul, 24 * time.Hour, nine, time.Date(2026, 3, 2, 0, 0, 0, 0, seoul), time.Date(2026, 3, 3, 0, 0, 0, 0, seoul)},
		{seoul, 7 * time.Hour, nine.Add(14 * time.Hour), time.Date(2026, 3, 3, 7, 0, 0, 0, seoul), time.Date(2026, 3, 3, 14, 0, 0, 0, seoul)},
		{seoul, 7 * time.Hour, nine.Add(5 * time.Hour), time.Date(2026, 3, 2, 21, 0, 0, 0, seoul), time.Date(2026, 3, 3, 0, 0, 0, 0, seoul)},
		{berlin, 24 * time.Hour, time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC), time.Date(2026, 3, 29, 0, 0, 0, 0, berlin), time.Date(2026, 3, 30, 0, 0, 0, 0, berlin)},
		{berlin, time.Hour, time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), time.Date(2026, 10, 25, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC)},
	} {
		m := metrics.New(metrics.Config{Interval: c.interval, Zone: c.zone, Keep: 5})
		m.Apply(routing.Event{At: c.at, Payload: routing.ContactQueued{Contact: "c", Queue: "q", Channel: contact.Chat}})
		m.Apply(routing.Event{At: c.at.Add(240 * time.Hour / 100), Payload: routing.ContactClosed{Contact: "c", Reason: contact.Abandoned}})
		r := m.Report(c.end)
		got := r.All.Intervals[0]
		if !got.Start.Equal(c.start) || !got.End.Equal(c.end) {
			t.Errorf("%v at %v in %v: from %v to %v, want %v to %v", c.interval, c.at, c.zone, got.Start, got.End, c.start, c.end)
		}
	}
}

// TestKeep: intervals far back are not kept apart, and the totals lose nothing, even of a time that nobody reported.
func TestKeep(t *testing.T) {
	s := open(t, metrics.Config{Interval: time.Minute, Keep: 3})
	s.work("kim")
	s.enqueue("c1", "help")
	s.accept("kim", "c1")
	s.wait(1000 * time.Hour)
	s.finish("kim", "c1", 0)
	r := s.agent("kim")
	if got := r.Total.Busy; got != metrics.SumOf(1000*time.Hour) {
		t.Errorf("busy for %v, want 1000h", got)
	}
	var sum metrics.Sum
	for _, in := range r.Intervals {
		sum.Add(in.Figures.Busy)
	}
	if sum.Compare(metrics.SumOf(4*time.Minute)) > 0 || len(r.Intervals) > 4 {
		t.Errorf("%d intervals kept, with %v", len(r.Intervals), sum)
	}
}

// TestReportIsItsOwn: a report does not change with what comes later, and a later time brings it up to date.
func TestReportIsItsOwn(t *testing.T) {
	s := open(t, metrics.Config{})
	s.enqueue("c1", "help")
	before := s.m.Report(s.now)
	s.wait(time.Minute)
	if got := s.m.Report(s.now).All.Now.LongestWait; got != time.Minute {
		t.Errorf("longest wait %v after a minute", got)
	}
	s.work("kim")
	s.accept("kim", "c1")
	if before.All.Total.Answered != 0 || before.All.Total.Answers.Count() != 0 || before.All.Total.WaitingTime != (metrics.Sum{}) {
		t.Errorf("the report has changed: %+v", before.All.Total)
	}
}
