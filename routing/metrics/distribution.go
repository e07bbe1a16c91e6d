package metrics

import (
	"encoding/json"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Distribution is the distribution of a time: its values in milliseconds, right to 1 %, in a high dynamic range
// histogram (hdrhistogram.org). A time of more than 60 days counts as 60 days. The zero value is empty.
type Distribution struct {
	values *hdrhistogram.PackedHistogram // nil if empty
}

const (
	longest = 60 * 24 * time.Hour
	digits  = 2
)

// Record adds a time, also to copies made of d while it had times. What is below 0 counts as 0.
func (d *Distribution) Record(took time.Duration) {
	d.prepare()
	took = min(max(took, 0), longest)
	_ = d.values.RecordValue(int64((took + time.Millisecond/2) / time.Millisecond)) // within the range
}

func (d *Distribution) prepare() {
	if d.values == nil {
		d.values = hdrhistogram.NewPacked(1, int64(longest/time.Millisecond)+1, digits)
	}
}

// Add adds the times of another distribution. Copies made of d before do not change.
func (d *Distribution) Add(o *Distribution) {
	d.own()
	d.merge(o)
}

// own makes the times the distribution's own.
func (d *Distribution) own() {
	if d.values != nil {
		d.values = d.values.Clone()
	}
}

// merge is Add to a distribution that shares nothing with copies.
func (d *Distribution) merge(o *Distribution) {
	if o.values != nil {
		d.prepare()
		d.values.Merge(o.values)
	}
}

// Count returns how many times there are.
func (d Distribution) Count() int64 {
	if d.values == nil {
		return 0
	}
	return d.values.TotalCount()
}

// Equal reports whether two distributions have as many times of each size.
func (d Distribution) Equal(o Distribution) bool {
	if d.Count() != o.Count() {
		return false
	}
	if d.Count() == 0 {
		return true
	}
	for value, count := range d.values.ForEachBucket {
		if o.values.CountAtValue(value) != count {
			return false
		}
	}
	return true
}

// Percentile returns the time that p percent of the times do not exceed, p from 0 to 100; 0 if there are none.
func (d Distribution) Percentile(p float64) time.Duration {
	if d.Count() == 0 {
		return 0
	}
	return time.Duration(d.values.ValueAtPercentile(p)) * time.Millisecond
}

// Mean returns the mean time; 0 if there are none.
func (d Distribution) Mean() time.Duration {
	if d.Count() == 0 {
		return 0
	}
	return time.Duration(d.values.Mean() * float64(time.Millisecond))
}

// Max returns the longest time; 0 if there are none.
func (d Distribution) Max() time.Duration {
	if d.Count() == 0 {
		return 0
	}
	return time.Duration(d.values.Max()) * time.Millisecond
}

// Within returns how many of the times did not exceed a limit.
func (d Distribution) Within(limit time.Duration) (n int64) {
	if d.values == nil {
		return 0
	}
	d.values.ForEachBucket(func(value, count int64) bool {
		if time.Duration(value)*time.Millisecond > limit {
			return false
		}
		n += count
		return true
	})
	return n
}

// MarshalJSON writes the count and, in nanoseconds, the mean, some percentiles and the longest time.
func (d Distribution) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Count int64         `json:"count"`
		Mean  time.Duration `json:"mean_ns"`
		P50   time.Duration `json:"p50_ns"`
		P90   time.Duration `json:"p90_ns"`
		P99   time.Duration `json:"p99_ns"`
		Max   time.Duration `json:"max_ns"`
	}{d.Count(), d.Mean(), d.Percentile(50), d.Percentile(90), d.Percentile(99), d.Max()})
}

// Buckets returns limits for a distribution that has to be cut into few, from a call's wait to an email's: 1, 5, 10, 20
// and 30 seconds; 1, 2, 5, 10 and 30 minutes; 1, 4 and 24 hours.
func Buckets() []time.Duration {
	return []time.Duration{
		time.Second, 5 * time.Second, 10 * time.Second, 20 * time.Second, 30 * time.Second,
		time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 30 * time.Minute,
		time.Hour, 4 * time.Hour, 24 * time.Hour,
	}
}
