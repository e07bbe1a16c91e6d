package metrics

import (
	"cmp"
	"errors"
	"math"
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// Sum is a sum of times, exact to the nanosecond. A time.Duration ends at 292 years, which 2,000 agents work in half a
// year; a Sum ends at 292 billion years. The zero value is 0. Sums are equal by == if they are as long.
type Sum struct {
	seconds int64
	nanos   int64 // 0 to 999,999,999, also if seconds is negative
}

const nanosPerSecond = int64(time.Second)

// SumOf returns the sum of times.
func SumOf(times ...time.Duration) (s Sum) {
	for _, d := range times {
		s.AddTime(d)
	}
	return s
}

// AddTime adds a time.
func (s *Sum) AddTime(d time.Duration) { s.add(int64(d)/nanosPerSecond, int64(d)%nanosPerSecond) }

// add adds seconds and less than a second of nanos, either of which may be negative. A carry is as likely as none, so that
// it is worked out: a branch would take twice the time.
func (s *Sum) add(seconds, nanos int64) {
	nanos += s.nanos
	carry := nanos>>63 + int64(uint64(nanosPerSecond-1-nanos)>>63) // -1 below 0, 1 from a second on
	s.seconds += seconds + carry
	s.nanos = nanos - carry*nanosPerSecond
}

// AddTimes adds a time n times: that of n contacts or agents.
func (s *Sum) AddTimes(d time.Duration, n int) {
	seconds, nanos, times := int64(d)/nanosPerSecond, int64(d)%nanosPerSecond, int64(n)
	s.seconds += seconds*times + nanos*(times/nanosPerSecond)
	s.AddTime(time.Duration(nanos * (times % nanosPerSecond))) // nanos * times may be more than 64 bits hold
}

// Add adds another sum.
func (s *Sum) Add(o Sum) { s.add(o.seconds, o.nanos) }

// plus returns the sum of sums.
func plus(sums ...Sum) (all Sum) {
	for _, s := range sums {
		all.Add(s)
	}
	return all
}

// Compare returns -1 if the sum is less than another, 0 if it is as long, and 1 if it is longer.
func (s Sum) Compare(o Sum) int {
	return cmp.Or(cmp.Compare(s.seconds, o.seconds), cmp.Compare(s.nanos, o.nanos))
}

// Equal is ==, for packages that compare by it, such as github.com/google/go-cmp/cmp.
func (s Sum) Equal(o Sum) bool { return s == o }

// Seconds returns the sum in seconds, as near as a float64 comes.
func (s Sum) Seconds() float64 { return float64(s.seconds) + float64(s.nanos)/float64(nanosPerSecond) }

// Mean returns the sum over a count, cut off to nanoseconds; 0 if the count is 0 or less. It is the greatest or least
// Duration if it is beyond them.
func (s Sum) Mean(n int) time.Duration {
	if n <= 0 {
		return 0
	}
	negative, seconds, nanos := s.split()
	hi, lo := bits.Mul64(seconds, uint64(nanosPerSecond))
	lo, carry := bits.Add64(lo, nanos, 0)
	mean := uint64(math.MaxUint64)
	if hi += carry; hi < uint64(n) {
		mean, _ = bits.Div64(hi, lo, uint64(n))
	}
	if negative {
		return time.Duration(-min(mean, 1<<63))
	}
	return time.Duration(min(mean, math.MaxInt64))
}

// Duration returns the sum as a Duration: the greatest or least there is if it is beyond them.
func (s Sum) Duration() time.Duration { return s.Mean(1) }

// split returns whether the sum is negative, and how long it is.
func (s Sum) split() (negative bool, seconds, nanos uint64) {
	switch {
	case s.seconds >= 0:
		return false, uint64(s.seconds), uint64(s.nanos)
	case s.nanos == 0:
		return true, -uint64(s.seconds), 0
	}
	return true, -uint64(s.seconds + 1), uint64(nanosPerSecond - s.nanos)
}

// String returns the sum as Duration.String does: 72h3m0.5s.
func (s Sum) String() string {
	negative, seconds, nanos := s.split()
	text := (time.Duration(seconds%3600)*time.Second + time.Duration(nanos)).String()
	if hours := seconds / 3600; hours > 0 {
		_, minutes, _ := strings.Cut((time.Hour + time.Duration(seconds%3600)*time.Second + time.Duration(nanos)).String(), "h")
		text = strconv.FormatUint(hours, 10) + "h" + minutes
	}
	if negative {
		return "-" + text
	}
	return text
}

// MarshalJSON writes the sum in seconds: a number with all the digits it takes.
func (s Sum) MarshalJSON() ([]byte, error) {
	negative, seconds, nanos := s.split()
	var text []byte
	if negative {
		text = append(text, '-')
	}
	text = strconv.AppendUint(text, seconds, 10)
	if nanos > 0 {
		digits := strconv.FormatUint(uint64(nanosPerSecond)+nanos, 10)[1:]
		text = append(append(text, '.'), strings.TrimRight(digits, "0")...)
	}
	return text, nil
}

// ErrSum says that JSON has something else where a sum of times should be: a number of seconds, of less than 292
// billion years.
var ErrSum = errors.New("metrics: not a number of seconds")

// UnmarshalJSON reads a number of seconds. Digits beyond nanoseconds are cut off; a number with an exponent is as exact
// as a float64. The error is ErrSum.
func (s *Sum) UnmarshalJSON(data []byte) error {
	text := string(data)
	if text == "null" {
		return nil
	}
	if strings.ContainsAny(text, "eE") {
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.Abs(f) >= math.MaxInt64 {
			return ErrSum
		}
		text = strconv.FormatFloat(f, 'f', 9, 64)
	}
	text, negative := strings.CutPrefix(text, "-")
	whole, fraction, _ := strings.Cut(text, ".")
	seconds, err := strconv.ParseUint(whole, 10, 63)
	if err != nil {
		return ErrSum
	}
	nanos, err := strconv.ParseUint((fraction + "000000000")[:9], 10, 63)
	if err != nil {
		return ErrSum
	}
	*s = Sum{seconds: int64(seconds), nanos: int64(nanos)}
	if negative {
		*s = Sum{seconds: -s.seconds}
		s.AddTime(-time.Duration(nanos))
	}
	return nil
}
