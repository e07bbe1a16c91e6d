package pci

// maxNested is how deep tags within tags are looked into.
const maxNested = 4

// nested looks into what stands between the digits of the run before next, and is no part of its numbers: there may be
// others in the attributes of tags, in comments and scripts.
func (s *Scanner) nested(text []byte, next int) {
	if len(s.run.wide) == 0 {
		return
	}
	from := len(s.wide)
	for _, w := range s.run.wide {
		if w.end <= next {
			s.wide = append(s.wide, w)
		}
	}
	if len(s.wide) > from && s.depth < maxNested {
		s.depth++
		floor, wall := s.floor, s.wall
		for i := from; i < len(s.wide); i++ {
			w := s.wide[i]
			s.floor, s.wall = w.start, w.start
			s.digits(text[:w.end], w.start, w.end)
		}
		s.floor, s.wall = floor, wall
		s.depth--
	}
	s.wide = s.wide[:from]
}

// minNested is how many bytes there are at least in a tag with a verification code: <a 123>.
const minNested = 7

type span struct{ start, end int }
