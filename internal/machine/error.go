package machine

import (
	"errors"
	"fmt"
	"strings"
)

// ErrTransition is what every refusal of [Table.Next] wraps.
var ErrTransition = errors.New("machine: transition not allowed")

// The reasons for which [Compile] refuses a definition, each wrapped in a
// [*DefinitionError].
var (
	ErrNoRules       = errors.New("machine: no rules")
	ErrNoSource      = errors.New("machine: rule without a source state")
	ErrDuplicateRule = errors.New("machine: two rules for one event and state")
	ErrUnnamed       = errors.New("machine: value without a name")
	ErrSameName      = errors.New("machine: two values with one name")
	ErrUnknownState  = errors.New("machine: state is not in the list of states")
	ErrUnreachable   = errors.New("machine: state cannot be reached")
	ErrEngine        = errors.New("machine: looplab/fsm disagrees with the rules")
)

// Error is an event that the state does not allow. State and Event are names,
// or "#" and the number for a value the machine does not know.
type Error struct {
	Machine string
	State   string
	Event   string
}

func (e *Error) Error() string {
	return describe(ErrTransition, e.Machine, e.State, e.Event)
}

// Unwrap returns [ErrTransition].
func (e *Error) Unwrap() error { return ErrTransition }

// DefinitionError is a definition that [Compile] refuses. State or Event is
// empty where the reason has none; a value without a usable name is shown as
// "#" and its number.
type DefinitionError struct {
	Machine string
	State   string
	Event   string
	Err     error // is or wraps one of the reasons above
}

func (e *DefinitionError) Error() string {
	return describe(e.Err, e.Machine, e.State, e.Event)
}

// Unwrap returns the reason.
func (e *DefinitionError) Unwrap() error { return e.Err }

func describe(reason error, machine, state, event string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v: machine %q", reason, machine)
	if state != "" {
		fmt.Fprintf(&b, ", state %q", state)
	}
	if event != "" {
		fmt.Fprintf(&b, ", event %q", event)
	}
	return b.String()
}
