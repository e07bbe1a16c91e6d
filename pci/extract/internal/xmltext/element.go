package xmltext

import "bytes"

// maxStack is how deep elements are told apart. What is deeper is text of the deepest; real documents
// stay below 100.
const maxStack = 512

// maxOpen is how many elements a tag may close at once.
const maxOpen = 64

// An element is an open element: what it is and where it is in.
type element struct {
	name  []byte
	class class

	inParagraph bool
	inRich      bool // all character data is text of the paragraph
	inCell      bool // and not in a paragraph of it
	inAside     bool
	deleted     bool
	inserted    bool

	from   int  // of a cell: the length of the text before it
	mixed  bool // of generic XML: has text of its own
	inline bool // of generic XML: stands in a line of text
}

func (x *reader) top() *element {
	if n := len(x.stack); n > 0 {
		return &x.stack[n-1]
	}
	return new(element) // around the root
}

// stream is where text of an element goes.
func (x *reader) stream(e *element) *stream {
	if e.inAside {
		return &x.beside
	}
	return &x.body
}

// open begins an element.
func (x *reader) open(tag Tag) {
	if !x.rooted {
		x.dialect, x.rooted = dialectOf(tag), true
	}
	e := *x.top()
	e.name, e.class = tag.Name, x.dialect.classOf(tag.Local())
	e.inline, e.mixed = e.inline || e.mixed, false
	if longNumber(tag.Name) {
		x.attributes.line(tag.Name)
	}
	x.attribute(tag, e.class)
	x.enter(&e, tag)
	switch {
	case tag.empty:
		x.leave(&e)
	case len(x.stack) == maxStack:
		x.deep++
	default:
		x.stack = append(x.stack, e)
	}
}

// close ends the element of that name, and those in it that were not closed. One that is not open is
// passed over.
func (x *reader) close(name []byte) {
	if x.deep > 0 {
		x.deep--
		return
	}
	name, _, _ = bytes.Cut(name, []byte(" "))
	for i := len(x.stack) - 1; i >= max(0, len(x.stack)-maxOpen); i-- {
		if bytes.Equal(x.stack[i].name, name) {
			x.leaveTo(i)
			return
		}
	}
}

// leaveTo closes all but n elements.
func (x *reader) leaveTo(n int) {
	for len(x.stack) > n {
		x.leave(x.top())
		x.stack = x.stack[:len(x.stack)-1]
	}
}

// enter does what the beginning of an element means.
func (x *reader) enter(e *element, tag Tag) {
	switch e.class {
	case paragraph, rich:
		e.inAside = e.inAside || e.inParagraph // such as a text box: not in the line of the outer one
		e.inParagraph, e.inRich = true, e.class == rich
		x.before(e, '\n')
	case aside:
		e.inAside, e.inParagraph, e.inRich, e.inCell = true, false, false, false
		x.beside.gap = '\n'
	case row:
		x.enterRow(e, tag)
	case cell:
		x.enterCell(e, tag)
	case breaks:
		x.divide(e, '\n')
	case tab:
		x.divide(e, '\t')
	case spaces:
		x.inline(e, space100[:number(tag.Attr("c"), 1, len(space100))])
	case hyphen:
		x.inline(e, []byte("-"))
	case symbol:
		x.inline(e, symbolOf(tag.Attr("char")))
	case deleted, removed:
		e.deleted = true
	case inserted:
		e.inserted = true
	case fieldMark:
		x.beside.gap = '\n'
	case part:
		x.turn(tag.Attr("name"))
	case glyphs:
		x.glyphs(tag)
	case blob:
		x.blob = x.blob[:0]
		x.nameBlob(tag)
	}
}

// before parts what follows from the text before, unless that was done.
func (x *reader) before(e *element, c byte) {
	if s := x.stream(e); s.gap == 0 {
		s.gap = c
	}
}

// leave does what the end of an element means.
func (x *reader) leave(e *element) {
	s := x.stream(e)
	switch e.class {
	case paragraph, rich:
		s.gap = '\n'
		x.endParagraph(e)
	case row, aside:
		s.gap = '\n'
	case cell:
		if s.len() > e.from {
			s.gap = '\t' // instead of the newline after its last paragraph
		}
		if !e.inAside {
			x.columns.End()
		}
	case part:
		x.turn("")
	case blob:
		x.endBlob()
	}
	if e.mixed && !e.inline {
		x.body.gap = '\n'
	}
}

// endParagraph hands the paragraph over as it was before its tracked changes.
func (x *reader) endParagraph(e *element) {
	if e.inAside {
		return
	}
	if x.options.Item != nil && string(local(e.name)) == "si" {
		x.options.Item(x.was)
	}
	if x.changed {
		x.beside.line(x.was)
	}
	x.was, x.changed = x.was[:0], false
}
