package document

import "fmt"

// Code says what kind of error an Error is. Each code is an error itself, for errors.Is.
type Code string

// Why something is refused.
const (
	ErrTooLarge        Code = "the input is too large"        // MaxInput
	ErrTooDeep         Code = "the HTML is nested too deeply" // 512 elements, as package html has it
	ErrTooMuchText     Code = "there is too much text"        // MaxText
	ErrTooManyParts    Code = "there are too many parts"      // MaxParts
	ErrTooManyColumns  Code = "a table has too many columns"  // MaxColumns
	ErrNotDelta        Code = "the input is no document in Delta"
	ErrUnknownName     Code = "no such kind or mark"
	ErrNoPlace         Code = "there is no such place"
	ErrNoTable         Code = "there is no table"
	ErrNoKind          Code = "a block cannot become that"
	ErrBadColor        Code = "no such colour"
	ErrBadLink         Code = "no link to http, https, mailto or tel"
	ErrBadImage        Code = "the id of the image is empty, too long or not printable"
	ErrBadID           Code = "the template id is empty, too long or not printable"
	ErrBadName         Code = "the name is blank, too long or not printable"
	ErrBadLanguage     Code = "the language is not a BCP 47 tag"
	ErrUnknownVariable Code = "no such variable"
	ErrUnclosed        Code = "two opening braces without two closing ones in the same run"
)

// Error returns the text of the code after "document: ".
func (c Code) Error() string { return "document: " + string(c) }

// Error is every error of this package. errors.Is finds its Code, errors.AsType the rest. Nothing in it is from
// the text of a document.
type Error struct {
	Code  Code
	Place Place // ErrNoPlace, ErrNoTable, ErrUnknownVariable, ErrUnclosed
	Count int   // how many there are, where there is a Limit
	Limit int
}

// Error returns the code with the numbers that belong to it.
func (e *Error) Error() string {
	switch e.Code {
	case ErrNoPlace, ErrNoTable, ErrUnknownVariable, ErrUnclosed:
		p := e.Place
		return fmt.Sprintf("%v (block %d, row %d, column %d, offset %d)", e.Code, p.Block, p.Row, p.Column, p.Offset)
	}
	if e.Limit > 0 {
		return fmt.Sprintf("%v (%d, limit %d)", e.Code, e.Count, e.Limit)
	}
	return e.Code.Error()
}

// Is matches the code.
func (e *Error) Is(target error) bool { return e.Code == target }
