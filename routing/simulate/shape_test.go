package simulate

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/acdkit/acdkit/internal/race"
)

// moments returns the mean and the coefficient of variation of many draws.
func moments(draws int, draw func() float64) (mean, cv float64) {
	sum, squares := 0.0, 0.0
	for range draws {
		v := draw()
		sum += v
		squares += v * v
	}
	mean = sum / float64(draws)
	return mean, math.Sqrt(squares/float64(draws)-mean*mean) / mean
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		shape    Shape
		mean     float64
		wantMean float64
		wantCV   float64
	}{
		{Shape{}, 3, 3, 1},
		{Shape{Kind: Exponential}, 0.5, 0.5, 1},
		{Shape{Kind: Deterministic}, 2, 2, 0},
		{Shape{Kind: Lognormal, CV: 0.5}, 4, 4, 0.5},
		{Shape{Kind: Lognormal, CV: 2}, 4, 4, 2},
		{Shape{Kind: Empirical, Samples: []float64{1, 3}}, 0, 2, 0.5},
		{Shape{Kind: Empirical, Samples: []float64{1, 3}}, 6, 6, 0.5},
	} {
		r := rand.New(rand.NewPCG(1, 2))
		s := times{[]float64{c.mean}, c.shape.sampler()}
		mean, cv := moments(400_000, func() float64 { return minutes(float64(s.draw(r, 0))) })
		if math.Abs(mean-c.wantMean) > 0.03*c.wantMean || math.Abs(cv-c.wantCV) > 0.05*max(c.wantCV, 0.1) {
			t.Errorf("%+v of mean %v: mean %v, cv %v; want %v, %v", c.shape, c.mean, mean, cv, c.wantMean, c.wantCV)
		}
	}
	none := times{[]float64{0}, (&Shape{}).sampler()}
	if got := none.draw(nil, 0); got != 0 {
		t.Errorf("a time of mean 0 is %v, want none", time.Duration(got))
	}
}

func TestGamma(t *testing.T) {
	draws := 50_000
	if race.Enabled {
		draws = 10_000
	}
	for _, shape := range []float64{0.5, 4, 100} {
		r := rand.New(rand.NewPCG(3, 4))
		mean, cv := moments(draws, func() float64 { return gammaOf(shape, r.Float64()) })
		if want := 1 / math.Sqrt(shape); math.Abs(mean-1) > 0.03 || math.Abs(cv-want) > 0.03*want {
			t.Errorf("shape %v: mean %v, cv %v; want 1, %v", shape, mean, cv, want)
		}
	}
}

// TestStudent: quantiles as tables have them.
func TestStudent(t *testing.T) {
	for freedom, want := range map[int]float64{1: 12.706, 2: 4.303, 5: 2.571, 10: 2.228, 30: 2.042, 120: 1.980, 1_000_000: 1.960} {
		if got := student95(freedom); math.Abs(got-want) > 0.0005 {
			t.Errorf("t for %d degrees of freedom is %v, want %v", freedom, got, want)
		}
	}
}

// TestEstimates compares with what can be done by hand.
func TestEstimates(t *testing.T) {
	near := func(name string, got Estimate, mean, half float64) {
		t.Helper()
		if math.Abs(got.Mean-mean) > 1e-9 || math.Abs(got.Half-half) > 1e-3*max(half, 1e-9) {
			t.Errorf("%s is %+v, want %v ± %v", name, got, mean, half)
		}
	}
	near("a mean", interval([]float64{1, 2, 3}), 2, 4.303/math.Sqrt(3))
	near("a mean of one day", interval([]float64{7}), 7, 0)
	near("a mean of no day", interval(nil), 0, 0)
	near("a ratio", ratio([]float64{1, 3}, []float64{2, 4}), 4.0/6, 12.706*math.Sqrt(2)*(1.0/3)/3/math.Sqrt(2))
	near("a ratio of nothing", ratio([]float64{0, 0}, []float64{0, 0}), 0, 0)
	near("a difference", difference([]float64{5, 7}, []float64{1, 3}), 4, 0)
	near("a difference of ratios", ratioDifference([]float64{4, 6}, []float64{8, 12}, []float64{1, 2}, []float64{4, 8}), 0.25, 0)
}
