package machine

import (
	"context"
	"errors"
	"testing"

	"github.com/looplab/fsm"
)

// Compile never builds such FSMs. Should looplab/fsm change, the table must not
// silently lose transitions.
func TestAskRefusesStrangeAnswers(t *testing.T) {
	rules := fsm.Events{
		{Name: "go", Src: []string{"a"}, Dst: "b"},
		{Name: "stay", Src: []string{"a"}, Dst: "a"},
	}
	cancel := func(_ context.Context, e *fsm.Event) { e.Cancel() }
	fail := func(_ context.Context, e *fsm.Event) { e.Err = errors.New("failed") }
	tests := []struct {
		name, event string
		callbacks   fsm.Callbacks
	}{
		{"cancelled", "go", fsm.Callbacks{"before_go": cancel}},
		{"failed on the spot", "stay", fsm.Callbacks{"after_stay": fail}},
		{"unknown event", "fly", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := fsm.NewFSM("a", rules, tt.callbacks)
			if to, ok, err := ask(f, "a", tt.event); !errors.Is(err, ErrEngine) {
				t.Errorf("ask = %q, %v, %v, want ErrEngine", to, ok, err)
			}
		})
	}
}
