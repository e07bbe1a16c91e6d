package document

import "strings"

// Marks are what text is emphasised with, any of them together.
type Marks uint8

// The marks (E5).
const (
	Bold Marks = 1 << iota
	Italic
	Underline
	Strike

	allMarks = Bold | Italic | Underline | Strike
)

// marks is all that the package knows of marks, in the order in which they are written.
var marks = [...]struct {
	mark Marks
	name string
	tag  string
}{
	{Bold, "bold", "strong"},
	{Italic, "italic", "em"},
	{Underline, "underline", "u"},
	{Strike, "strike", "s"},
}

// String returns the names of the marks, with spaces between, such as "bold italic".
func (m Marks) String() string {
	var names []string
	for _, known := range marks {
		if m&known.mark != 0 {
			names = append(names, known.name)
		}
	}
	return strings.Join(names, " ")
}

// MarshalText writes String.
func (m Marks) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText wrote; ErrUnknownName refuses everything else.
func (m *Marks) UnmarshalText(text []byte) error {
	var read Marks
	for name := range strings.FieldsSeq(string(text)) {
		mark := markNamed(name)
		if mark == 0 {
			return &Error{Code: ErrUnknownName}
		}
		read |= mark
	}
	*m = read
	return nil
}

func markNamed(name string) Marks {
	for _, known := range marks {
		if known.name == name {
			return known.mark
		}
	}
	return 0
}
