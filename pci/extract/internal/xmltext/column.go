package xmltext

import (
	"maps"
	"slices"
	"strconv"
)

// Bounds of a number that is written downwards over the cells of a column.
const (
	maxPiece   = 8  // digits of a cell
	minColumn  = 12 // digits of all
	maxColumn  = 24 // longer columns of small numbers are data
	maxColumns = 1 << 14
)

// Columns finds numbers that are written downwards, piece by piece, in cells of rows that follow each
// other; in the order of a sheet, other cells stand between them. Only short columns of small whole
// numbers count: any long one has some that look like a card by chance.
type Columns struct {
	Found func(number []byte) // the pieces, parted by newlines

	row, col int // of the cell that is open
	piece    []byte
	other    bool // the cell holds something else
	chains   map[int]*chain
}

// A chain is the pieces of a column so far.
type chain struct {
	row    int // of the last piece
	digits int
	text   []byte
}

// Row begins a row; 0 is the next one.
func (c *Columns) Row(row int) {
	if row == 0 {
		row = c.row + 1
	}
	c.row, c.col = row, 0
}

// Cell begins a cell; 0 is the next one.
func (c *Columns) Cell(col int) {
	if col == 0 {
		col = c.col + 1
	}
	c.col, c.piece, c.other = col, c.piece[:0], false
}

// Skip passes over so many cells.
func (c *Columns) Skip(n int) { c.col = min(c.col+max(n, 0), maxColumns) }

// Write adds to the text of the cell.
func (c *Columns) Write(text []byte) {
	for _, b := range text {
		switch {
		case '0' <= b && b <= '9' && len(c.piece) < maxPiece:
			c.piece = append(c.piece, b)
		case !space(b):
			c.other = true
			return
		}
	}
}

// End closes the cell.
func (c *Columns) End() {
	if c.other || len(c.piece) == 0 || c.col > maxColumns {
		return
	}
	at := c.chains[c.col]
	if at == nil {
		if c.chains == nil {
			c.chains = make(map[int]*chain)
		}
		at = new(chain)
		c.chains[c.col] = at
	}
	if at.row != c.row-1 {
		c.close(at)
	}
	at.row = c.row
	if at.digits += len(c.piece); at.digits <= maxColumn {
		at.text = append(append(at.text, c.piece...), '\n')
	}
	c.other = true // what is written before the next cell belongs to none
}

func (c *Columns) close(at *chain) {
	if minColumn <= at.digits && at.digits <= maxColumn && len(at.text) > at.digits+1 {
		c.Found(at.text)
	}
	at.digits, at.text = 0, at.text[:0]
}

// Close ends the sheet.
func (c *Columns) Close() {
	for _, col := range slices.Sorted(maps.Keys(c.chains)) {
		c.close(c.chains[col])
	}
	c.chains, c.row, c.col = nil, 0, 0
}

// Ref reads a reference such as "AB12".
func Ref(ref string) (row, col int) {
	i := 0
	for i < len(ref) && i < 3 && 'A' <= ref[i] && ref[i] <= 'Z' {
		col = col*26 + int(ref[i]-'A') + 1
		i++
	}
	row, err := strconv.Atoi(ref[i:])
	if err != nil || row < 0 {
		return 0, 0
	}
	return row, col
}
