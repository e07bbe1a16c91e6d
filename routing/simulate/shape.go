package simulate

import (
	"math"
	"math/rand/v2"
	"time"
)

// Shape is the distribution of a time around its mean. The zero value is exponential.
type Shape struct {
	Kind    string    `json:"kind"`                      // Exponential, Lognormal, Deterministic or Empirical
	CV      float64   `json:"cv,omitempty"`              // coefficient of variation (standard deviation over mean) of Lognormal
	Samples []float64 `json:"samples_minutes,omitempty"` // of Empirical: each is as likely; scaled to the mean if that is not 0
}

// The kinds of shapes.
const (
	Exponential   = "exponential"
	Lognormal     = "lognormal"
	Deterministic = "deterministic"
	Empirical     = "empirical"
)

func (s *Shape) check(field string) error {
	switch s.Kind {
	case "", Exponential, Deterministic:
	case Lognormal:
		if !(s.CV > 0 && s.CV <= maxCV) {
			return bad(field+".cv", "must be above 0 and at most 100")
		}
	case Empirical:
		if len(s.Samples) == 0 || len(s.Samples) > maxList {
			return bad(field+".samples_minutes", "must have one to a million values")
		}
		return checkTimes(field+".samples_minutes", s.Samples)
	default:
		return bad(field+".kind", "must be exponential, lognormal, deterministic or empirical")
	}
	return nil
}

// sampler draws multiples of a mean.
type sampler struct {
	kind    string
	mu      float64 // of Lognormal
	sigma   float64
	samples []float64 // of Empirical, in minutes
	mean    float64   // of samples
}

func (s *Shape) sampler() sampler {
	sample := sampler{kind: s.Kind, samples: s.Samples}
	switch s.Kind {
	case Lognormal:
		variance := math.Log1p(s.CV * s.CV)
		sample.mu, sample.sigma = -variance/2, math.Sqrt(variance)
	case Empirical:
		for _, v := range s.Samples {
			sample.mean += v / float64(len(s.Samples))
		}
	}
	return sample
}

// sample draws a time of that mean.
func (s *sampler) sample(r *rand.Rand, mean float64) float64 {
	switch s.kind {
	case Lognormal:
		return mean * math.Exp(s.mu+s.sigma*r.NormFloat64())
	case Deterministic:
		return mean
	case Empirical:
		v := s.samples[r.IntN(len(s.samples))]
		if mean > 0 && s.mean > 0 {
			v *= mean / s.mean
		}
		return v
	}
	return mean * r.ExpFloat64()
}

// none reports whether a time of that mean never is: no patience limit, no wrap-up.
func (s *sampler) none(mean float64) bool { return mean == 0 && s.kind != Empirical }

// draw draws a time of a period in nanoseconds; 0 if there is none.
func (t *times) draw(r *rand.Rand, period int) int64 {
	mean := inPeriod(t.minutes, period)
	if t.none(mean) {
		return 0
	}
	return max(1, int64(min(t.sample(r, mean), maxMinutes)*float64(time.Minute)))
}
