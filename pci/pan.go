package pci

// A candidate is a reading of some groups of a run as a card number.
type candidate struct {
	lo, hi     int // digits of the run
	start, end int // in the text
	brand      Brand
	likely     bool
	usual      bool // written as cards of the network are, or in one piece
}

// numbers finds the card numbers in the run, and returns where to go on. Every sequence of whole groups
// is tried, so that a neighbour hides nothing.
func (s *Scanner) numbers(text []byte) int {
	r := &s.run
	s.cands = s.cands[:0]
	end := 0 // of the candidates so far
	for i := range r.groups {
		if len(s.cands) > 0 && r.first[i] >= end {
			s.settle(text)
		}
		if r.cut && i > 0 && r.n-r.first[i] < maxPAN { // a number that begins here may go on beyond
			s.settle(text)
			return r.start[i]
		}
		end = s.from(text, i, end)
	}
	s.settle(text)
	return r.next
}

// from collects the candidates that begin with group i, and returns the greatest end of all candidates.
func (s *Scanner) from(text []byte, i, end int) int {
	r := &s.run
	lo, before := r.first[i], end
	if r.n-lo < minPAN {
		return end
	}
	sizes := r.beginning(lo).any
	if sizes == 0 {
		return end
	}
	for j := i; j < r.groups && r.first[j+1]-lo <= maxPAN; j++ {
		if sizes>>(r.first[j+1]-lo)&1 == 0 {
			continue
		}
		if c, ok := s.candidate(text, i, j, lo > 0 && lo == before); ok {
			s.cands = append(s.cands, c)
			end = max(end, c.hi)
		}
	}
	return end
}

// candidate tells whether groups i to j are a card number. If after, another ends just before.
func (s *Scanner) candidate(text []byte, i, j int, after bool) (candidate, bool) {
	r := &s.run
	c := candidate{lo: r.first[i], hi: r.first[j+1], start: r.start[i], end: r.end[j]}
	sound := luhn(r.value[c.lo:c.hi])
	if !sound && r.beginning(c.lo).noLuhn>>(c.hi-c.lo)&1 == 0 {
		return c, false
	}
	var noLuhn bool
	c.brand, noLuhn = brandOf(r.prefix(c.lo), c.hi-c.lo)
	if c.brand == 0 || !sound && !noLuhn {
		return c, false
	}
	layout := r.layout(i, j)
	if layout == none || !r.borders(text, i, j, after) || s.excluded(text, i, j) {
		return c, false
	}
	c.usual = layout == usual
	c.likely = s.likely(text, c.start, c.end)
	return c, sound || c.likely
}

// settle takes from the candidates those that together cover the most digits, without overlap.
// Another that overlaps them is not lost: what both cover is one finding, of which nothing is kept.
func (s *Scanner) settle(text []byte) {
	switch len(s.cands) {
	case 0:
		return
	case 1:
		s.number(text, s.cands[0], false)
	default:
		s.choose()
		for _, m := range s.merged() {
			s.number(text, m.candidate, m.whole)
		}
	}
	s.cands = s.cands[:0]
}

// number adds the finding of a candidate, and what stands beside it.
func (s *Scanner) number(text []byte, c candidate, whole bool) {
	f := Finding{Kind: PAN, Brand: c.brand, Start: c.start, End: c.end, Likely: c.likely, whole: whole}
	if s.config.Kinds.Has(PAN) {
		s.found = append(s.found, f)
	}
	s.beside(text, f.Start, f.End)
}
