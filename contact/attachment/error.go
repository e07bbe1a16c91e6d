package attachment

import (
	"fmt"
	"strings"
)

// Code is why a file, or a set of files, was refused. Codes are errors themselves, to be found by
// errors.Is(err, attachment.TooLarge).
type Code uint8

// The codes. The zero Code is none.
const (
	Disabled        Code = iota + 1 // the administrator has not enabled attachments (C3)
	TypeNotAllowed                  // the last extension is not on the list (C5), or there is none
	DoubleExtension                 // a part within the name is a program's extension: a.exe.pdf
	TooLarge                        // one file has more than MaxFile bytes
	TotalTooLarge                   // the total is not less than MaxTotal (C4, E6)
	TooMany                         // more than MaxCount files (E6)
	Empty                           // a file of 0 bytes: mostly an upload that went wrong
	Mismatch                        // the content cannot be what the extension says (D6)
	Macros                          // an office file with macros
	Encrypted                       // a password keeps everybody from looking into the file (P1)
	Active                          // scripts, frames or the like
	Bomb                            // an archive that unpacks to far more than it is
	Executable                      // a program or script, or an archive with one in it
	Infected                        // the scanner found malicious software
	Unscanned                       // the scanner could not say
	InvalidRules                    // Rules.Validate
)

var codes = [...]string{
	"", "disabled", "type-not-allowed", "double-extension", "too-large", "total-too-large", "too-many", "empty", "mismatch",
	"macros", "encrypted", "active", "bomb", "executable", "infected", "unscanned", "invalid-rules",
}

// String returns the code's name: its constant in lower case with hyphens.
func (c Code) String() string {
	if int(c) < len(codes) {
		return codes[c]
	}
	return fmt.Sprintf("%d", uint8(c))
}

// Error returns the name behind that of the package.
func (c Code) Error() string { return "attachment: " + c.String() }

// MarshalText writes String.
func (c Code) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Error says what was refused, and by which limit. It never holds a file's name or content, so that it
// can be logged. errors.Is finds its Code and its Cause.
type Error struct {
	Code  Code   `json:"code"`
	File  int    `json:"file,omitempty"`  // place in the list, from 1; 0: the set, or the one file that was given
	Limit int64  `json:"limit,omitempty"` // bytes, or files for TooMany; for TotalTooLarge the total must be less, else at most that
	Size  int64  `json:"size,omitempty"`  // what there was, in the unit of Limit; 0: not known
	Field string `json:"field,omitempty"` // InvalidRules: the JSON name of the field
	Cause error  `json:"-"`
}

// Error describes the refusal for logs; users are shown Text.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code.Error())
	for _, part := range [...]struct {
		name  string
		value int64
	}{{"file", int64(e.File)}, {"limit", e.Limit}, {"size", e.Size}} {
		if part.value != 0 {
			fmt.Fprintf(&b, " %s=%d", part.name, part.value)
		}
	}
	if e.Field != "" {
		b.WriteString(" field=" + e.Field)
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap returns the Code, and the Cause if there is one.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Cause}
}
