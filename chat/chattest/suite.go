package chattest

import (
	"context"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
)

// A Harness is a transport with its other end. Transport and Take are required. All of it is used by many goroutines
// at once.
type Harness struct {
	// Transport is what is tested.
	Transport chat.Transport

	// Take waits for what arrives at a member of a contact and returns it: one after another, with repetitions and
	// signs of typing, and not by what the delivery says but by whom it has reached. The error is that of ctx. What
	// has arrived is kept until it is taken, for Deliver need not wait for Take.
	Take func(ctx context.Context, id contact.ID, to chat.Member) (chat.Delivery, error)

	// Connect makes a member of a contact reachable, and returns when that is so. It is called before the first
	// delivery to the member, and again after Cut. Without it, everybody is reachable.
	Connect func(id contact.ID, to chat.Member)

	// Cut makes a member of a contact unreachable until Connect. What arrived before can still be taken. Without it,
	// the cases of unreachable members do not run. It needs Connect.
	Cut func(id contact.ID, to chat.Member)
}

// patience is when a case gives up on a transport that hangs. It is never waited for otherwise.
const patience = time.Minute

// Run tests the transports that open returns. Each call of open gives a transport on which nothing is on its way,
// and which is closed by t.Cleanup. Run takes a second or two with a transport that delivers within 100 microseconds.
func Run(t *testing.T, open func(t *testing.T) Harness) {
	t.Helper()
	cuts := false
	if !t.Run("Harness", func(t *testing.T) { cuts = complete(t, open(t)) }) {
		return
	}
	for _, c := range cases {
		if c.cuts && !cuts {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			t.Cleanup(cancel)
			c.run(&subject{t: t, ctx: ctx, Harness: open(t)})
		})
	}
}

// complete refuses a harness that is not all there, and reports whether it can cut connections.
func complete(t testing.TB, h Harness) (cuts bool) {
	switch {
	case h.Transport == nil || h.Take == nil:
		t.Errorf("the harness has no Transport or no Take")
	case h.Cut != nil && h.Connect == nil:
		t.Errorf("the harness has Cut, but no Connect")
	case h.Cut == nil:
		t.Logf("this harness has no Cut: nobody is ever out of reach")
	}
	return h.Cut != nil
}

type testCase struct {
	name string
	cuts bool // runs if the harness can cut connections
	run  func(*subject)
}

// cases is the list of all tests of the suite.
var cases = []testCase{
	{"Order/OneMember", false, orderOneMember},
	{"Order/Interleaved", false, orderInterleaved},
	{"Apart/Members", false, apartMembers},
	{"Apart/Contacts", false, apartContacts},
	{"Apart/Both", false, apartBoth},
	{"Content/Payloads", false, contentPayloads},
	{"Content/Texts", false, contentTexts},
	{"Content/Times", false, contentTimes},
	{"Content/Numbers", false, contentNumbers},
	{"Again/AtOnce", false, againAtOnce},
	{"Again/FromEarlier", false, againFromEarlier},
	{"Again/Revised", false, againRevised},
	{"Typing/Signs", false, typingSigns},
	{"Context/Ended", false, contextEnded},
	{"Many/AtOnce", false, manyAtOnce},
	{"Cut/ReturnsWithContext", true, cutReturnsWithContext},
	{"Cut/TypingReturnsWithContext", true, cutTypingReturnsWithContext},
	{"Cut/BlocksNobody", true, cutBlocksNobody},
	{"Cut/LosesNothing", true, cutLosesNothing},
	{"Cut/AcceptsAgain", true, cutAcceptsAgain},
	{"Cut/Often", true, cutOften},
}
