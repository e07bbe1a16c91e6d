package pdf

import "math"

// A matrix is [a b c d e f] of a transformation (8.3.3).
type matrix [6]float64

var unit = matrix{1, 0, 0, 1, 0, 0}

// times returns the transformation that does m first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// shift returns m with its origin moved.
func (m matrix) shift(x, y float64) matrix { return matrix{1, 0, 0, 1, x, y}.times(m) }

// vector returns where (x, y) leads from the origin of m.
func (m matrix) vector(x, y float64) (dx, dy float64) { return x*m[0] + y*m[2], x*m[1] + y*m[3] }

// matrixOf reads six numbers; what is none leaves the unit.
func matrixOf(a array) matrix {
	if len(a) < 6 {
		return unit
	}
	var m matrix
	for i := range m {
		m[i] = real(a[i], unit[i])
	}
	return m
}

// finite reports whether all of m are numbers that can be reckoned with.
func (m matrix) finite() bool {
	for _, x := range m {
		if math.IsNaN(x) || math.Abs(x) > 1e15 {
			return false
		}
	}
	return true
}
