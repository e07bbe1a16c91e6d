package ole

import (
	"maps"
	"slices"
	"strconv"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// A sheet writes cells: a tab between two in a row, a newline between rows. A number that is split over
// cells below one another is written again, as a column.
type sheet struct {
	cells   *walk.Text
	columns *walk.Text
	row     int
	count   int // cells so far
	runs    map[int]*columnRun
}

// A columnRun is a stretch of cells below one another that hold nothing but digits.
type columnRun struct {
	row    int // the last
	first  int // the number of its first cell, among all
	last   int
	text   []byte
	cells  int
	digits int
}

// Digits in cells below one another that may be a card or two. More are a table of numbers, in which
// any four would pass for a card now and then.
const (
	minColumn = 12
	maxColumn = 40
	maxSplit  = 11 // digits of one cell: more are looked at by themselves
)

func newSheet(cells, columns *walk.Text) *sheet {
	return &sheet{cells: cells, columns: columns, row: -1, runs: map[int]*columnRun{}}
}

func (s *sheet) cell(row, col int, text []byte) {
	if len(text) == 0 {
		return
	}
	if row != s.row {
		s.cells.Break('\n')
	} else {
		s.cells.Break('\t')
	}
	s.row = row
	s.count++
	s.cells.Write(text)
	s.column(row, col, text)
}

func (s *sheet) column(row, col int, text []byte) {
	run, digits := s.runs[col], fragment(text)
	if run != nil && (digits == 0 || row != run.row+1) {
		s.flush(col, run)
		run = nil
	}
	if digits == 0 {
		return
	}
	if run == nil {
		run = &columnRun{first: s.count}
		s.runs[col] = run
	}
	run.row, run.last = row, s.count
	run.cells, run.digits = run.cells+1, run.digits+digits
	if run.digits <= maxColumn {
		run.text = append(append(run.text, text...), '\n')
	}
}

// fragment returns the number of digits of a cell that has nothing but few of them, or 0.
func fragment(text []byte) int {
	if len(text) > 2*maxSplit {
		return 0
	}
	digits := 0
	for _, c := range text {
		switch {
		case digit(c):
			digits++
		case c != ' ' && c != '-':
			return 0
		}
	}
	if digits > maxSplit {
		return 0
	}
	return digits
}

// flush ends a run. What stood alone in its rows was seen there.
func (s *sheet) flush(col int, run *columnRun) {
	if run.last-run.first >= run.cells && run.digits >= minColumn && run.digits <= maxColumn {
		s.columns.WriteString("column " + strconv.Itoa(col+1) + ":\n")
		s.columns.Write(run.text)
	}
	clear(run.text)
	delete(s.runs, col)
}

func (s *sheet) end() {
	for _, col := range slices.Sorted(maps.Keys(s.runs)) {
		s.flush(col, s.runs[col])
	}
	s.cells.End()
}
