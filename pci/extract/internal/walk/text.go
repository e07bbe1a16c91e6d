package walk

import "unicode/utf8"

// A Text collects the text of one part, in the order in which a reader would see it. What would stand
// in one word is written without anything between; cells are parted by a tab, paragraphs and rows by a
// newline. End hands it over.
type Text struct {
	walk *Walk
	name string
	buf  []byte
	full bool
}

// Text begins the text of a part of that name; "" is the file itself.
func (w *Walk) Text(name string) *Text {
	t := &Text{walk: w, name: name, full: !w.part(name)}
	if free := w.budget.free; len(free) > 0 {
		t.buf = free[len(free)-1]
		w.budget.free = free[:len(free)-1]
	}
	return t
}

// Write hands over a short text of its own, such as a title. An empty one is nothing.
func (w *Walk) Write(name, text string) {
	if text == "" {
		return
	}
	t := w.Text(name)
	t.WriteString(text)
	t.End()
}

// Len returns how many bytes of text there are.
func (t *Text) Len() int { return len(t.buf) }

// room reports whether n bytes more may be written. The text that is too much is a Gap, once.
func (t *Text) room(n int) bool {
	switch {
	case t.full || !t.walk.Alive():
		t.full = true
	case n > t.walk.budget.limits.PartBytes-len(t.buf):
		t.full = true
		t.walk.Gap(t.name, TooLarge)
	default:
		t.full = !t.walk.Spend(t.name, n)
	}
	return !t.full
}

// Write appends p, or as much of it as is allowed. It always says that all was written.
func (t *Text) Write(p []byte) (int, error) {
	if t.room(len(p)) {
		t.buf = append(t.buf, p...)
	}
	return len(p), nil
}

// WriteString appends s, as Write does.
func (t *Text) WriteString(s string) {
	if t.room(len(s)) {
		t.buf = append(t.buf, s...)
	}
}

// WriteByte appends c, as Write does. Its error is always nil.
func (t *Text) WriteByte(c byte) error {
	if t.room(1) {
		t.buf = append(t.buf, c)
	}
	return nil
}

// WriteRune appends r in UTF-8.
func (t *Text) WriteRune(r rune) {
	if t.room(utf8.UTFMax) {
		t.buf = utf8.AppendRune(t.buf, r)
	}
}

// Break appends c, a tab or newline, unless the text is empty or ends with one that is as strong.
func (t *Text) Break(c byte) {
	if n := len(t.buf); n > 0 && t.buf[n-1] != '\n' && t.buf[n-1] != c {
		t.WriteByte(c)
	}
}

// End hands over the text, as far as it got, and wipes it. The Text must not be used again.
func (t *Text) End() {
	if len(t.buf) > 0 {
		t.walk.budget.visit(Part{Path: t.walk.join(t.name), Format: t.walk.format}, t.buf)
	}
	clear(t.buf)
	t.walk.budget.free = append(t.walk.budget.free, t.buf[:0])
	t.buf = nil
}
