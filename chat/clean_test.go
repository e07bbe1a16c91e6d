package chat_test

import (
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci"
)

// TestGuardSeesWhatIsKept: a Greek mark becomes a middle dot, which may stand between the digits of a card.
func TestGuardSeesWhatIsKept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		for _, text := range []string{strings.ReplaceAll(card, " ", "\u0387"), "CVC" + strings.Repeat("\r\n", 8) + "123"} {
			if out := s.say("customer", "c1", text); out.Outcome != pci.Redacted {
				t.Errorf("%q was %v, and is kept as %q", text, out.Outcome, s.lines(kim, "c1"))
			}
		}
	})
}
