package machine_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/acdkit/acdkit/internal/machine"
	"github.com/google/go-cmp/cmp"
)

func TestNext(t *testing.T) {
	tests := []struct {
		name  string
		from  state
		event event
		want  state
		err   *machine.Error
	}{
		{"from zero", signedOut, signIn, idle, nil},
		{"to zero by event zero", idle, signOut, signedOut, nil},
		{"second source", ringing, signOut, signedOut, nil},
		{"back", ringing, decline, idle, nil},
		{"self", busy, mute, busy, nil},
		{"to the highest number", signedOut, erase, erased, nil},
		{"not allowed", busy, signOut, busy, refusal("busy", "sign-out")},
		{"terminal", erased, signIn, erased, refusal("erased", "sign-in")},
		{"number between states", unknown, signIn, unknown, refusal("#52", "sign-in")},
		{"number above states", 255, signIn, 255, refusal("#255", "sign-in")},
		{"number between events", idle, 1, idle, refusal("idle", "#1")},
		{"number above events", idle, unheard, idle, refusal("idle", "#62")},
		{"both above", 255, 255, 255, refusal("#255", "#255")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := agents.Next(tt.from, tt.event)
			if got != tt.want {
				t.Errorf("Next(%d, %d) = %d, want %d", tt.from, tt.event, got, tt.want)
			}
			refused, _ := errors.AsType[*machine.Error](err)
			if diff := cmp.Diff(tt.err, refused); diff != "" {
				t.Errorf("Next(%d, %d) error mismatch (-want +got):\n%s", tt.from, tt.event, diff)
			}
			if got, want := errors.Is(err, machine.ErrTransition), tt.err != nil; got != want {
				t.Errorf("errors.Is(%v, ErrTransition) = %v, want %v", err, got, want)
			}
			if got, want := agents.Can(tt.from, tt.event), tt.err == nil; got != want {
				t.Errorf("Can(%d, %d) = %v, want %v", tt.from, tt.event, got, want)
			}
		})
	}
}

// All 65,536 pairs of numbers: no panic, and exactly the rules.
func TestEveryNumberIsSafe(t *testing.T) {
	type cell struct {
		from  state
		event event
	}
	rules := make(map[cell]state)
	for _, r := range agent().Rules {
		for _, from := range r.From {
			rules[cell{from, r.Event}] = r.To
		}
	}
	for i := range 1 << 16 {
		from, event := state(i>>8), event(i&0xff)
		want, allowed := rules[cell{from, event}]
		if !allowed {
			want = from
		}
		got, err := agents.Next(from, event)
		if got != want || (err == nil) != allowed {
			t.Errorf("Next(%d, %d) = %d, %v, want %d", from, event, got, err, want)
		}
		if got := agents.Can(from, event); got != allowed {
			t.Errorf("Can(%d, %d) = %v, want %v", from, event, got, allowed)
		}
	}
}

func refusal(state, event string) *machine.Error {
	return &machine.Error{Machine: "agent", State: state, Event: event}
}

func TestErrorText(t *testing.T) {
	_, err := agents.Next(busy, signOut)
	want := `machine: transition not allowed: machine "agent", state "busy", event "sign-out"`
	if got := err.Error(); got != want {
		t.Errorf("Error() = %s, want %s", got, want)
	}
}

func TestTableDescribesItself(t *testing.T) {
	if got, want := agents.Name(), "agent"; got != want {
		t.Errorf("Name() = %q, want %q", got, want)
	}
	if got, want := agents.Initial(), signedOut; got != want {
		t.Errorf("Initial() = %v, want %v", got, want)
	}
	states := []state{signedOut, idle, ringing, busy, erased}
	if diff := cmp.Diff(states, slices.Collect(agents.States())); diff != "" {
		t.Errorf("States() mismatch (-want +got):\n%s", diff)
	}
	events := []event{signIn, offer, accept, decline, expire, mute, finish, signOut, erase}
	if diff := cmp.Diff(events, slices.Collect(agents.Events())); diff != "" {
		t.Errorf("Events() mismatch (-want +got):\n%s", diff)
	}
}

func TestStatesListSetsTheOrder(t *testing.T) {
	d := agent()
	d.States = []state{erased, busy, ringing, idle, signedOut}
	want := []state{signedOut, erased, busy, ringing, idle} // Initial comes first
	if diff := cmp.Diff(want, slices.Collect(machine.MustCompile(d).States())); diff != "" {
		t.Errorf("States() mismatch (-want +got):\n%s", diff)
	}
}

func TestTableOutlivesItsDefinition(t *testing.T) {
	d := agent()
	compiled := machine.MustCompile(d)
	d.Rules[0].To, d.Rules[0].From[0] = erased, busy
	if got, err := compiled.Next(signedOut, signIn); got != idle || err != nil {
		t.Errorf("Next after the definition changed = %v, %v, want idle", got, err)
	}
}

func TestNextDoesNotAllocate(t *testing.T) {
	got := testing.AllocsPerRun(100, func() {
		s, _ := agents.Next(signedOut, signIn)
		agents.Can(s, accept)
	})
	if got != 0 {
		t.Errorf("Next and Can allocate %v times, want 0", got)
	}
}

// Under -race this shows that nothing in a table is written after Compile, not
// even by a refusal or a diagram.
func TestTableIsSharedByGoroutines(t *testing.T) {
	shared := machine.MustCompile(agent())
	life := []event{signIn, offer, accept, mute, signOut, finish, unheard, signOut, erase}
	diagram := shared.Mermaid()
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 100 {
				s := shared.Initial()
				for _, e := range life {
					s, _ = shared.Next(s, e) // sign-out while busy and unheard are refused
				}
				if s != erased {
					t.Errorf("a life ended %v, want erased", s)
				}
			}
			if shared.Mermaid() != diagram || len(slices.Collect(shared.States())) != 5 {
				t.Error("a goroutine saw another table")
			}
		})
	}
	wg.Wait()
}
