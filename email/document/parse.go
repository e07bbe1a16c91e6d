package document

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// FromHTML makes a document of HTML, as an editor has it or somebody pasted it. What a document has no place for loses its
// markup and keeps its text; scripts, styles and what is hidden go. Id returns the attachment that an image's address
// stands for, or ""; then its alternative text is kept. A nil id takes "cid:" addresses for ids.
//
// Errors are ErrTooLarge, ErrTooDeep and those of Validate.
func FromHTML(text string, id func(src string) string) (Doc, error) {
	if err := checkInput(len(text)); err != nil {
		return Doc{}, err
	}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(strings.ToValidUTF8(text, "\uFFFD")), body)
	if err != nil { // the only one there is, for a reader that does not fail
		return Doc{}, &Error{Code: ErrTooDeep}
	}
	r := htmlReader{id: id}
	if id == nil {
		r.id = contentID
	}
	var c context
	for _, n := range nodes {
		r.node(n, c)
	}
	r.end(c)
	if r.err != nil {
		return Doc{}, r.err
	}
	return Doc{Blocks: r.blocks}.checked()
}

// htmlReader collects the blocks of HTML, from top to bottom.
type htmlReader struct {
	id     func(src string) string
	blocks []Block
	open   openLine // what stands behind the last block
	lines  int      // that have ended
	err    error
}

// context is where in HTML something stands. What is in it gets a copy.
type context struct {
	run    Run // without text: how text looks
	pre    bool
	kind   Kind // Paragraph or Heading
	quote  bool
	indent int
	list   Kind
	item   *item
	cell   *cell
}

// item is an item of a list that is being read. What stands in it before anything but text is one line.
type item struct {
	begun bool
	block int // its own
}

// cell is a cell that is being read. All that stands in it is one line.
type cell struct {
	begun bool
	line  Line
}

func (c *cell) add(line Line) {
	if c.begun {
		c.line = append(c.line, Run{Text: "\n"})
	}
	c.begun, c.line = true, append(c.line, line...)
}

// end ends a line, if anything stands in it.
func (r *htmlReader) end(c context) {
	if line, ok := r.open.take(); ok {
		r.put(line, c)
	}
}

// put adds a line to where the context is.
func (r *htmlReader) put(line Line, c context) {
	r.lines++
	switch {
	case r.lines > MaxParts: // more than can become of them, or lines of one item
		r.err = &Error{Code: ErrTooManyParts, Count: r.lines, Limit: MaxParts}
	case c.cell != nil:
		c.cell.add(line)
	case c.item != nil && !c.item.begun:
		c.item.begun, c.item.block = true, len(r.blocks)
		r.blocks = append(r.blocks, Block{Kind: c.list, Quote: c.quote, Indent: c.indent - 1, Line: line})
	case c.item != nil && c.item.block == len(r.blocks)-1:
		b := &r.blocks[c.item.block]
		b.Line = append(append(b.Line, Run{Text: "\n"}), line...)
	default:
		r.blocks = append(r.blocks, Block{Kind: c.kind, Quote: c.quote, Indent: c.indent, Line: line})
	}
}

func (r *htmlReader) children(n *html.Node, c context) {
	for child := range n.ChildNodes() {
		r.node(child, c)
	}
}

// node reads a node. The parser allows no more than 512 of them within each other.
func (r *htmlReader) node(n *html.Node, c context) {
	switch {
	case r.err != nil:
	case n.Type == html.TextNode:
		r.open.text(n.Data, c.run, c.pre)
	case n.Type == html.ElementNode:
		style := styleOf(n)
		if dropped(n, style) {
			return
		}
		c.restyle(n, style)
		r.element(n, style, c)
	}
}

// element reads an element whose own style the context has already.
func (r *htmlReader) element(n *html.Node, s style, c context) {
	switch n.DataAtom {
	case atom.Br:
		r.open.breakLine(c.run)
	case atom.Img:
		r.image(n, s, c)
	case atom.Table:
		r.table(n, s, c)
	case atom.Td, atom.Th: // of a table within a cell
		r.open.text(" ", c.run, false)
		r.children(n, c)
	default:
		if !blockElements[n.DataAtom] {
			r.children(n, c)
			return
		}
		r.block(n, s, c)
	}
}

// image reads an image, or its alternative text.
func (r *htmlReader) image(n *html.Node, s style, c context) {
	i := Image{Alt: attribute(n, "alt"), Width: pixelsOf(n, s, "width"), Height: pixelsOf(n, s, "height")}
	if i.ID = r.id(attribute(n, "src")); !validID(i.ID) {
		r.open.text(i.Alt, c.run, false)
		return
	}
	r.open.image(Run{Image: i, Link: c.run.Link})
}

func pixelsOf(n *html.Node, s style, name string) int {
	if size := number(s[name], MaxPixels); size > 0 {
		return size
	}
	return number(attribute(n, name), MaxPixels)
}

// block reads an element that begins and ends a line.
func (r *htmlReader) block(n *html.Node, s style, c context) {
	r.end(c)
	c.enter(n, s)
	before := r.lines
	r.children(n, c)
	r.end(c)
	if r.lines == before && standsEmpty(n.DataAtom) {
		r.put(nil, c)
	}
}
