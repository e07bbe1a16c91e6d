package proof_test

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// logOf is a log of payloads, a second apart.
func logOf(payloads ...routing.Payload) proof.Log {
	log := proof.Log{Center: "x"}
	for n, p := range payloads {
		log.Events = append(log.Events, routing.Event{At: time.Unix(int64(n), 0), Payload: p})
	}
	return log
}

var (
	came     = routing.ContactQueued{Contact: "c", Queue: "chat"}
	offer1   = routing.OfferMade{Offer: 1, Contact: "c", Agent: "a1"}
	offer2   = routing.OfferMade{Offer: 2, Contact: "c", Agent: "a2"}
	taken1   = routing.OfferAccepted{Offer: 1, Contact: "c", Agent: "a1"}
	taken2   = routing.OfferAccepted{Offer: 2, Contact: "c", Agent: "a2"}
	missed1  = routing.OfferEnded{Offer: 1, Contact: "c", Agent: "a1"}
	gone1    = routing.ContactTransferred{Contact: "c", Agent: "a1", Queue: "second"}
	over1    = routing.ContactEnded{Contact: "c", Agent: "a1"}
	owing1   = routing.WrapUpStarted{Contact: "c", Agent: "a1"}
	settled1 = routing.WrapUpDone{Contact: "c", Agent: "a1"}
	closed   = routing.ContactClosed{Contact: "c"}
)

func TestAudit(t *testing.T) {
	for _, tc := range []struct {
		name string
		log  proof.Log
		want proof.Findings
	}{
		{"one life", logOf(came, offer1, taken1, over1, owing1, settled1, closed), proof.Findings{}},
		{"missed", logOf(came, offer1, missed1, offer2, taken2, routing.ContactEnded{Contact: "c", Agent: "a2"}, closed), proof.Findings{}},
		{"two live offers", logOf(came, offer1, offer2, missed1, closed), proof.Findings{DoubleOwned: 2, Duplicated: 1}},
		{"offered while owned", logOf(came, offer1, taken1, offer2), proof.Findings{DoubleOwned: 1, Stuck: 1}},
		{"two owners", logOf(came, offer1, taken1, taken2), proof.Findings{DoubleOwned: 1, Stuck: 1}},
		{"accepted after it was missed", logOf(came, offer1, missed1, taken1), proof.Findings{DoubleOwned: 1, Stuck: 1}},
		{"transferred by another", logOf(came, offer1, missed1, gone1), proof.Findings{DoubleOwned: 1, Stuck: 1}},
		{"came twice", logOf(came, came, closed), proof.Findings{Duplicated: 1}},
		{"ended twice", logOf(came, offer1, taken1, over1, over1, closed), proof.Findings{Duplicated: 1, DoubleOwned: 1}},
		{"closed twice", logOf(came, closed, closed), proof.Findings{Duplicated: 1}},
		{"closed while owned", logOf(came, offer1, taken1, closed), proof.Findings{DoubleOwned: 1}},
		{"wrapped up twice", logOf(came, offer1, taken1, over1, owing1, settled1, settled1, closed), proof.Findings{Duplicated: 1}},
		{"lost contact", logOf(offer1, missed1), proof.Findings{Lost: 1, Stuck: 1}},
		{"lost offer", logOf(came, offer2, closed), proof.Findings{Gaps: 1, DoubleOwned: 1}},
		{"stuck", logOf(came), proof.Findings{Stuck: 1}},
		{"back in time", proof.Log{Events: []routing.Event{
			{At: time.Unix(9, 0), Payload: came}, {At: time.Unix(8, 0), Payload: closed},
		}}, proof.Findings{Gaps: 1}},
		{"broken", proof.Log{Broken: journal.ErrCorrupt}, proof.Findings{Gaps: 1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := proof.Audit(tc.log, true)
			if diff := cmp.Diff(tc.want, got, cmpopts.IgnoreFields(proof.Findings{}, "Details")); diff != "" {
				t.Errorf("Audit mismatch (-want +got)\n%s%q", diff, got.Details)
			}
			if got.Good() == (len(got.Details) > 0) {
				t.Errorf("Good is %t with details %q", got.Good(), got.Details)
			}
		})
	}
}

// identified gives an operation the id of its command.
func identified(id string, op proof.Operation) proof.Operation {
	op.ID = id
	return op
}

func TestCompare(t *testing.T) {
	log := logOf(came, offer1, taken1, over1, owing1)
	log.Events[0].Command, log.Events[2].Command, log.Events[3].Command = "1", "2", "3"
	twice := logOf(came, offer1, taken1, over1, owing1, routing.Acknowledged{})
	twice.Events[2].Command, twice.Events[5].Command = "2", "2"
	for _, tc := range []struct {
		name    string
		log     proof.Log
		history []proof.Operation
		want    proof.Findings
	}{
		{"as it was", log, []proof.Operation{
			identified("1", said(1, 2, enqueue, "ok")), identified("2", said(3, 4, accept1, "ok")), identified("3", said(5, 6, end1, "ok")),
		}, proof.Findings{}},
		{"open and done", log, []proof.Operation{identified("1", said(1, 2, enqueue, "?"))}, proof.Findings{}},
		{"open and not done", log, []proof.Operation{identified("9", said(1, 2, enqueue, "?"))}, proof.Findings{}},
		{"refused", log, []proof.Operation{identified("9", said(1, 2, accept2, "no-offer"))}, proof.Findings{}},
		{"lost", log, []proof.Operation{identified("9", said(1, 2, abandon, "ok"))}, proof.Findings{Lost: 1}},
		{"without effect", log, []proof.Operation{identified("3", said(1, 2, accept2, "ok"))}, proof.Findings{Lost: 1}},
		{"refused, and done", log, []proof.Operation{identified("2", said(1, 2, accept1, "no-offer"))}, proof.Findings{Disordered: 1}},
		{"done twice", twice, []proof.Operation{identified("2", said(1, 2, accept1, "ok"))}, proof.Findings{Duplicated: 1}},
		{"out of order", log, []proof.Operation{
			identified("2", said(1, 2, accept1, "ok")), identified("1", said(3, 4, enqueue, "ok")),
		}, proof.Findings{Disordered: 1}},
		{"at once in any order", log, []proof.Operation{
			identified("2", said(1, 4, accept1, "ok")), identified("1", said(3, 5, enqueue, "ok")),
		}, proof.Findings{}},
		{"of another center", proof.Log{Center: "y"}, []proof.Operation{identified("1", said(1, 2, enqueue, "ok"))}, proof.Findings{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := proof.Compare(tc.history, tc.log)
			if diff := cmp.Diff(tc.want, got, cmpopts.IgnoreFields(proof.Findings{}, "Details")); diff != "" {
				t.Errorf("Compare mismatch (-want +got)\n%s%q", diff, got.Details)
			}
		})
	}
}
