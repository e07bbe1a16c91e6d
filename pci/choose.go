package pci

// A chosen candidate, and whether another reading overlaps it in a way that forbids to keep a digit.
type chosen struct {
	candidate
	whole bool
}

// choose fills s.chosen with the candidates, in order and without overlap, that cover the most digits.
func (s *Scanner) choose() {
	var best, from [maxDigits + 1]int // for each digit: most covered before it; the candidate that ends there, plus 1
	next := 0
	for d := s.cands[0].lo; d <= s.run.n; d++ {
		if d > 0 && best[d-1] > best[d] {
			best[d], from[d] = best[d-1], 0
		}
		for ; next < len(s.cands) && s.cands[next].lo == d; next++ {
			c := s.cands[next]
			if w := best[d] + c.weight(); w > best[c.hi] {
				best[c.hi], from[c.hi] = w, next+1
			}
		}
	}
	s.chosen = s.chosen[:0]
	for d := s.run.n; d > s.cands[0].lo; {
		if from[d] == 0 {
			d--
			continue
		}
		c := s.cands[from[d]-1]
		s.chosen = append(s.chosen, chosen{candidate: c})
		d = c.lo
	}
	for i, j := 0, len(s.chosen)-1; i < j; i, j = i+1, j-1 {
		s.chosen[i], s.chosen[j] = s.chosen[j], s.chosen[i]
	}
}

// weight prefers more digits, and among as many the usual layout.
func (c candidate) weight() int {
	w := 2 * (c.hi - c.lo)
	if c.usual {
		w++
	}
	return w
}

// merged returns the chosen ones, stretched over the candidates that overlap them and reach beyond.
func (s *Scanner) merged() []chosen {
	for _, c := range s.cands {
		s.merge(c)
	}
	return s.chosen
}

func (s *Scanner) merge(c candidate) {
	lo, hi := c.lo, c.hi
	i := 0
	for i < len(s.chosen) && s.chosen[i].hi <= lo {
		i++
	}
	j := i
	for j < len(s.chosen) && s.chosen[j].lo < hi {
		j++
	}
	over := s.chosen[i:j]
	if len(over) == 1 && over[0].lo <= lo && over[0].hi >= hi {
		// Within: a card number and its verification code can look like a longer number.
		if over[0].lo == lo && over[0].hi > hi && hi-lo >= 14 && c.usual {
			over[0].whole = true
		}
		return
	}
	if covered(over, lo, hi) {
		return
	}
	m := chosen{candidate: c, whole: true}
	m.lo, m.hi = min(lo, over[0].lo), max(hi, over[len(over)-1].hi)
	m.start, m.end = min(c.start, over[0].start), max(c.end, over[len(over)-1].end)
	m.brand, m.likely = over[0].brand, c.likely || over[0].likely
	over[0] = m
	s.chosen = append(s.chosen[:i+1], s.chosen[j:]...)
}

// covered reports whether each digit from lo to hi belongs to one of the chosen.
func covered(over []chosen, lo, hi int) bool {
	for _, o := range over {
		if o.lo > lo {
			return false
		}
		lo = max(lo, o.hi)
	}
	return lo >= hi
}
