package pdf

import (
	"math"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// show draws a string, or an array of strings and of moves between them.
func (r *reader) show(v any) {
	if r.font == nil {
		r.font = r.file.font(nil)
	}
	parts, ok := v.(array)
	if !ok {
		parts = array{v}
	}
	r.again(parts)
	for _, part := range parts {
		switch part := part.(type) {
		case str:
			r.string(part)
		case number:
			r.advance(-real(part, 0) / 1000 * r.size)
		}
	}
	r.last.again = false
}

// again notes whether the same is drawn at nearly the same place as before.
func (r *reader) again(parts array) {
	var all []byte
	for _, part := range parts {
		if s, ok := part.(str); ok {
			all = append(all, s...)
		}
	}
	m := r.text.times(r.ctm)
	em := math.Hypot(m.vector(r.size, 0)) * r.font.em
	before := r.last
	r.last = drawing{text: string(all), font: r.font, x: m[4], y: m[5]}
	r.last.again = len(all) > 0 && before.text == r.last.text && before.font == r.font &&
		math.Hypot(m[4]-before.x, m[5]-before.y) < 0.1*em
}

// string draws the characters of a string.
func (r *reader) string(s str) {
	for len(s) > 0 && r.file.alive() && !r.sheet.full() {
		g := r.font.next(s)
		s = s[max(1, g.bytes):]
		width := g.width*r.size + r.char
		if g.blank {
			width += r.word
		}
		if !r.last.again && !(g.text == " " && r.narrow(width)) {
			r.glyph(g)
		}
		r.advance(width)
	}
}

// narrow reports whether a space is so small that nobody sees it: some writers place all characters by
// spaces of their own widths.
func (r *reader) narrow(width float64) bool {
	return !r.font.vertical && width < 0.1*r.font.em*math.Abs(r.size)
}

// advance moves on along the line.
func (r *reader) advance(width float64) {
	m := r.text
	if r.font.vertical {
		m = m.shift(0, width)
	} else {
		m = m.shift(width*r.stretch, 0)
	}
	if m.finite() {
		r.text = m
	}
}

// glyph draws one character, or the text that replaces it.
func (r *reader) glyph(g glyph) {
	if g.other != "" && digits(g.other) != digits(g.text) {
		r.differs = true
	}
	shown := g.text
	if r.plain && g.other != "" {
		shown = g.other
	}
	if m := r.replaced(); m != nil && !r.plain {
		if len(m.drawn) < maxOperands {
			m.drawn = append(m.drawn, digits(g.text)...)
		}
		shown = ""
		if !m.started {
			m.started, shown = true, m.actual
		}
	} else if !g.known && !r.plain {
		r.file.unknown(r.sheet.name)
	}
	r.draw(shown, g.width*r.size)
}

// unknown counts characters that cannot be told.
func (f *file) unknown(part string) {
	if f.hidden++; f.hidden == maxHidden {
		f.gap(part, walk.Undecodable)
	}
}

// draw puts text of that width on the sheet, where the next character is.
func (r *reader) draw(shown string, width float64) {
	m := r.text.times(r.ctm)
	ax, ay := m.vector(r.stretch, 0)
	em := math.Abs(r.size)
	if r.font != nil && r.font.vertical {
		ax, ay = m.vector(0, -1)
		width = -width
	} else if r.font != nil {
		em *= r.font.em
	}
	length := math.Hypot(ax, ay)
	if length == 0 {
		ax, length = 1, 1
	}
	dx, dy := m.vector(0, r.rise)
	r.sheet.add(shown, place{x: m[4] + dx, y: m[5] + dy, cos: ax / length, sin: ay / length,
		advance: width * length, em: em * length})
}
