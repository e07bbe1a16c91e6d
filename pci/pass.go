package pci

// A pass looks for what has anchors of its own beside card numbers: digits as words, mail addresses and the
// other kinds of personal data. Each has come to a place of its own; what it finds from there on depends on
// the text alone, so that it is no matter where a stream cuts.
type pass struct {
	digits, words, mails, persons int
	most                          int // how far it may reach
	low                           int // findings before this one end before all three
}

const (
	passStep = 1 << 10  // bytes looked through at a time
	passMost = 12 << 10 // bytes beyond the limit that a chain of findings, each overlapping the next, may reach
)

// more is scan when something beside card data is looked for.
func (s *Scanner) more(text []byte, from, limit int) int {
	p := pass{digits: from, words: from, mails: from, persons: from, most: limit + passMost}
	for from < limit {
		from = s.advance(text, &p, min(from+passStep, limit))
	}
	return from
}

// advance looks for what begins before to, and returns that, or where the last finding ends. A finding is
// accepted when all card numbers up to its end are known.
func (s *Scanner) advance(text []byte, p *pass, to int) int {
	for {
		p.digits = s.digits(text, p.digits, to)
		to = max(to, p.digits)
		need := s.words(text, p, to)
		if need <= to {
			need = s.mails(text, p, to)
		}
		if need <= to {
			need = s.persons(text, p, to)
		}
		if need <= to {
			return to
		}
		to = need
	}
}

// settled reports whether a finding that ends at end can be decided when all is known up to to.
func (p *pass) settled(end, to int) bool { return end <= to || end > p.most }

// free returns where the first finding after start begins that nothing weaker may overlap, or start if one
// covers start; at most to.
func (s *Scanner) free(p *pass, start, to int) int {
	for _, f := range s.known(p) {
		if f.Kind.strong() && f.End > start && f.Start < to {
			to = max(f.Start, start)
		}
	}
	return to
}

// known returns the findings that may overlap what is still to be found.
func (s *Scanner) known(p *pass) []Finding {
	for p.low < len(s.found) && s.found[p.low].End <= min(p.persons, p.mails, p.words) {
		p.low++
	}
	return s.found[p.low:]
}

// strong reports whether nothing weaker takes a digit from a finding of this kind.
func (k Kind) strong() bool { return k == PAN || k == Track || k == Email }
