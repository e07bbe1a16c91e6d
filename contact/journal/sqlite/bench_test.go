package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
)

// BenchmarkAppend is durable appends a second, by writers with a stream each.
func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{300, 16 << 10} {
		for _, writers := range []int{1, 16, 256} {
			b.Run(fmt.Sprintf("%dB/streams=%d", size, writers), func(b *testing.B) {
				j := open(b, filepath.Join(b.TempDir(), "journal.db"))
				data := make([]byte, size)
				b.ReportAllocs()
				b.ResetTimer()
				var wg sync.WaitGroup
				for w := range writers {
					wg.Go(func() {
						for after := journal.Version(0); int(after) < b.N/writers+1; after++ {
							rec := journal.NewRecord(recordID, data)
							if _, err := j.Append(b.Context(), fmt.Sprint("chat/", w), after, rec); err != nil {
								b.Error(err)
								return
							}
						}
					})
				}
				wg.Wait()
				b.ReportMetric(float64((b.N/writers+1)*writers)/b.Elapsed().Seconds(), "appends/s")
			})
		}
	}
}

const recordID = "0197c1f2-7b0a-7c6e-9d0f-3a5b6c7d8e9f"

// BenchmarkSync is what the disk can do: a write and an fsync, one after another.
func BenchmarkSync(b *testing.B) {
	for _, size := range []int{300, 16 << 10} {
		b.Run(fmt.Sprintf("%dB", size), func(b *testing.B) {
			file, err := os.Create(filepath.Join(b.TempDir(), "file"))
			if err != nil {
				b.Fatal(err)
			}
			defer file.Close()
			data := make([]byte, size)
			for b.Loop() {
				if _, err := file.Write(data); err != nil {
					b.Fatal(err)
				}
				if err := file.Sync(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "syncs/s")
		})
	}
}

// BenchmarkRead reads and verifies 10,000 records of 300 bytes.
func BenchmarkRead(b *testing.B) {
	const n = 10_000
	j := open(b, filepath.Join(memory(b), "journal.db"))
	fill(b, j, "center/1", n)
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range journal.Replay(b.Context(), j, "center/1", 0) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "records/s")
}

// fill appends n records of 300 bytes.
func fill(t testing.TB, j journal.Journal, stream string, n int) {
	t.Helper()
	for after := range journal.Version(n) {
		if _, err := j.Append(t.Context(), stream, after, journal.NewRecord(recordID, make([]byte, 300))); err != nil {
			t.Fatal(err)
		}
	}
}
