package archive

// table is the shared strings of a workbook, which its cells refer to by number.
type table struct {
	text []byte
	ends []int
}

// add appends a string.
func (t *table) add(s []byte) {
	t.text = append(t.text, s...)
	t.ends = append(t.ends, len(t.text))
}

// at returns a string; nothing for a number that is none.
func (t *table) at(i int) []byte {
	if i < 0 || i >= len(t.ends) {
		return nil
	}
	from := 0
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.text[from:t.ends[i]]
}
