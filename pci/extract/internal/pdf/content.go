package pdf

import (
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// Bounds of what one page may do.
const (
	maxForms    = 20      // forms inside of forms
	maxDrawn    = 20_000  // forms drawn on one page
	maxStates   = 1000    // saved graphics states
	maxSource   = 1 << 23 // bytes of forms that are kept
	maxOperands = 1 << 20 // values of one operator
	maxHidden   = 12      // characters that cannot be told: fewer cannot hold a card number
)

// A canvas runs the operators of content streams and draws text on a sheet (8.2, 9.4).
type canvas struct {
	file  *file
	sheet *sheet
	plain bool // draw what the encodings of fonts say, not what copying would give
	// differs is set when drawing plainly would give other digits.
	differs bool
	drawn   int
	forms   map[*stream][]byte // contents of forms, for they are often drawn again
	kept    int
	marks   []mark
	last    drawing
}

// A drawing is the last text that was shown.
type drawing struct {
	text  string
	font  *font
	x, y  float64
	again bool // it is shown a second time, for bold type
}

// state is the graphics state as far as text goes (8.4, 9.3).
type state struct {
	ctm             matrix
	font            *font
	size            float64
	char, word      float64
	stretch         float64
	leading, rise   float64
	text, beginning matrix
}

// A reader runs one content stream.
type reader struct {
	*canvas
	state
	lexer     lexer
	fonts     map[name]*font
	resources []dict // those of the stream, and what stands behind them
	stack     []state
	skipped   int // saved states beyond the bound
	depth     int
	args      array
}

// start is the state that a page begins with.
func start() state { return state{ctm: unit, stretch: 1, text: unit, beginning: unit} }

// run draws a content stream.
func (c *canvas) run(data []byte, st state, resources []dict, depth int) {
	r := &reader{canvas: c, state: st, lexer: lexer{data: data, most: maxOperands}, fonts: map[name]*font{}, resources: resources, depth: depth}
	for c.file.alive() && !c.sheet.full() {
		v, ok := r.lexer.value(0)
		if !ok {
			return
		}
		if word, isOp := v.(op); isOp {
			if r.lexer.over {
				c.file.gap(c.sheet.name, walk.TooDeep)
			}
			r.lexer.values, r.lexer.over = 0, false
			r.operate(word)
			r.args = r.args[:0]
			continue
		}
		if len(r.args) == 64 {
			r.args = append(r.args[:0], r.args[1:]...)
		}
		r.args = append(r.args, v)
	}
}

// arg returns the n-th operand from the end; 0 is the last.
func (r *reader) arg(n int) any {
	if n >= len(r.args) {
		return nil
	}
	return r.args[len(r.args)-1-n]
}

func (r *reader) num(n int) float64 { return real(r.arg(n), 0) }

// operate runs one operator.
func (r *reader) operate(word op) {
	switch word {
	case "q":
		r.save()
	case "Q":
		r.restore()
	case "cm":
		if m := matrixOf(r.args[max(0, len(r.args)-6):]).times(r.ctm); m.finite() {
			r.ctm = m
		}
	case "gs":
		r.graphics()
	case "Do":
		r.object()
	case "BI":
		r.image()
	case "BDC":
		r.mark(r.arg(0))
	case "BMC":
		r.mark(nil)
	case "EMC":
		r.unmark()
	default:
		r.textual(word)
	}
}

// textual runs an operator of text (9.3, 9.4).
func (r *reader) textual(word op) {
	switch word {
	case "BT":
		r.text, r.beginning = unit, unit
	case "Tf":
		r.size = r.num(0)
		r.setFont(r.arg(1))
	case "Tc":
		r.char = r.num(0)
	case "Tw":
		r.word = r.num(0)
	case "Tz":
		r.stretch = r.num(0) / 100
	case "TL":
		r.leading = r.num(0)
	case "Ts":
		r.rise = r.num(0)
	case "Td":
		r.move(r.num(1), r.num(0))
	case "TD":
		r.leading = -r.num(0)
		r.move(r.num(1), r.num(0))
	case "T*":
		r.move(0, -r.leading)
	case "Tm":
		if m := matrixOf(r.args[max(0, len(r.args)-6):]); len(r.args) >= 6 {
			r.text, r.beginning = m, m
		}
	case "Tj", "TJ":
		r.show(r.arg(0))
	case "'":
		r.move(0, -r.leading)
		r.show(r.arg(0))
	case `"`:
		r.word, r.char = r.num(2), r.num(1)
		r.move(0, -r.leading)
		r.show(r.arg(0))
	}
}

func (r *reader) move(x, y float64) {
	if m := r.beginning.shift(x, y); m.finite() {
		r.text, r.beginning = m, m
	}
}

func (r *reader) save() {
	if len(r.stack) >= maxStates {
		r.skipped++
		return
	}
	r.stack = append(r.stack, r.state)
}

func (r *reader) restore() {
	switch {
	case r.skipped > 0:
		r.skipped--
	case len(r.stack) > 0:
		text, beginning := r.text, r.beginning
		r.state = r.stack[len(r.stack)-1]
		r.text, r.beginning = text, beginning
		r.stack = r.stack[:len(r.stack)-1]
	}
}

// resource looks a name up in the resources (7.8.3).
func (r *reader) resource(kind name, n any) any {
	key, ok := n.(name)
	if !ok {
		return nil
	}
	for _, d := range r.resources {
		if v := r.file.dict(d.get(kind)).get(key); v != nil {
			return v
		}
	}
	return nil
}

// setFont sets the font by its name in the resources.
func (r *reader) setFont(v any) {
	n, _ := v.(name)
	if r.font = r.fonts[n]; r.font == nil {
		r.font = r.file.font(r.resource("Font", n))
		r.fonts[n] = r.font
	}
}

// graphics sets what an external graphics state says of the font.
func (r *reader) graphics() {
	d := r.file.dict(r.resource("ExtGState", r.arg(0)))
	if font := r.file.array(d.get("Font")); len(font) == 2 {
		r.font, r.size = r.file.font(font[0]), real(r.file.resolve(font[1]), 0)
	}
}

// object draws an external object (8.8). Pictures are told of where all streams are.
func (r *reader) object() {
	st := r.file.stream(r.resource("XObject", r.arg(0)))
	if st == nil || r.file.name(st.dict.get("Subtype")) != "Form" {
		return
	}
	r.form(st)
}

// form draws a form (8.10).
func (r *reader) form(st *stream) {
	switch r.drawn++; {
	case r.depth >= maxForms:
		r.file.gap(r.sheet.name, walk.TooDeep)
		return
	case r.drawn > maxDrawn:
		r.file.gap(r.sheet.name, walk.TooMany)
		return
	}
	data, ok := r.forms[st]
	if !ok {
		data = r.file.decode(r.sheet.name, st)
		if r.kept += len(data); r.kept > maxSource {
			clear(r.forms)
			r.kept = len(data)
		}
		r.forms[st] = data
		r.file.seen[st] = true
	}
	inner := r.state
	var m array
	for _, v := range r.file.array(st.dict.get("Matrix")) {
		m = append(m, r.file.resolve(v))
	}
	if inner.ctm = matrixOf(m).times(r.ctm); !inner.ctm.finite() {
		inner.ctm = r.ctm
	}
	resources := r.resources
	if own := r.file.dict(st.dict.get("Resources")); own != nil {
		resources = []dict{own, r.resources[len(r.resources)-1]}
	}
	open := len(r.marks)
	r.run(data, inner, resources, r.depth+1)
	r.marks = r.marks[:min(open, len(r.marks))]
}
