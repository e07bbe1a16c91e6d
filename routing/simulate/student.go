package simulate

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// student95 is the t within which Student's distribution of that many degrees of freedom, at least 1, has
// 95 % of its values. t²/(freedom+t²) has a beta distribution (Abramowitz and Stegun, 26.7.1).
func student95(freedom int) float64 {
	z := mathext.InvRegIncBeta(0.5, float64(freedom)/2, 0.95)
	return math.Sqrt(float64(freedom) * z / (1 - z))
}

// gammaOf is the value below which a gamma distribution of mean 1 and this shape, above 0, has the share u,
// from 0 to below 1, of its values: with a uniform u it samples the distribution, and more of u is more.
func gammaOf(shape, u float64) float64 {
	return mathext.GammaIncRegInv(shape, u) / shape
}
