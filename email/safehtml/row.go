package safehtml

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// A row is one that is open.
type row struct {
	layout bool // of a table that is only there to lay out
	cells  int
	begun  int // lines before it
}

func (t *texter) openTable(n *node) {
	switch n.tag {
	case atom.Table:
		t.page.line()
		t.rows = append(t.rows, row{layout: layout(n)})
	case atom.Caption:
		t.page.line()
	case atom.Tr:
		t.page.line()
		r := t.row()
		r.cells, r.begun = 0, t.page.lines
	default:
		t.openCell()
	}
}

// row returns the innermost row; those of a table share one.
func (t *texter) row() *row { return &t.rows[len(t.rows)-1] }

// openCell puts a tab between this cell and the one before, if that has been on one line; else a new line begins. Tables that are
// only there to lay out have no tabs for cells without text.
func (t *texter) openCell() {
	p, r := &t.page, t.row()
	if r.cells++; r.cells == 1 {
		return
	}
	if p.lines-r.begun > 1 {
		p.joined = false
		p.line()
		return
	}
	p.gap = bytes.TrimRight(p.gap, " ")
	if r.layout && (p.joined || p.lines == r.begun) {
		return
	}
	if p.gap = append(p.gap, '\t'); p.lines > r.begun {
		p.fresh, p.blank, p.joined = false, 0, true
	}
}

func (t *texter) closeTable(n *node) {
	switch n.tag {
	case atom.Table:
		t.rows = t.rows[:len(t.rows)-1]
		t.page.line()
	case atom.Tr, atom.Caption:
		t.page.joined = false
		t.page.line()
	}
}

// layout reports whether a table says of itself that it only lays out.
func layout(n *node) bool {
	role := n.attrs.get("role")
	return role == "presentation" || role == "none" || n.attrs.get("border") == "0" && n.attrs.get("cellspacing") == "0" || n.attrs.get("cellpadding") == "0"
}
