package main

import (
	"strings"
	"unicode/utf8"
)

// table is rows of cells, the first row the head. What may be long or in any script stands last, for
// the last column needs no width.
type table [][]string

func (t *table) add(cells ...string) { *t = append(*t, cells) }

// lines returns the table with its columns aligned, and "-" for an empty cell; a table without rows
// is "none".
func (t table) lines() []string {
	if len(t) < 2 {
		return []string{"none"}
	}
	width := t.widths()
	lines := make([]string, len(t))
	for i, row := range t {
		var b strings.Builder
		for col, cell := range row {
			cell = mark(cell)
			b.WriteString(cell)
			if col < len(row)-1 {
				b.WriteString(strings.Repeat(" ", width[col]-utf8.RuneCountInString(cell)+2))
			}
		}
		lines[i] = b.String()
	}
	return lines
}

func (t table) widths() []int {
	width := make([]int, len(t[0]))
	for _, row := range t {
		for col, cell := range row {
			width[col] = max(width[col], utf8.RuneCountInString(mark(cell)))
		}
	}
	return width
}

// mark makes an empty cell visible.
func mark(cell string) string {
	if cell == "" {
		return "-"
	}
	return cell
}
