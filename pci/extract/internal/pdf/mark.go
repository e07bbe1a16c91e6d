package pdf

import (
	"strings"
	"unicode"
)

// A mark is a piece of marked content (14.6).
type mark struct {
	actual  string // ActualText
	has     bool
	started bool
	drawn   []byte // digits of the characters that it replaces
}

// mark begins marked content.
func (r *reader) mark(properties any) {
	if n, ok := properties.(name); ok {
		properties = r.resource("Properties", n)
	}
	m := mark{}
	if s, ok := r.file.resolve(r.file.dict(properties).get("ActualText")).(str); ok {
		m.actual, m.has = textOf(s), true
	}
	if len(r.marks) < maxStates {
		r.marks = append(r.marks, m)
	}
}

// replaced returns the mark whose text stands for what is drawn now, or nil.
func (c *canvas) replaced() *mark {
	for i := range c.marks {
		if c.marks[i].has {
			return &c.marks[i]
		}
	}
	return nil
}

// unmark ends marked content.
func (r *reader) unmark() {
	if len(r.marks) == 0 {
		return
	}
	m := r.marks[len(r.marks)-1]
	r.marks = r.marks[:len(r.marks)-1]
	if !m.has || r.replaced() != nil {
		return
	}
	if !m.started && !r.plain && m.actual != "" {
		r.draw(m.actual, 0)
	}
	if digits(m.actual) != string(m.drawn) {
		r.differs = true
	}
}

// digits returns the decimal digits in s.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
