package contact_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
)

// grid reads a table of what should happen: the first line names the events, every further line
// begins with a state; a cell is the state that follows, or "-" for a refusal.
func grid(t *testing.T, text string) map[[2]string]string {
	t.Helper()
	var events []string
	cells := make(map[[2]string]string)
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case events == nil:
			events = words
		case len(words) != len(events)+1:
			t.Fatalf("a line of the table has %d cells, want %d: %s", len(words)-1, len(events), line)
		default:
			for i, event := range events {
				cells[[2]string{words[0], event}] = words[i+1]
			}
		}
	}
	return cells
}

// refused fails the test unless err is a refusal that names the machine, the state and the event.
func refused(t *testing.T, err error, machine, state, event string) {
	t.Helper()
	e, ok := errors.AsType[*contact.TransitionError](err)
	if !ok || !errors.Is(err, contact.ErrTransition) {
		t.Errorf("%s: %s in %s returned %v, want a *TransitionError", machine, event, state, err)
		return
	}
	if want := (contact.TransitionError{Machine: machine, State: state, Event: event}); *e != want {
		t.Errorf("refusal is %+v, want %+v", *e, want)
	}
}
