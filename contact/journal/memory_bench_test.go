package journal_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
)

// BenchmarkMemoryAppend appends records of the size of a small and a large group commit.
func BenchmarkMemoryAppend(b *testing.B) {
	for _, size := range []int{128, 4096} {
		b.Run(fmt.Sprintf("%dB", size), func(b *testing.B) {
			m, rec := new(journal.Memory), journal.NewRecord("0197c1f2-7b0a-7c6e-9d0f-3a5b6c7d8e9f", make([]byte, size))
			b.SetBytes(int64(size))
			b.ReportAllocs()
			after := journal.Version(0)
			for b.Loop() {
				after = benchAppend(b, m, stream, after, rec)
			}
		})
	}
}

// BenchmarkMemoryAppendParallel has one writer per processor, each with a stream of its own.
func BenchmarkMemoryAppendParallel(b *testing.B) {
	m, rec := new(journal.Memory), journal.NewRecord("0197c1f2-7b0a-7c6e-9d0f-3a5b6c7d8e9f", make([]byte, 128))
	var writers atomic.Int64
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		stream, after := fmt.Sprintf("chat/%d", writers.Add(1)), journal.Version(0)
		for pb.Next() {
			after = benchAppend(b, m, stream, after, rec)
		}
	})
}

// benchAppend appends, and trims now and then as a node with snapshots does.
func benchAppend(b *testing.B, m *journal.Memory, stream string, after journal.Version, rec journal.Record) journal.Version {
	version, err := m.Append(b.Context(), stream, after, rec)
	if err != nil {
		b.Error(err)
	}
	if version%4096 == 0 {
		if err := m.Trim(b.Context(), stream, version); err != nil {
			b.Error(err)
		}
	}
	return version
}

// BenchmarkCommit is an append without doubt, with the sealing of the record.
func BenchmarkCommit(b *testing.B) {
	m, data, after := new(journal.Memory), make([]byte, 128), journal.Version(0)
	b.ReportAllocs()
	for b.Loop() {
		version, err := journal.Commit(b.Context(), m, stream, after, journal.NewRecord("0197c1f2-7b0a-7c6e-9d0f-3a5b6c7d8e9f", data))
		if err != nil {
			b.Fatal(err)
		}
		after = version
	}
}

// BenchmarkReplay reads and verifies 10,000 records.
func BenchmarkReplay(b *testing.B) {
	m := fill(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range journal.Replay(b.Context(), m, stream, 0) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10_000, "ns/record")
}
