package emailtest

import (
	"context"
	"testing"
	"time"

	"github.com/acdkit/acdkit/email"
)

// An Outbound is a Sender with its other end. All of it is required, and Sender is used by many goroutines at once.
type Outbound struct {
	// Sender is what is tested.
	Sender email.Sender

	// Arrived returns what the mail system has taken charge of, in order, each mail with those recipients that it was
	// taken for.
	Arrived func() []email.Outgoing

	// Refuse has a recipient refused from now on, with the codes that are to be in the refusal.
	Refuse func(refusal email.Refusal)

	// Fail has the mail system fail on the next mail: for now (email.ErrUnavailable) or for good (email.ErrRefused).
	Fail func(code email.Code)
}

// An Inbound is a Receiver with what is behind it. All of it is required, and Receiver is used by many goroutines at once.
type Inbound struct {
	// Receiver is what is tested.
	Receiver email.Receiver

	// Taken returns how many different mails it has taken.
	Taken func() int

	Addr    string // one that mail is taken for
	Unknown string // one that it is not taken for
}

// patience is when a case gives up on what hangs. It is never waited for otherwise.
const patience = time.Minute

// TestSender tests the Senders that open returns. Each call of open gives one at which nothing has arrived, and which is
// closed by t.Cleanup.
func TestSender(t *testing.T, open func(t *testing.T) Outbound) {
	t.Helper()
	for _, c := range senderCases {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			t.Cleanup(cancel)
			c.run(&outbound{t: t, ctx: ctx, Outbound: open(t)})
		})
	}
}

// TestReceiver tests the Receivers that open returns. Each call of open gives one that has taken nothing, and which is
// closed by t.Cleanup.
func TestReceiver(t *testing.T, open func(t *testing.T) Inbound) {
	t.Helper()
	for _, c := range receiverCases {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			t.Cleanup(cancel)
			c.run(&inbound{t: t, ctx: ctx, Inbound: open(t)})
		})
	}
}

type senderCase struct {
	name string
	run  func(*outbound)
}

var senderCases = []senderCase{
	{"Once", once},
	{"InOrder", inOrder},
	{"NoSender", noSender},
	{"Refused/Some", refusedSome},
	{"Refused/All", refusedAll},
	{"Refused/Mail", refusedMail},
	{"Unavailable", unavailable},
	{"ContextEnded", contextEnded},
	{"Content/Odd", contentOdd},
	{"Content/Large", contentLarge},
	{"AtOnce", atOnce},
	{"Untouched", untouched},
}

type receiverCase struct {
	name string
	run  func(*inbound)
}

var receiverCases = []receiverCase{
	{"Accepts", accepts},
	{"Taken", taken},
	{"Again", again},
	{"AgainAtOnce", againAtOnce},
	{"ManyAtOnce", manyAtOnce},
	{"NoMailbox", noMailbox},
	{"Garbage", garbage},
	{"ContextEnded", receivedContextEnded},
	{"Untouched", receivedUntouched},
}
