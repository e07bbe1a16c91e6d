package document

import "slices"

// InsertTable puts a table of empty cells in front of a block, or behind the last one. It has at least one cell.
func (d Doc) InsertTable(block, rows, columns int) (Doc, error) {
	d = d.Normal().clone()
	if block < 0 || block > len(d.Blocks) {
		return Doc{}, &Error{Code: ErrNoPlace, Place: Place{Block: block}}
	}
	rows, columns = max(rows, 1), max(columns, 1)
	if columns > MaxColumns {
		return Doc{}, &Error{Code: ErrTooManyColumns, Count: columns, Limit: MaxColumns}
	}
	if rows > MaxParts/columns {
		return Doc{}, &Error{Code: ErrTooManyParts, Count: rows, Limit: MaxParts / columns}
	}
	table := Block{Kind: Table, Rows: make([][]Line, rows)}
	for i := range table.Rows {
		table.Rows[i] = make([]Line, columns)
	}
	d.Blocks = slices.Insert(d.Blocks, block, table)
	return d.checked()
}

// InsertRow puts an empty row in front of a row of the table that the block is, or behind the last one. ErrNoTable
// says that the block is none, ErrNoPlace that there is no such row; so it is with the three below.
func (d Doc) InsertRow(block, at int) (Doc, error) {
	return d.mapTable(block, Place{Row: at}, func(t *Block) bool {
		if at < 0 || at > len(t.Rows) {
			return false
		}
		t.Rows = slices.Insert(t.Rows, at, make([]Line, columns(t.Rows)))
		return true
	})
}

// DeleteRow takes a row out of a table; with its last one the table goes.
func (d Doc) DeleteRow(block, at int) (Doc, error) {
	return d.mapTable(block, Place{Row: at}, func(t *Block) bool {
		if at < 0 || at >= len(t.Rows) {
			return false
		}
		t.Rows = slices.Delete(t.Rows, at, at+1)
		return true
	})
}

// InsertColumn puts a column of empty cells in front of a column, or behind the last one.
func (d Doc) InsertColumn(block, at int) (Doc, error) {
	return d.mapTable(block, Place{Column: at}, func(t *Block) bool {
		if at < 0 || at > columns(t.Rows) {
			return false
		}
		for i, row := range t.Rows {
			t.Rows[i] = slices.Insert(row, at, nil)
		}
		return true
	})
}

// DeleteColumn takes a column out of a table; with its last one the table goes.
func (d Doc) DeleteColumn(block, at int) (Doc, error) {
	return d.mapTable(block, Place{Column: at}, func(t *Block) bool {
		if at < 0 || at >= columns(t.Rows) {
			return false
		}
		for i, row := range t.Rows {
			t.Rows[i] = slices.Delete(row, at, at+1)
		}
		return true
	})
}

// mapTable returns the document with a table changed. The change is false if there is no such row or column.
func (d Doc) mapTable(block int, p Place, change func(*Block) bool) (Doc, error) {
	d = d.Normal().clone()
	p.Block = block
	if block < 0 || block >= len(d.Blocks) || d.Blocks[block].Kind != Table {
		return Doc{}, &Error{Code: ErrNoTable, Place: p}
	}
	if !change(&d.Blocks[block]) {
		return Doc{}, &Error{Code: ErrNoPlace, Place: p}
	}
	return d.checked()
}
