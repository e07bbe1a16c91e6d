package document

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table reads a table. Within a cell it is only text: lines of rows, and spaces between cells.
func (r *htmlReader) table(n *html.Node, s style, c context) {
	r.end(c)
	if c.cell != nil {
		r.children(n, c)
		r.end(c)
		return
	}
	var g grid
	r.rows(n, c, &g)
	if g.wide > 0 {
		r.lines++
		r.blocks = append(r.blocks, Block{Kind: Table, Quote: c.quote, Indent: min(c.indent+s.indent(), MaxIndent), Rows: g.table()})
	}
}

func (r *htmlReader) rows(n *html.Node, c context, g *grid) {
	for child := range n.ChildNodes() {
		inner, s := c, styleOf(child)
		if child.Type != html.ElementNode || dropped(child, s) {
			continue
		}
		inner.restyle(child, s)
		switch child.DataAtom {
		case atom.Caption:
			r.block(child, s, inner)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			r.rows(child, inner, g)
		case atom.Tr:
			r.row(child, inner, g)
		}
	}
}

func (r *htmlReader) row(n *html.Node, c context, g *grid) {
	for child := range n.ChildNodes() {
		inner, s := c, styleOf(child)
		if child.DataAtom != atom.Td && child.DataAtom != atom.Th || dropped(child, s) || r.err != nil {
			continue
		}
		inner.restyle(child, s)
		inner.cell, inner.item = &cell{}, nil
		r.children(child, inner)
		r.end(inner)
		g.add(inner.cell.line, number(attribute(child, "colspan"), MaxColumns), number(attribute(child, "rowspan"), MaxParts))
		if g.cells > MaxParts {
			r.err = &Error{Code: ErrTooManyParts, Count: g.cells, Limit: MaxParts}
		}
	}
	g.endRow()
}

// grid is a table as it grows. A cell that spans several rows or columns is the first of them, and the others are empty.
type grid struct {
	rows  [][]Line
	row   []Line // the last one, which has not ended
	cells int
	wide  int             // columns that a cell begins in
	spans [MaxColumns]int // of each column: how many more rows a cell above reaches into
}

// add puts a cell into the row, to the right of those that reach into it from above.
func (g *grid) add(line Line, columns, rows int) {
	before := len(g.row)
	for len(g.row) < MaxColumns && g.spans[len(g.row)] > 0 {
		g.spans[len(g.row)]--
		g.row = append(g.row, nil)
	}
	g.wide = max(g.wide, len(g.row)+1)
	for i := range max(columns, 1) {
		at := len(g.row)
		if i > 0 {
			line = nil
		}
		if at < MaxColumns {
			g.spans[at] = max(rows, 1) - 1
		} else if i > 0 {
			break
		}
		g.row = append(g.row, line)
	}
	g.cells += len(g.row) - before
}

func (g *grid) endRow() {
	for i := len(g.row); i < MaxColumns; i++ {
		g.spans[i] = max(g.spans[i]-1, 0)
	}
	if len(g.row) > 0 {
		g.rows = append(g.rows, g.row)
	}
	g.row = nil
}

// table returns the rows, without columns that there are only because cells reach into them.
func (g *grid) table() [][]Line {
	for i, row := range g.rows {
		g.rows[i] = row[:min(len(row), g.wide)]
	}
	return g.rows
}
