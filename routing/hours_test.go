package routing

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata" // zones that do not depend on where the test runs

	"github.com/acdkit/acdkit/contact"
)

// TestHours: open hours go by the wall clock of their zone, on the days that clocks change too.
func TestHours(t *testing.T) {
	weekdays := func(zone string, from, to int, days ...time.Weekday) Hours {
		h := Hours{Zone: zone}
		for _, d := range days {
			h.Spans = append(h.Spans, Opened{d, from, to})
		}
		return h
	}
	office := weekdays("Europe/Berlin", 9*60, 17*60, time.Monday)
	night := weekdays("Europe/Berlin", 2*60, 3*60, time.Sunday) // the hour that is skipped or comes twice
	for _, test := range []struct {
		name  string
		hours Hours
		utc   string
		want  bool
	}{
		{"always", Hours{}, "2026-03-02T03:00:00Z", true},
		{"zone alone", Hours{Zone: "Asia/Seoul"}, "2026-03-02T03:00:00Z", true},
		{"before", office, "2026-03-02T07:59:59Z", false},
		{"from", office, "2026-03-02T08:00:00Z", true},
		{"until", office, "2026-03-02T15:59:59Z", true},
		{"to", office, "2026-03-02T16:00:00Z", false},
		{"another day", office, "2026-03-03T10:00:00Z", false},
		{"summer, before", office, "2026-07-06T06:59:59Z", false},
		{"summer, from", office, "2026-07-06T07:00:00Z", true},
		{"summer, to", office, "2026-07-06T15:00:00Z", false},
		{"the hour that is skipped, before", night, "2026-03-29T00:59:59Z", false},
		{"the hour that is skipped, after", night, "2026-03-29T01:00:00Z", false},
		{"the hour that comes twice, first", night, "2026-10-25T00:30:00Z", true},
		{"the hour that comes twice, second", night, "2026-10-25T01:30:00Z", true},
		{"the hour that comes twice, after", night, "2026-10-25T02:00:00Z", false},
		{"a day ahead", weekdays("Asia/Seoul", 0, 60, time.Tuesday), "2026-03-02T15:30:00Z", true},
		{"half an hour off", weekdays("Asia/Kolkata", 0, 30, time.Tuesday), "2026-03-02T18:45:00Z", true},
		{"until midnight", weekdays("", 23*60, 24*60, time.Monday), "2026-03-02T23:59:59Z", true},
		{"after midnight", weekdays("", 23*60, 24*60, time.Monday), "2026-03-03T00:00:00Z", false},
	} {
		if got := admits(t, test.hours, contact.Chat, test.utc); got != test.want {
			t.Errorf("%s: open at %s = %v, want %v", test.name, test.utc, got, test.want)
		}
	}
	if !admits(t, office, contact.Email, "2026-03-03T10:00:00Z") {
		t.Error("a queue of emails closes")
	}
}

// admits reports whether a queue with those hours takes a contact.
func admits(t *testing.T, h Hours, ch contact.Channel, utc string) bool {
	t.Helper()
	now, err := time.Parse(time.RFC3339, utc)
	if err != nil {
		t.Fatal(err)
	}
	f := NewFloor(FloorConfig{})
	if _, err := f.Step(now, SetQueue{Queue{ID: "q", Channel: ch, Hours: h}}); err != nil {
		t.Fatal(err)
	}
	_, err = f.Step(now, Enqueue{Contact: "c", Queue: "q"})
	if err != nil && !errors.Is(err, ErrQueueClosed) {
		t.Fatal(err)
	}
	view, _ := f.Queue("q")
	if view.Open != (err == nil) {
		t.Errorf("%s: the view says open %v, the queue %v", utc, view.Open, err)
	}
	return err == nil
}

// TestHoursReplay: a node that does not know a zone any more goes by UTC, and replays all the same.
func TestHoursReplay(t *testing.T) {
	f := NewFloor(FloorConfig{})
	events, err := f.Step(time.Unix(0, 0), SetQueue{Queue{ID: "q", Channel: contact.Chat, Hours: Hours{Zone: "Asia/Seoul"}}})
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := NewFloor(FloorConfig{Zone: func(string) (*time.Location, error) { return nil, errors.New("no zones here") }})
	elsewhere.Apply(events[0])
	if elsewhere.Err() != nil || elsewhere.queues["q"].zone != time.UTC {
		t.Errorf("zone = %v, %v, want UTC", elsewhere.queues["q"].zone, elsewhere.Err())
	}
}
