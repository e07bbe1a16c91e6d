package machine_test

import (
	"errors"
	"testing"

	"github.com/acdkit/acdkit/internal/machine"
	"github.com/google/go-cmp/cmp"
)

func TestCompileRefuses(t *testing.T) {
	add := func(rules ...rule) func(*definition) {
		return func(d *definition) { d.Rules = append(d.Rules, rules...) }
	}
	list := func(states ...state) func(*definition) {
		return func(d *definition) { d.States = states }
	}
	tests := []struct {
		name         string
		change       func(*definition)
		want         error
		state, event string
	}{
		{"no rules", func(d *definition) { d.Rules = nil }, machine.ErrNoRules, "", ""},
		{"no source", add(rule{Event: mute, To: idle}), machine.ErrNoSource, "", "mute"},
		{
			"duplicate with another target", add(rule{Event: offer, From: []state{idle}, To: busy}),
			machine.ErrDuplicateRule, "idle", "offer",
		},
		{
			"duplicate with the same target", add(rule{Event: offer, From: []state{busy, idle}, To: ringing}),
			machine.ErrDuplicateRule, "idle", "offer",
		},
		{
			"duplicate within a rule", add(rule{Event: mute, From: []state{idle, idle}, To: idle}),
			machine.ErrDuplicateRule, "idle", "mute",
		},
		{
			"target without a name", add(rule{Event: mute, From: []state{idle}, To: nameless}),
			machine.ErrUnnamed, "#50", "",
		},
		{
			"source without a name", add(rule{Event: mute, From: []state{nameless}, To: idle}),
			machine.ErrUnnamed, "#50", "",
		},
		{"initial without a name", func(d *definition) { d.Initial = nameless }, machine.ErrUnnamed, "#50", ""},
		{
			"two states with one name", add(rule{Event: mute, From: []state{idle}, To: idleAgain}),
			machine.ErrSameName, "#51", "",
		},
		{
			"event without a name", add(rule{Event: anonymous, From: []state{idle}, To: idle}),
			machine.ErrUnnamed, "", "#60",
		},
		{
			"two events with one name", add(rule{Event: acceptAgain, From: []state{idle}, To: idle}),
			machine.ErrSameName, "", "#61",
		},
		{
			"source out of reach", func(d *definition) { d.Rules = d.Rules[1:] },
			machine.ErrUnreachable, "idle", "",
		},
		{
			"listed state out of reach", list(signedOut, unheardOf, idle, ringing, busy, erased),
			machine.ErrUnreachable, "unheard-of", "",
		},
		{
			"initial that no rule mentions",
			func(d *definition) {
				d.Initial = erased
				d.Rules = []rule{{Event: offer, From: []state{idle}, To: ringing}}
			},
			machine.ErrUnreachable, "idle", "",
		},
		{"target not listed", list(signedOut, idle, ringing, busy), machine.ErrUnknownState, "erased", ""},
		{"source not listed", list(signedOut, ringing, busy, erased), machine.ErrUnknownState, "idle", ""},
		{"initial not listed", list(idle, ringing, busy, erased), machine.ErrUnknownState, "signed-out", ""},
		{"listed without a name", list(signedOut, nameless), machine.ErrUnnamed, "#50", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := agent()
			tt.change(&d)
			compiled, err := machine.Compile(d)
			if compiled != nil {
				t.Error("Compile returned a table with the error")
			}
			if !errors.Is(err, tt.want) {
				t.Fatalf("Compile error = %v, want %v", err, tt.want)
			}
			got, ok := errors.AsType[*machine.DefinitionError](err)
			if !ok {
				t.Fatalf("Compile error is a %T, want a *DefinitionError", err)
			}
			want := machine.DefinitionError{Machine: "agent", State: tt.state, Event: tt.event, Err: tt.want}
			if diff := cmp.Diff(want, *got, cmp.Comparer(sameError)); diff != "" {
				t.Errorf("Compile error mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// sameError compares the sentinels inside a DefinitionError by identity.
func sameError(a, b error) bool { return a == b }

func TestDefinitionErrorText(t *testing.T) {
	d := agent()
	d.Rules = append(d.Rules, rule{Event: offer, From: []state{idle}, To: busy})
	_, err := machine.Compile(d)
	want := `machine: two rules for one event and state: machine "agent", state "idle", event "offer"`
	if got := err.Error(); got != want {
		t.Errorf("Error() = %s, want %s", got, want)
	}
}

func TestMustCompilePanicsWithTheError(t *testing.T) {
	defer func() {
		err, _ := recover().(error)
		if !errors.Is(err, machine.ErrNoRules) {
			t.Errorf("MustCompile panicked with %v, want %v", err, machine.ErrNoRules)
		}
	}()
	machine.MustCompile(definition{Name: "empty", Initial: idle})
	t.Error("MustCompile returned")
}

// A state may be listed twice, and the whole list may repeat the rules.
func TestCompileAcceptsAFullList(t *testing.T) {
	d := agent()
	d.States = []state{signedOut, idle, ringing, busy, erased, idle}
	if _, err := machine.Compile(d); err != nil {
		t.Errorf("Compile error = %v, want none", err)
	}
}
