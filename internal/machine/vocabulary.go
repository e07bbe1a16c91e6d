package machine

import (
	"fmt"
	"slices"
)

// vocabulary is the set of states or of events of one machine with their names.
// The names are read once, so that a String method that panics or allocates for
// unknown values cannot hurt later.
type vocabulary[V Enum] struct {
	values []V      // in order of first mention
	names  []string // by value, up to the highest; empty where there is none
}

// add takes in v unless it is known already. It returns ErrUnnamed or
// ErrSameName if v cannot be told apart by name, which is all that looplab/fsm,
// logs and diagrams see.
func (w *vocabulary[V]) add(v V) error {
	if w.knows(v) {
		return nil
	}
	name := v.String()
	if name == "" {
		return ErrUnnamed
	}
	if slices.Contains(w.names, name) {
		return ErrSameName
	}
	if missing := int(v) + 1 - len(w.names); missing > 0 {
		w.names = append(w.names, make([]string, missing)...)
	}
	w.names[v] = name
	w.values = append(w.values, v)
	return nil
}

func (w *vocabulary[V]) knows(v V) bool {
	return int(v) < len(w.names) && w.names[v] != ""
}

// named returns the value called name, which must be known.
func (w *vocabulary[V]) named(name string) V {
	return V(slices.Index(w.names, name))
}

// label names v for an error; an unknown value is shown by its number, as
// "#7", and its String method is not called.
func (w *vocabulary[V]) label(v V) string {
	if w.knows(v) {
		return w.names[v]
	}
	return fmt.Sprintf("#%d", uint8(v))
}
