package document

// Limits of a document, and of what is read as one.
const (
	MaxInput   = 2 << 20 // bytes of HTML, Delta or text
	MaxText    = 1 << 20 // bytes of the text in a document
	MaxParts   = 20_000  // blocks, cells and runs of a document, all together
	MaxColumns = 100     // of a table
)

// Validate reports whether the document is within the limits: an *Error of ErrTooManyColumns, ErrTooManyParts or
// ErrTooMuchText. Everything that reads documents has asked it; ask it for those that came as JSON.
func (d Doc) Validate() error {
	if err := d.checkTables(); err != nil {
		return err
	}
	text, parts := 0, len(d.Blocks)
	for _, b := range d.Blocks {
		parts += len(b.Rows) * columns(b.Rows)
	}
	for _, line := range d.lines() {
		parts += len(line)
		for _, r := range line {
			text += len(r.Text)
		}
	}
	switch {
	case parts > MaxParts:
		return &Error{Code: ErrTooManyParts, Count: parts, Limit: MaxParts}
	case text > MaxText:
		return &Error{Code: ErrTooMuchText, Count: text, Limit: MaxText}
	}
	return nil
}

// checkTables reports tables that are too large to be filled up.
func (d Doc) checkTables() error {
	cells := 0
	for _, b := range d.Blocks {
		wide := columns(b.Rows)
		if wide > MaxColumns {
			return &Error{Code: ErrTooManyColumns, Count: wide, Limit: MaxColumns}
		}
		cells += len(b.Rows) * wide
	}
	if cells > MaxParts {
		return &Error{Code: ErrTooManyParts, Count: cells, Limit: MaxParts}
	}
	return nil
}

// checked returns the document in normal form if it is within the limits.
func (d Doc) checked() (Doc, error) {
	if err := d.checkTables(); err != nil {
		return Doc{}, err
	}
	d = d.Normal()
	if err := d.Validate(); err != nil {
		return Doc{}, err
	}
	return d, nil
}

func checkInput(size int) error {
	if size > MaxInput {
		return &Error{Code: ErrTooLarge, Count: size, Limit: MaxInput}
	}
	return nil
}
