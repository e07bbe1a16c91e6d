package safehtml

import (
	"slices"

	"golang.org/x/net/html/atom"
)

// admit closes and opens elements so that a start tag can come: what browsers imply, and what keeps the mail from ending
// elements of the page around it. It reports false for a part of a table outside of one.
func (w *walker) admit(tag atom.Atom, k kind) bool {
	switch {
	case k == unseen:
		return true
	case k == cell || k == table && tag != atom.Table || tag == atom.Col:
		return w.part(tag)
	}
	flow := k == block || tag == atom.Table || tag == atom.Hr
	if flow { // before a cell is looked for: svg may have hidden that there is none
		w.leaveForeign()
	}
	w.cell()
	switch {
	case flow:
		w.close(atom.P)
	case tag == atom.A:
		w.close(atom.A)
	}
	switch {
	case tag == atom.Li:
		w.item(atom.Ul, []atom.Atom{atom.Li}, atom.Ul, atom.Ol)
	case tag == atom.Dt || tag == atom.Dd:
		w.item(atom.Dl, []atom.Atom{atom.Dt, atom.Dd}, atom.Dl)
	case heading(tag) && w.top() != nil && heading(w.top().tag):
		w.popTo(len(w.stack) - 1)
	}
	return true
}

// close closes an element, if it is open in this cell.
func (w *walker) close(tag atom.Atom) {
	if i := w.find(tag); i >= 0 {
		w.popTo(i)
	}
}

// leaveForeign ends svg and math, as blocks do for browsers.
func (w *walker) leaveForeign() {
	w.close(atom.Svg)
	w.close(atom.Math)
}

// item makes room for the next item of a list: the one before ends. Where there is no list, one begins.
func (w *walker) item(list atom.Atom, items []atom.Atom, lists ...atom.Atom) {
	for i := len(w.stack) - 1; i >= 0; i-- {
		n := &w.stack[i]
		switch {
		case slices.Contains(lists, n.tag):
			return
		case slices.Contains(items, n.tag):
			w.popTo(i)
			return
		case n.kind == cell:
			i = 0 // the end
		}
	}
	if len(w.stack) < w.limits.depth && w.elements < w.limits.elements {
		w.imply(list, block)
	}
}

func (w *walker) imply(tag atom.Atom, k kind) { w.push(w.node(tag, k, nil)) }

// structure reports whether the innermost element is one of a table that holds no text.
func (w *walker) structure() bool {
	t := w.top()
	return t != nil && t.kind == table
}

// cell opens a cell, if the innermost element can only hold cells.
func (w *walker) cell() {
	if !w.structure() {
		return
	}
	if w.top().tag == atom.Colgroup {
		w.popTo(len(w.stack) - 1)
	}
	if w.top().tag != atom.Tr {
		w.imply(atom.Tr, table)
	}
	w.imply(atom.Td, cell)
}

// part makes room for a part of a table.
func (w *walker) part(tag atom.Atom) bool {
	if w.count[atom.Table] == 0 {
		return false
	}
	for !holds(w.top().tag, tag) {
		w.popTo(len(w.stack) - 1)
	}
	if (tag == atom.Td || tag == atom.Th) && w.top().tag != atom.Tr {
		w.imply(atom.Tr, table)
	}
	if tag == atom.Col && w.top().tag == atom.Table {
		w.imply(atom.Colgroup, table)
	}
	return true
}

// holds reports whether an element of a table may have a part in it.
func holds(parent, part atom.Atom) bool {
	switch parent {
	case atom.Table:
		return true
	case atom.Tr:
		return part == atom.Td || part == atom.Th
	case atom.Tbody, atom.Thead, atom.Tfoot:
		return part == atom.Td || part == atom.Th || part == atom.Tr
	case atom.Colgroup:
		return part == atom.Col
	}
	return false
}
