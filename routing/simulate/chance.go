package simulate

import (
	"math"
	"math/rand/v2"
)

// purpose keeps the random numbers for different things apart, so that two scenarios on the same seed have the
// same customers, whatever becomes of them (common random numbers).
type purpose uint64

const (
	forArrivals purpose = iota
	forPatience
	forService
	forWrapUp
	forBot
	forBusyness
	forMisses
	forReturns
)

// streams are the random numbers for one type on one day.
type streams struct {
	arrivals, patience, service, wrapUp, bot *rand.Rand
}

func newStreams(seed uint64, kind int) streams {
	of := func(p purpose) *rand.Rand {
		return rand.New(rand.NewPCG(seed, mix(uint64(kind)<<8|uint64(p))))
	}
	return streams{
		arrivals: of(forArrivals), patience: of(forPatience), service: of(forService),
		wrapUp: of(forWrapUp), bot: of(forBot),
	}
}

// seedOf returns the seed of one day.
func seedOf(seed uint64, day int) uint64 { return mix(seed ^ mix(uint64(day)+1)) }

// uniform returns a number from 0 to below 1 that depends on its arguments alone.
func uniform(seed uint64, p purpose, who, count int32) float64 {
	return float64(mix(seed^mix(uint64(p)<<60^uint64(uint32(who))<<24^uint64(uint32(count))))>>11) / (1 << 53)
}

// mix spreads the bits of a number over all of it (the finalizer of SplitMix64: Steele, Lea and Flood, Fast
// splittable pseudorandom number generators, OOPSLA 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// exponential returns the quantile of an exponential distribution of mean 1.
func exponential(u float64) float64 { return -math.Log1p(-u) }
