package proof_test

import (
	"errors"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
)

// The commands of hand-made histories, about the contact c.
var (
	enqueue  = routing.Enqueue{Contact: "c", Queue: "chat"}
	accept1  = routing.Accept{Agent: "a1", Contact: "c"}
	accept2  = routing.Accept{Agent: "a2", Contact: "c"}
	decline1 = routing.Decline{Agent: "a1", Contact: "c"}
	away1    = routing.TransferToQueue{Agent: "a1", Contact: "c", Queue: "second"}
	toA2     = routing.TransferToAgent{Agent: "a1", Contact: "c", To: "a2"}
	end1     = routing.End{Agent: "a1", Contact: "c"}
	end2     = routing.End{Agent: "a2", Contact: "c"}
	wrap1    = routing.WrapUp{Agent: "a1", Contact: "c"}
	wrap2    = routing.WrapUp{Agent: "a2", Contact: "c"}
	abandon  = routing.Abandon{Contact: "c"}
	signIn   = routing.SignIn{Agent: "a1"}
	signOut  = routing.SignOut{Agent: "a1"}
	ready    = routing.SetState{Agent: "a1", State: contact.Available}
)

// said is an operation from one moment to another.
func said(from, to int, cmd routing.Command, answer string) proof.Operation {
	op := proof.Operation{Client: from, Center: "x", Command: cmd, Call: time.Duration(from), Return: time.Duration(to)}
	switch answer {
	case "ok":
		op.Outcome = proof.Acknowledged
	case "?":
		op.Outcome = proof.Open
	default:
		op.Outcome, op.Code = proof.Refused, routing.Code(answer)
	}
	return op
}

func TestLinearizable(t *testing.T) {
	for _, tc := range []struct {
		name    string
		history []proof.Operation
		illegal bool
	}{
		{"one life", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "ok"), said(5, 6, end1, "ok"), said(7, 8, wrap1, "ok"),
		}, false},
		{"an offer passed on", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, decline1, "ok"), said(5, 6, accept1, "no-offer"), said(7, 8, accept2, "ok"),
		}, false},
		{"transferred and back", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "ok"), said(5, 6, toA2, "ok"), said(7, 8, wrap1, "ok"),
			said(9, 10, accept2, "ok"), said(11, 12, end1, "not-owner"), said(13, 14, end2, "ok"), said(15, 16, wrap2, "ok"),
		}, false},
		{"at once, either may win", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 6, accept1, "no-offer"), said(4, 5, accept2, "ok"),
		}, false},
		{"open, and done", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "?"), said(5, 6, end1, "ok"),
		}, false},
		{"open, and not done", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "?"), said(5, 6, accept2, "ok"), said(7, 8, end2, "ok"),
		}, false},
		{"open, and done much later", []proof.Operation{
			said(1, 2, enqueue, "?"), said(3, 4, accept1, "unknown-contact"), said(5, 6, accept1, "ok"),
		}, false},
		{"abandoned", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, abandon, "ok"), said(5, 6, accept1, "no-offer"), said(7, 8, abandon, "contact-over"),
		}, false},
		{"left", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "ok"), said(5, 6, abandon, "ok"), said(7, 8, away1, "customer-left"),
			said(9, 10, end1, "ok"),
		}, false},
		{"an agent's day", []proof.Operation{
			said(1, 2, ready, "wrong-state"), said(3, 4, signIn, "ok"), said(5, 6, ready, "ok"), said(7, 8, signOut, "agent-busy"),
			said(9, 10, signOut, "ok"), said(11, 12, signIn, "ok"),
		}, false},

		{"two owners", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "ok"), said(5, 6, accept2, "ok"),
		}, true},
		{"two owners at once", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 6, accept1, "ok"), said(4, 5, accept2, "ok"),
		}, true},
		{"lost contact", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "unknown-contact"),
		}, true},
		{"lost acceptance", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "ok"), said(5, 6, end1, "not-owner"),
		}, true},
		{"lost end", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "ok"), said(5, 6, end1, "ok"), said(7, 8, away1, "ok"),
		}, true},
		{"ended twice", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "ok"), said(5, 6, end1, "ok"), said(7, 8, end1, "ok"),
		}, true},
		{"wrapped up twice", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "ok"), said(5, 6, end1, "ok"), said(7, 8, wrap1, "ok"), said(9, 10, wrap1, "ok"),
		}, true},
		{"came twice", []proof.Operation{said(1, 2, enqueue, "ok"), said(3, 4, enqueue, "ok")}, true},
		{"accepted before it came", []proof.Operation{said(1, 2, accept1, "ok"), said(3, 4, enqueue, "ok")}, true},
		{"refused without a reason", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "ok"), said(5, 6, end1, "contact-over"),
		}, true},
		{"signed in twice", []proof.Operation{said(1, 2, signIn, "ok"), said(3, 4, signIn, "ok")}, true},
		{"done by an open command, and by its repetition", []proof.Operation{
			said(1, 2, enqueue, "ok"), said(3, 4, accept1, "?"), said(5, 6, end1, "ok"), said(7, 8, accept2, "ok"),
		}, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			err := proof.Linearizable(tc.history, time.Minute)
			if _, is := errors.AsType[*proof.HistoryError](err); is != tc.illegal || is != (err != nil) {
				t.Errorf("Linearizable returned %v, want illegal %t", err, tc.illegal)
			}
		})
	}
}

// TestPartsAreSeparate: what happens to other contacts, or in other centers, explains nothing.
func TestPartsAreSeparate(t *testing.T) {
	elsewhere := said(1, 2, enqueue, "ok")
	elsewhere.Center = "y"
	other := said(1, 2, routing.Enqueue{Contact: "d"}, "ok")
	history := []proof.Operation{elsewhere, other, said(3, 4, accept1, "ok")}
	if err := proof.Linearizable(history, time.Minute); err == nil {
		t.Error("an acceptance of a contact that never came is taken for legal")
	}
}
