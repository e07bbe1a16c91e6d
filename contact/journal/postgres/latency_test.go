package postgres_test

import (
	"slices"
	"testing"
	"time"
)

// report adds what a benchmark has measured: things a second, and their latency.
func report(b *testing.B, took [][]time.Duration) {
	all := slices.Sorted(slices.Values(slices.Concat(took...)))
	if len(all) == 0 {
		return
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "/s")
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
}
