package machine

import (
	"context"
	"errors"
	"fmt"

	"github.com/looplab/fsm"
)

// Compile checks d and turns it into a table. The error is a
// [*DefinitionError] that names the machine and the state or event and wraps
// one of [ErrNoRules], [ErrNoSource], [ErrDuplicateRule], [ErrUnnamed],
// [ErrSameName], [ErrUnknownState], [ErrUnreachable] and [ErrEngine].
//
// Compiling asks the FSM once for every pair of a state and an event, which
// takes tens of microseconds for a handful of each, so it belongs at start-up.
func Compile[S, E Enum](d Definition[S, E]) (*Table[S, E], error) {
	states, err := d.states()
	if err != nil {
		return nil, err
	}
	events, err := d.events()
	if err != nil {
		return nil, err
	}
	if err := d.check(&states, &events); err != nil {
		return nil, err
	}
	t := newTable(d.Name, d.Initial, states, events)
	if err := t.fill(d.engine(&states, &events)); err != nil {
		return nil, err
	}
	if s, ok := t.unreachable(); ok {
		return nil, d.refuse(ErrUnreachable, states.label(s), "")
	}
	return t, nil
}

// MustCompile is [Compile] for package-level tables, whose definition is part
// of the program: it panics where Compile returns an error.
func MustCompile[S, E Enum](d Definition[S, E]) *Table[S, E] {
	t, err := Compile(d)
	if err != nil {
		panic(err)
	}
	return t
}

// engine builds the FSM that knows the rules by name. It has no callbacks: they
// are what makes an FSM block, race and refuse for reasons outside the rules.
func (d Definition[S, E]) engine(states *vocabulary[S], events *vocabulary[E]) *fsm.FSM {
	rules := make(fsm.Events, 0, len(d.Rules))
	for _, r := range d.Rules {
		from := make([]string, 0, len(r.From))
		for _, s := range r.From {
			from = append(from, states.label(s))
		}
		rules = append(rules, fsm.EventDesc{
			Name: events.label(r.Event), Src: from, Dst: states.label(r.To),
		})
	}
	return fsm.NewFSM(states.label(d.Initial), rules, nil)
}

// fill asks the FSM for every state and event and keeps the answers.
func (t *Table[S, E]) fill(f *fsm.FSM) error {
	for _, s := range t.states.values {
		for _, e := range t.events.values {
			state, event := t.states.label(s), t.events.label(e)
			to, ok, err := ask(f, state, event)
			if err != nil {
				return &DefinitionError{Machine: t.name, State: state, Event: event, Err: err}
			}
			if ok {
				t.set(s, e, t.states.named(to))
			}
		}
	}
	return nil
}

// ask puts f into the state and fires the event. It reports where that leads
// and whether it is allowed, or an error wrapping ErrEngine for any answer that
// an FSM without callbacks must not give.
func ask(f *fsm.FSM, state, event string) (to string, ok bool, err error) {
	f.SetState(state)
	err = f.Event(context.Background(), event)
	if err == nil {
		return f.Current(), true, nil
	}
	if same, isSame := errors.AsType[fsm.NoTransitionError](err); isSame && same.Err == nil {
		return state, true, nil // the rule leads back to where it starts
	}
	if _, refused := errors.AsType[fsm.InvalidEventError](err); refused {
		return "", false, nil
	}
	return "", false, fmt.Errorf("%w: %v", ErrEngine, err)
}

// unreachable returns the first state that no sequence of events leads to.
func (t *Table[S, E]) unreachable() (S, bool) {
	reached := map[S]bool{t.initial: true}
	for queue := []S{t.initial}; len(queue) > 0; queue = queue[1:] {
		for _, e := range t.events.values {
			to, ok := t.find(queue[0], e)
			if ok && !reached[to] {
				reached[to] = true
				queue = append(queue, to)
			}
		}
	}
	for _, s := range t.states.values {
		if !reached[s] {
			return s, true
		}
	}
	var none S
	return none, false
}
