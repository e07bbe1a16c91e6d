package simulate

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// near reports whether two numbers agree to a relative tolerance, or within a hundredth of it if they are small.
func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*max(math.Abs(want), 0.01)
}

// exactly sums load^k/k! for k up to agents, and returns the last term and the sum.
func exactly(load float64, agents int) (last, sum *big.Float) {
	number := func(v float64) *big.Float { return new(big.Float).SetPrec(300).SetFloat64(v) }
	last, sum = number(1), number(1)
	for k := 1; k <= agents; k++ {
		last.Quo(last.Mul(last, number(load)), number(float64(k)))
		sum.Add(sum, last)
	}
	return last, sum
}

func exactErlangB(load float64, agents int) float64 {
	last, sum := exactly(load, agents)
	b, _ := last.Quo(last, sum).Float64()
	return b
}

// Values from tables: the load that so many lines carry with that share of blocked calls.
func TestErlangBTables(t *testing.T) {
	for _, table := range []struct {
		source string
		lines  int
		load   float64
		digit  float64 // of the load, the last that is printed
		want   float64
	}{
		{"Westbay, traffic calculators manual", 15, 8.108, 0.001, 0.01},
		{"Collins, Carrier Grade Voice over IP, 2003, appendix A", 1, 0.1, 0.1, 0.05},
		{"Collins 2003", 5, 2.2, 0.1, 0.05},
		{"Collins 2003", 7, 3.7, 0.1, 0.05},
		{"Collins 2003", 8, 3.6, 0.1, 0.02},
		{"Collins 2003", 8, 3.1, 0.1, 0.01},
		{"Collins 2003", 9, 1.8, 0.1, 0.0001},
		{"Collins 2003", 10, 3.1, 0.1, 0.001},
	} {
		below, _ := ErlangB(table.load-table.digit/2, table.lines)
		above, _ := ErlangB(table.load+table.digit/2, table.lines)
		if !(below <= table.want && table.want <= above) {
			t.Errorf("%s: ErlangB(%v±, %d) = %v to %v, want %v between", table.source, table.load, table.lines, below, above, table.want)
		}
	}
}

func TestErlangBExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agents := rapid.IntRange(0, 300).Draw(t, "agents")
		load := rapid.Float64Range(0.001, 400).Draw(t, "load")
		got, err := ErlangB(load, agents)
		if want := exactErlangB(load, agents); err != nil || math.Abs(got-want) > 1e-13*want+1e-300 {
			t.Fatalf("ErlangB(%v, %d) = %v, %v, want %v", load, agents, got, err, want)
		}
	})
}

func TestErlangBHuge(t *testing.T) {
	for _, load := range []float64{99_000, 100_000, 101_000} {
		got, _ := ErlangB(load, 100_000)
		if want := exactErlangB(load, 100_000); math.Abs(got-want) > 1e-11*want {
			t.Errorf("ErlangB(%v, 100000) = %v, want %v", load, got, want)
		}
	}
	for _, edge := range []struct {
		load   float64
		agents int
		want   float64
	}{{0, 0, 1}, {5, 0, 1}, {0, 3, 0}, {1, 1, 0.5}, {1, MaxAgents, 0}} {
		if got, err := ErlangB(edge.load, edge.agents); got != edge.want || err != nil {
			t.Errorf("ErlangB(%v, %d) = %v, %v, want %v", edge.load, edge.agents, got, err, edge.want)
		}
	}
}

func TestErlangBRefuses(t *testing.T) {
	for _, load := range []float64{-1, math.NaN(), math.Inf(1), 1e15} {
		if _, err := ErlangB(load, 1); !isQueueError(err, "load") {
			t.Errorf("ErlangB(%v, 1): error %v", load, err)
		}
	}
	for _, agents := range []int{-1, MaxAgents + 1} {
		if _, err := ErlangB(1, agents); !isQueueError(err, "agents") {
			t.Errorf("ErlangB(1, %d): error %v", agents, err)
		}
	}
}

func isQueueError(err error, field string) bool {
	e, ok := errors.AsType[*QueueError](err)
	return ok && e.Field == field && e.Error() != ""
}
