package ole

import (
	"math"
	"strconv"
)

// number writes a number as a reader would type it: whole and without exponent, up to 20 digits.
func number(f float64) string {
	switch a := math.Abs(f); {
	case a != 0 && (a < 1e-6 || a >= 1e20):
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// double returns the IEEE double in eight bytes.
func double(b []byte) float64 {
	return math.Float64frombits(uint64(le32(b)) | uint64(le32(b[4:]))<<32)
}
