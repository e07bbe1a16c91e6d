package pdf

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"math"
	"slices"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// How far apart, in ems, characters are of which word, line and cell.
const (
	wordGap = 0.15 // a space
	cellGap = 3    // a tab
	backGap = 1    // backwards: something else on the line
	baseGap = 0.15 // up or down: a superscript, which is no part of a number
	lineGap = 0.6  // up or down: another line
)

// maxSpots bounds the text that is put in order at one time.
const maxSpots = 100_000

// A sheet puts the characters of a page together, by their places: in the order in which they are drawn,
// and, where that differs, as they stand on a line.
type sheet struct {
	file  *file
	name  string
	out   *walk.Text // nil until the sheet is full
	buf   []byte
	spots []spot
	size  int    // what was handed over
	lines []byte // what is not in buf: numbers put together of several places
}

// A spot is text without a gap.
type spot struct {
	u, end   float64 // along the line
	v        float64 // across it
	em       float64
	cos, sin float64 // the direction of the line
	lo, hi   int     // where in buf
}

// A place is where a character is drawn, in which direction, and how far the next one is.
type place struct {
	x, y     float64
	cos, sin float64
	advance  float64
	em       float64
}

// add draws text at a place.
func (s *sheet) add(text string, p place) {
	n := spot{em: p.em, cos: p.cos, sin: p.sin}
	n.u, n.v = p.x*p.cos+p.y*p.sin, p.y*p.cos-p.x*p.sin
	n.end = n.u + p.advance
	if len(s.spots) > 0 {
		last := &s.spots[len(s.spots)-1]
		gap := separator(last, &n)
		if gap == 0 && len(s.buf)-last.lo < 32*maxSpots {
			last.end, last.em = n.end, n.em
			s.buf = append(s.buf, text...)
			last.hi = len(s.buf)
			return
		}
		s.separate(gap, text)
		if n := len(s.spots) + len(s.buf)/16; n > maxSpots && (gap == '\n' || n > 4*maxSpots) {
			s.flush()
		}
	}
	n.lo = len(s.buf)
	s.buf = append(s.buf, text...)
	n.hi = len(s.buf)
	s.spots = append(s.spots, n)
}

// separate writes a gap, unless there is none or the text has one there.
func (s *sheet) separate(gap byte, text string) {
	if gap == 0 {
		return
	}
	blank := len(s.buf) > 0 && s.buf[len(s.buf)-1] == ' ' || text == " "
	if gap != ' ' || !blank {
		s.buf = append(s.buf, gap)
	}
}

// separator returns what stands between two characters, by how far apart they are; 0 is nothing.
func separator(a, b *spot) byte {
	em := max(a.em, b.em, 1e-9)
	along, across := (b.u-a.end)/em, math.Abs(b.v-a.v)/em
	switch {
	case math.Abs(a.cos-b.cos)+math.Abs(a.sin-b.sin) > 0.05, across > lineGap, along < -backGap:
		return '\n'
	case along > cellGap:
		return '\t'
	case along > wordGap, across > baseGap:
		return ' '
	}
	return 0
}

// flush hands over what there is.
func (s *sheet) flush() {
	s.sort()
	if s.out == nil {
		s.out = s.file.walk.Text(s.name)
	}
	s.out.Write(s.buf)
	s.out.Break('\n')
	s.out.Write(s.lines)
	s.size += len(s.buf) + len(s.lines)
	s.buf, s.spots, s.lines = s.buf[:0], s.spots[:0], s.lines[:0]
}

// part begins a new drawing of the same page.
func (s *sheet) part() {
	s.sort()
	s.buf = append(s.buf, '\n')
	s.spots = s.spots[:0]
}

// full reports whether the walk takes no more of this text.
func (s *sheet) full() bool { return s.size > s.file.walk.Limits().PartBytes }

// end hands over the rest, if it was not handed over before.
func (s *sheet) end() {
	if s.out == nil && (len(bytes.TrimSpace(s.buf)) == 0 || !s.file.fresh(s.buf)) {
		return
	}
	s.flush()
	s.out.End()
}

// fresh reports whether the text is new.
func (f *file) fresh(text []byte) bool {
	sum := sha256.Sum256(text)
	if f.texts[sum] {
		return false
	}
	f.texts[sum] = true
	return true
}

// sort finds what stands on one line, and keeps what was not drawn in that order.
func (s *sheet) sort() {
	order := make([]int, len(s.spots))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return s.compare(&s.spots[a], &s.spots[b]) })
	for begin, i := 0, 1; i <= len(order) && s.file.walk.Alive(); i++ {
		if i == len(order) || !sameLine(&s.spots[order[begin]], &s.spots[order[i]]) {
			s.line(order[begin:i])
			begin = i
		}
	}
}

// compare orders by direction, and from top to bottom.
func (s *sheet) compare(a, b *spot) int {
	return cmp.Or(cmp.Compare(math.Round(20*a.cos), math.Round(20*b.cos)),
		cmp.Compare(math.Round(20*a.sin), math.Round(20*b.sin)), cmp.Compare(b.v, a.v))
}

func sameLine(a, b *spot) bool {
	return math.Round(20*a.cos) == math.Round(20*b.cos) && math.Round(20*a.sin) == math.Round(20*b.sin) &&
		math.Abs(a.v-b.v) <= 0.3*max(a.em, b.em)
}

// line orders the spots of a line, and cuts it where the gaps are wide.
func (s *sheet) line(spots []int) {
	slices.SortStableFunc(spots, func(a, b int) int { return cmp.Compare(s.spots[a].u, s.spots[b].u) })
	segment := spots[:1:1]
	for _, i := range spots[1:] {
		last, next := &s.spots[segment[len(segment)-1]], &s.spots[i]
		if s.twice(last, next) {
			continue
		}
		if gap := separator(last, next); gap == '\t' || gap == '\n' {
			s.segment(segment)
			segment = nil
		}
		segment = append(segment, i)
	}
	s.segment(segment)
}

// twice reports whether b is a drawn again, as for bold type.
func (s *sheet) twice(a, b *spot) bool {
	return math.Abs(a.u-b.u) < 0.1*a.em && bytes.Equal(s.buf[a.lo:a.hi], s.buf[b.lo:b.hi])
}

// segment keeps spots that stand together with a digit in them, unless they were drawn so.
func (s *sheet) segment(spots []int) {
	drawn, digits := true, false
	for k, i := range spots {
		drawn = drawn && i == spots[0]+k
		digits = digits || slices.ContainsFunc(s.buf[s.spots[i].lo:s.spots[i].hi], func(c byte) bool { return isDigit(c) || c >= 0x80 })
	}
	if drawn || !digits {
		return
	}
	for k, i := range spots {
		if k > 0 {
			if gap := separator(&s.spots[spots[k-1]], &s.spots[i]); gap != 0 {
				s.lines = append(s.lines, gap)
			}
		}
		s.lines = append(s.lines, s.buf[s.spots[i].lo:s.spots[i].hi]...)
	}
	s.lines = append(s.lines, '\n')
}
