package pci

import (
	"fmt"

	"github.com/acdkit/acdkit/pci/extract"
)

// Outcome is what a Guard did.
type Outcome uint8

// The outcomes, from mild to grave.
const (
	Passed   Outcome = iota // nothing was found
	Warned                  // a file was let through though it could not be examined
	Redacted                // text was redacted
	Dropped                 // a message or file was withheld

	outcomeEnd // one past the last
)

var outcomeNames = [outcomeEnd]string{"passed", "warned", "redacted", "dropped"}

// String returns the name in English.
func (o Outcome) String() string {
	if o >= outcomeEnd {
		return fmt.Sprintf("outcome(%d)", uint8(o))
	}
	return outcomeNames[o]
}

// MarshalText writes the name.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads what MarshalText wrote; anything else is ErrUnknownName.
func (o *Outcome) UnmarshalText(text []byte) error { return named(o, outcomeNames[:], text) }

// A Record is the audit record of one field or file: what was found where, and what was done. It has no digit
// and no text of what was found. The host adds when it was, and whose contact.
type Record struct {
	Place   Place         `json:"place"`
	Outcome Outcome       `json:"outcome"`
	Found   Tally         `json:"found,omitempty"`
	Format  string        `json:"format,omitempty"` // of a file, by its content
	Cause   extract.Cause `json:"cause,omitempty"`  // why a file was not examined
	// Pictures is how many pictures, sounds and films there are in a file, which nothing has read.
	Pictures int `json:"pictures,omitempty"`
}

// Audit is the records of one call, without those of fields that passed and have nothing to tell.
type Audit []Record

// Outcome returns the gravest of all.
func (a Audit) Outcome() Outcome {
	var gravest Outcome
	for _, r := range a {
		gravest = max(gravest, r.Outcome)
	}
	return gravest
}

// Found returns the findings of all records.
func (a Audit) Found() Tally {
	var t Tally
	for _, r := range a {
		t.merge(r.Found)
	}
	return t
}
