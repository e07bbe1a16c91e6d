package pci

import (
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/pci/extract"
)

// Action is what becomes of a message in which something is found (P3).
type Action uint8

// The actions.
const (
	Redact Action = iota // the text is redacted, files with findings are dropped; the default
	Drop                 // the whole message is withheld, with its attachments

	actionEnd // one past the last
)

// String returns redact or drop.
func (a Action) String() string {
	switch a {
	case Redact:
		return "redact"
	case Drop:
		return "drop"
	}
	return fmt.Sprintf("action(%d)", uint8(a))
}

// MarshalText writes the name.
func (a Action) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// A Rule sets the action of some lanes. A zero channel or direction stands for each.
type Rule struct {
	Channel   contact.Channel
	Direction Direction
	Action    Action
}

// Unexamined is what becomes of a file that could not be examined, or not whole.
type Unexamined uint8

// What there is to choose from.
const (
	DropUnexamined Unexamined = iota // the default
	WarnUnexamined                   // it is let through, with a warning

	unexaminedEnd // one past the last
)

// Pictures is what becomes of pictures, sound and film, which nothing here reads.
type Pictures uint8

// What there is to choose from.
const (
	DropPictureFiles Pictures = iota // a file that is one is dropped, one within a document is let through; the default
	WarnPictures                     // let through, with a warning
	DropAllPictures                  // a document with one is dropped, too

	picturesEnd // one past the last
)

// A Policy is what an administrator decides. The zero value looks for card data, redacts in each lane, keeps
// the last four digits, and drops files that have findings or cannot be examined.
type Policy struct {
	// Config says what is looked for, and what is left of it.
	Config Config
	// Default is the action of lanes that no rule fits.
	Default Action
	// Rules are tried in order: the first that fits a lane counts.
	Rules []Rule
	// Unexamined and Pictures are about files. Files with findings are dropped always (P2).
	Unexamined Unexamined
	Pictures   Pictures
	// Limits bound what examining one file may cost.
	Limits extract.Limits
}

// ErrPolicy refuses a policy with a value that is none.
var ErrPolicy = errors.New("pci: policy not allowed")

// Validate returns an error that wraps ErrPolicy, ErrMask or ErrUnknownKind, or nil.
func (p Policy) Validate() error {
	if p.Default >= actionEnd || p.Unexamined >= unexaminedEnd || p.Pictures >= picturesEnd {
		return fmt.Errorf("%w: default %d, unexamined %d, pictures %d", ErrPolicy, p.Default, p.Unexamined, p.Pictures)
	}
	for i, r := range p.Rules {
		if r.Action >= actionEnd || r.Direction > Outbound || r.Channel != 0 && !r.Channel.Valid() {
			return fmt.Errorf("%w: rule %d", ErrPolicy, i)
		}
	}
	return p.Config.Validate()
}

// Action returns the action of a lane.
func (p Policy) Action(l Lane) Action {
	for _, r := range p.Rules {
		if (r.Channel == 0 || r.Channel == l.Channel) && (r.Direction == 0 || r.Direction == l.Direction) {
			return r.Action
		}
	}
	return p.Default
}
