package machine_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/acdkit/acdkit/internal/machine"
	"github.com/looplab/fsm"
	"pgregory.net/rapid"
)

// Every number has a name, so that definitions can be drawn at random.
type (
	anyState uint8
	anyEvent uint8
)

func (s anyState) String() string { return fmt.Sprintf("state-%d", uint8(s)) }
func (e anyEvent) String() string { return fmt.Sprintf("event-%d", uint8(e)) }

type anyDefinition = machine.Definition[anyState, anyEvent]

// drawDefinition draws rules over few values, so that they meet often. Most of
// the definitions are wrong.
func drawDefinition(t *rapid.T) anyDefinition {
	states := rapid.SliceOfNDistinct(rapid.Uint8(), 2, 6, rapid.ID[uint8]).Draw(t, "states")
	events := rapid.SliceOfNDistinct(rapid.Uint8(), 2, 6, rapid.ID[uint8]).Draw(t, "events")
	aState := rapid.Map(rapid.SampledFrom(states), func(v uint8) anyState { return anyState(v) })
	anEvent := rapid.Map(rapid.SampledFrom(events), func(v uint8) anyEvent { return anyEvent(v) })
	d := anyDefinition{Name: "any", Initial: aState.Draw(t, "initial")}
	for range rapid.IntRange(0, 20).Draw(t, "rules") {
		d.Rules = append(d.Rules, machine.Rule[anyState, anyEvent]{
			Event: anEvent.Draw(t, "event"),
			From:  rapid.SliceOfNDistinct(aState, 1, 2, rapid.ID[anyState]).Draw(t, "from"),
			To:    aState.Draw(t, "to"),
		})
	}
	return d
}

// repair drops what Compile would refuse: rules that contradict an earlier one,
// then those that start where nothing leads. It works differently from Compile,
// rule by rule until nothing changes any more.
func repair(d anyDefinition) anyDefinition {
	reached := map[anyState]bool{d.Initial: true}
	taken := make(map[string]bool)
	whole := d.Rules
	d.Rules = nil
	for changed := true; changed; {
		changed = false
		for _, r := range whole {
			for _, from := range r.From {
				key := fmt.Sprint(from, r.Event)
				if !reached[from] || taken[key] {
					continue
				}
				taken[key], reached[r.To], changed = true, true, true
				d.Rules = append(d.Rules, machine.Rule[anyState, anyEvent]{
					Event: r.Event, From: []anyState{from}, To: r.To,
				})
			}
		}
	}
	return d
}

// live builds the machine the way an application of looplab/fsm would.
func live(d anyDefinition) *fsm.FSM {
	var rules fsm.Events
	for _, r := range d.Rules {
		var from []string
		for _, s := range r.From {
			from = append(from, s.String())
		}
		rules = append(rules, fsm.EventDesc{Name: r.Event.String(), Src: from, Dst: r.To.String()})
	}
	return fsm.NewFSM(d.Initial.String(), rules, nil)
}

func TestTableEqualsLiveFSM(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := repair(drawDefinition(t))
		if len(d.Rules) == 0 {
			t.Skip("nothing left")
		}
		compiled, err := machine.Compile(d)
		if err != nil {
			t.Fatalf("Compile(%v) error: %v", d, err)
		}
		var known []anyEvent
		for e := range compiled.Events() {
			known = append(known, e)
		}
		anEvent := rapid.OneOf(
			rapid.SampledFrom(known),
			rapid.SampledFrom(known), // twice: mostly events that may be allowed
			rapid.Map(rapid.Uint8(), func(v uint8) anyEvent { return anyEvent(v) }),
		)
		machineLive, now := live(d), compiled.Initial()
		for _, e := range rapid.SliceOfN(anEvent, 1, 50).Draw(t, "sequence") {
			now = compareStep(t, compiled, machineLive, now, e)
		}
	})
}

// compareStep fires e on both and returns the state they agree on.
func compareStep(t *rapid.T, compiled *machine.Table[anyState, anyEvent], f *fsm.FSM, from anyState, e anyEvent) anyState {
	can := f.Can(e.String())
	if got := compiled.Can(from, e); got != can {
		t.Fatalf("Can(%v, %v) = %v, want %v", from, e, got, can)
	}
	want := f.Event(context.Background(), e.String())
	if _, same := errors.AsType[fsm.NoTransitionError](want); same {
		want = nil
	}
	got, err := compiled.Next(from, e)
	if (err == nil) != (want == nil) {
		t.Fatalf("Next(%v, %v) error = %v, fsm says %v", from, e, err, want)
	}
	if err != nil && !errors.Is(err, machine.ErrTransition) {
		t.Fatalf("Next(%v, %v) error = %v, want ErrTransition", from, e, err)
	}
	if got.String() != f.Current() {
		t.Fatalf("Next(%v, %v) = %v, fsm is in %v", from, e, got, f.Current())
	}
	return got
}

// A definition is accepted exactly if it is what is left after repair.
func TestCompileRefusesExactlyWrongDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDefinition(t)
		// Repairing all but the last few rules gives the right definitions and
		// the near misses a chance.
		last := len(d.Rules) - rapid.IntRange(0, min(2, len(d.Rules))).Draw(t, "left as drawn")
		begin := d
		begin.Rules = d.Rules[:last]
		d.Rules = append(repair(begin).Rules, d.Rules[last:]...)
		want := len(d.Rules) > 0 && sources(repair(d)) == sources(d)
		_, err := machine.Compile(d)
		if got := err == nil; got != want {
			t.Fatalf("Compile(%v) error = %v, want it accepted: %v", d, err, want)
		}
		if _, typed := errors.AsType[*machine.DefinitionError](err); err != nil && !typed {
			t.Fatalf("Compile(%v) error is a %T, want a *DefinitionError", d, err)
		}
	})
}

// sources counts the pairs of event and source state.
func sources(d anyDefinition) (n int) {
	for _, r := range d.Rules {
		n += len(r.From)
	}
	return n
}
