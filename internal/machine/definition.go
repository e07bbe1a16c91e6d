package machine

import (
	"fmt"
	"slices"
)

// Enum is a state or event type: a small typed number with a name. String is
// called only while compiling, and only on values the definition mentions.
type Enum interface {
	~uint8
	fmt.Stringer
}

// Rule says that Event leads from each state in From to the state To. To may be
// in From as well: the event is then allowed there and changes nothing.
type Rule[S, E Enum] struct {
	Event E
	From  []S // at least one
	To    S
}

// Definition describes one machine. It is plain data that [Compile] reads and
// does not keep.
type Definition[S, E Enum] struct {
	// Name appears in errors, for example "contact".
	Name string

	// Initial is the state in which every instance starts.
	Initial S

	// States, when not empty, lists every state there is: a state outside the
	// list is refused, and so is a listed state that cannot be reached. When
	// empty, the states are those that Initial and Rules mention.
	States []S

	// Rules are the transitions, at least one. Their order matters only for
	// the order of [Table.States], [Table.Events] and [Table.Mermaid].
	Rules []Rule[S, E]
}

// states collects the states in order of first mention: Initial, then States,
// then the rules from top to bottom, From before To.
func (d Definition[S, E]) states() (vocabulary[S], error) {
	mentioned := append([]S{d.Initial}, d.States...)
	for _, r := range d.Rules {
		mentioned = append(mentioned, r.From...)
		mentioned = append(mentioned, r.To)
	}
	var words vocabulary[S]
	for _, s := range mentioned {
		if err := words.add(s); err != nil {
			return words, d.refuse(err, words.label(s), "")
		}
		if len(d.States) > 0 && !slices.Contains(d.States, s) {
			return words, d.refuse(ErrUnknownState, words.label(s), "")
		}
	}
	return words, nil
}

// events collects the events in order of first mention.
func (d Definition[S, E]) events() (vocabulary[E], error) {
	var words vocabulary[E]
	for _, r := range d.Rules {
		if err := words.add(r.Event); err != nil {
			return words, d.refuse(err, "", words.label(r.Event))
		}
	}
	return words, nil
}

// check refuses what looplab/fsm would accept silently: a rule without a
// source does nothing there, and of two contradicting rules the later wins.
func (d Definition[S, E]) check(states *vocabulary[S], events *vocabulary[E]) error {
	if len(d.Rules) == 0 {
		return d.refuse(ErrNoRules, "", "")
	}
	type cell struct {
		from  S
		event E
	}
	seen := make(map[cell]bool)
	for _, r := range d.Rules {
		if len(r.From) == 0 {
			return d.refuse(ErrNoSource, "", events.label(r.Event))
		}
		for _, from := range r.From {
			if seen[cell{from, r.Event}] {
				return d.refuse(ErrDuplicateRule, states.label(from), events.label(r.Event))
			}
			seen[cell{from, r.Event}] = true
		}
	}
	return nil
}

// refuse says which part of d is wrong; state or event may be empty.
func (d Definition[S, E]) refuse(err error, state, event string) error {
	return &DefinitionError{Machine: d.Name, State: state, Event: event, Err: err}
}
