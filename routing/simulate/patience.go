package simulate

import (
	"cmp"
	"slices"
)

// patience is how long customers of a queue wait before they give up, estimated from waits that may have ended
// otherwise before that, by the product-limit estimator (Kaplan and Meier, Nonparametric estimation from incomplete
// observations, Journal of the American Statistical Association 53, 1958; for call centers: Brown et al.,
// Statistical analysis of a telephone call center, ibid. 100, 2005).
type patience struct {
	seen []seenWait
	left []float64 // share of customers who have more patience than seen[i]
}

type seenWait struct {
	wait   int64
	gaveUp bool
}

func (p *patience) saw(wait int64, gaveUp bool) { p.seen = append(p.seen, seenWait{wait, gaveUp}) }

// settle computes the estimate from what was seen.
func (p *patience) settle() {
	slices.SortFunc(p.seen, func(a, b seenWait) int {
		if a.wait == b.wait && a.gaveUp != b.gaveUp {
			if a.gaveUp {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.wait, b.wait)
	})
	share := 1.0
	for i, s := range p.seen {
		if s.gaveUp {
			share *= 1 - 1/float64(len(p.seen)-i)
		}
		p.left = append(p.left, share)
	}
}

// beyond returns the patience of a customer who has waited so long already, as u from 0 to below 1 picks it; none if
// nobody was seen to give up so late.
func (p *patience) beyond(waited int64, u float64) (wait int64, some bool) {
	from, _ := slices.BinarySearchFunc(p.seen, waited+1, func(s seenWait, w int64) int { return cmp.Compare(s.wait, w) })
	now := 1.0
	if from > 0 {
		now = p.left[from-1]
	}
	for i := from; i < len(p.seen); i++ {
		if p.seen[i].gaveUp && p.left[i] <= now*(1-u) {
			return p.seen[i].wait, true
		}
	}
	return 0, false
}
