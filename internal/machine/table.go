package machine

import (
	"iter"
	"slices"
)

// Table is a compiled machine. It is immutable and safe for concurrent use; the
// states of the instances are the callers'. It comes from [Compile].
type Table[S, E Enum] struct {
	name    string
	initial S
	states  vocabulary[S]
	events  vocabulary[E]

	// next holds one row per state number and one cell per event number: the
	// target plus one, or zero where the event is not allowed.
	next  []uint16
	width int // cells per row
}

func newTable[S, E Enum](name string, initial S, states vocabulary[S], events vocabulary[E]) *Table[S, E] {
	width := len(events.names)
	return &Table[S, E]{
		name: name, initial: initial, states: states, events: events,
		next: make([]uint16, len(states.names)*width), width: width,
	}
}

func (t *Table[S, E]) set(from S, event E, to S) {
	t.next[int(from)*t.width+int(event)] = uint16(to) + 1
}

// find is the one array access. The first comparison keeps an unknown event
// out of the next state's row, the second an unknown state out of the array.
func (t *Table[S, E]) find(from S, event E) (to S, ok bool) {
	if int(event) >= t.width {
		return from, false
	}
	i := int(from)*t.width + int(event)
	if i >= len(t.next) || t.next[i] == 0 {
		return from, false
	}
	return S(t.next[i] - 1), true
}

// Name returns the name of the machine.
func (t *Table[S, E]) Name() string { return t.name }

// Initial returns the state in which an instance starts.
func (t *Table[S, E]) Initial() S { return t.initial }

// Next returns the state that event leads to. Where the event is not allowed,
// or the table does not know the state or the event, it returns from and an
// [*Error] that wraps [ErrTransition]. It allocates only for the error.
func (t *Table[S, E]) Next(from S, event E) (S, error) {
	to, ok := t.find(from, event)
	if !ok {
		return from, t.refuse(from, event)
	}
	return to, nil
}

// Can reports whether the state allows event; false for values that the table
// does not know.
func (t *Table[S, E]) Can(from S, event E) bool {
	_, ok := t.find(from, event)
	return ok
}

func (t *Table[S, E]) refuse(from S, event E) error {
	return &Error{Machine: t.name, State: t.states.label(from), Event: t.events.label(event)}
}

// States yields every state once, in the order in which the definition first
// mentions it: Initial, then its States, then its Rules with From before To.
func (t *Table[S, E]) States() iter.Seq[S] { return slices.Values(t.states.values) }

// Events yields every event once, in the order of the rules.
func (t *Table[S, E]) Events() iter.Seq[E] { return slices.Values(t.events.values) }
