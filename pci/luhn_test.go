package pci

import (
	"testing"

	"pgregory.net/rapid"
)

// TestLuhn compares with sums made digit by digit.
func TestLuhn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[0-9]{8,24}`).Draw(t, "number")
		digits := make([]uint8, 0, maxDigits)
		for _, c := range []byte(number) {
			digits = append(digits, c-'0')
		}
		if got, want := luhn(digits), naiveLuhn(number); got != want {
			t.Fatalf("luhn(%s) = %v, want %v", number, got, want)
		}
	})
}

// TestBeginnings: the first two digits leave out no range.
func TestBeginnings(t *testing.T) {
	for first, ranges := range prefixes {
		for _, r := range ranges {
			for _, prefix := range []uint32{r.lo, r.hi} {
				if prefix/100_000 != uint32(first) || beginnings[prefix/10_000].any&r.lengths != r.lengths {
					t.Errorf("%06d is not where it is looked for", prefix)
				}
			}
		}
	}
}
