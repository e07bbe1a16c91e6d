package contact

import (
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/internal/machine"
)

// TransitionError says that an event may not happen in a state. Its fields Machine, State and Event
// hold their names, never ids or text of users; it unwraps to ErrTransition.
type TransitionError = machine.Error

// ErrTransition is the sentinel of every TransitionError.
var ErrTransition = machine.ErrTransition

// ErrUnknownName refuses a text that names no value of the type that is read.
var ErrUnknownName = errors.New("contact: unknown name")

// name returns the v-th name, or the bare number for a value that has none.
func name[T ~uint8](v T, names ...string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return fmt.Sprintf("%d", uint8(v))
}

// enum is a type whose values count up from zero and have names.
type enum interface {
	~uint8
	fmt.Stringer
}

// parse sets v to the value whose name text is; last is the greatest value there is.
func parse[T enum](v *T, last T, text []byte, kind string) error {
	for t := T(0); t <= last; t++ {
		if t.String() == string(text) {
			*v = t
			return nil
		}
	}
	return fmt.Errorf("%w of a %s", ErrUnknownName, kind)
}
