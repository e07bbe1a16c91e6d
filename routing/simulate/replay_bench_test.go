package simulate

import (
	"testing"

	"github.com/acdkit/acdkit/routing"
)

// BenchmarkReplay replays a day of a large center without changes: what it costs for each contact must not grow with
// the day.
func BenchmarkReplay(b *testing.B) {
	for _, scale := range []struct {
		name    string
		periods int
	}{{"hour", 1}, {"day", 10}} {
		b.Run(scale.name, func(b *testing.B) {
			s := largeCenter()
			s.Periods = scale.periods
			var log []routing.Event
			s.Observe = func(int) func([]routing.Event) {
				return func(events []routing.Event) { log = append(log, events...) }
			}
			result, err := Run(b.Context(), s, 1)
			if err != nil {
				b.Fatal(err)
			}
			r, err := NewRecord(RecordConfig{}, log)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := r.Replay(b.Context(), WhatIf{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(result.Arrivals.Mean*float64(b.N)/b.Elapsed().Seconds(), "contacts/s")
		})
	}
}
