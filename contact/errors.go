package contact

import (
	"fmt"

	"github.com/acdkit/acdkit/internal/machine"
)

// TransitionError says that an event may not happen in a state. It names the machine, the state and
// the event, and unwraps to ErrTransition.
type TransitionError = machine.Error

// ErrTransition is the sentinel of every TransitionError.
var ErrTransition = machine.ErrTransition

// name returns the v-th name, or the bare number for a value that has none.
func name[T ~uint8](v T, names ...string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return fmt.Sprintf("%d", uint8(v))
}
