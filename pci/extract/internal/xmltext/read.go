// Package xmltext takes the text out of XML: of the vocabularies of office documents as a reader sees it,
// of any other as well as can be told. It takes malformed XML, and never looks outside of the document.
//
// A part gives up to three texts: its body; what is beside it, such as comments, text boxes, formulas, the
// codes of fields, and paragraphs as they were before tracked changes; and its attributes, properties and
// comments of XML, one a line as name=value, as far as they can hold anything of interest.
package xmltext

import "github.com/acdkit/acdkit/pci/extract/internal/walk"

// Options are for workbooks. The zero value is for all other XML.
type Options struct {
	Shared func(i int) []byte // returns the shared string of a number
	Item   func(text []byte)  // is given each shared string
}

// Read hands over the text in data, which is the part of that name.
func Read(w *walk.Walk, name string, data []byte, o Options) {
	x := &reader{w: w, options: o}
	x.columns.Found = func(number []byte) { x.beside.line(number) }
	x.turn(name)
	x.content(Decode(w, name, data), 0)
	if len(x.stack) > 0 {
		w.Gap(name, walk.Truncated)
	}
	x.leaveTo(0)
	if x.entities.overflow {
		w.Gap(name, walk.TooLarge)
	}
	x.turn("")
	x.wipe()
}

// A reader goes through one part.
type reader struct {
	w       *walk.Walk
	options Options
	name    string

	dialect  dialect
	rooted   bool // the dialect is known
	entities entities
	stack    []element
	deep     int // open elements beyond the stack

	body, beside, attributes stream

	columns Columns
	shared  bool   // the value of the cell is the number of a shared string
	line    line   // of an XPS page
	held    []byte // character data since the last tag
	was     []byte // the paragraph before its tracked changes
	changed bool   // it differs
	blob    []byte
	scratch []byte
	value   []byte

	blobName string
}

// turn hands over what there is, and goes on with the part of that name.
func (x *reader) turn(name string) {
	x.columns.Close()
	for _, s := range []*stream{&x.body, &x.beside, &x.attributes} {
		s.end()
		s.w, s.name = x.w, name
	}
	x.name = name
}

// wipe clears what was kept of the text.
func (x *reader) wipe() {
	for _, b := range [][]byte{x.held, x.was, x.blob, x.scratch, x.value} {
		clear(b[:cap(b)])
	}
}

// content reads data in the element that is open.
func (x *reader) content(data []byte, nesting int) {
	s := scanner{data: data}
	for x.w.Alive() {
		t, ok := s.next()
		if !ok {
			break
		}
		switch t.kind {
		case chars:
			x.hold(t.text, nesting)
		case literal:
			x.held = append(x.held, t.text...)
		case start:
			x.release()
			x.open(t.tag)
		case end:
			x.release()
			x.close(t.tag.Name)
		default:
			x.declaration(t)
		}
	}
	x.release()
	if s.cut {
		x.w.Gap(x.name, walk.Truncated)
	}
}

// declaration reads what is no content. It does not part the text around it.
func (x *reader) declaration(t token) {
	if t.kind == doctype {
		x.entities.declare(t.text)
	}
	if worth(t.text) && (t.kind != instruction || string(t.text[:min(4, len(t.text))]) != "xml ") {
		x.attributes.line(t.text)
	}
}

// hold keeps character data until the next tag, with its entities replaced.
func (x *reader) hold(text []byte, nesting int) {
	for {
		i := indexByte(text, '&')
		x.held = append(x.held, text[:i]...)
		if text = text[i:]; len(text) == 0 {
			return
		}
		value, own, n := x.entities.lookup(text)
		switch {
		case !own:
			x.held = append(x.held, value...)
		case !x.entities.spend(value, nesting):
		case indexByte(value, '<') == len(value):
			x.hold(value, nesting+1)
		default:
			x.release()
			x.content(value, nesting+1)
		}
		text = text[n:]
	}
}

// release hands the character data on to what the element makes of it.
func (x *reader) release() {
	if len(x.held) == 0 {
		return
	}
	text := x.held
	x.held = x.held[:0]
	switch e := x.top(); {
	case e.class == blob:
		x.blob = append(x.blob, text...)
	case x.dialect == generic:
		x.plainText(e, text)
	default:
		x.officeText(e, text)
	}
}
