package proof_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// talkOf is a conversation: an empty text is no message.
func talkOf(said ...string) proof.Talk {
	t := proof.Talk{Contact: "c"}
	for n, id := range said {
		e := chat.Entry{Seq: uint64(n + 1), Payload: chat.Said{ID: id}}
		if id == "" {
			e.Payload = chat.Opened{Contact: "c"}
		}
		t.Entries = append(t.Entries, e)
	}
	return t
}

func spoke(from, to int, id string, outcome proof.Outcome) proof.Saying {
	return proof.Saying{Contact: "c", ID: id, Call: time.Duration(from), Return: time.Duration(to), Outcome: outcome}
}

func shown(after uint64, lines ...proof.Line) proof.Hearing {
	return proof.Hearing{Contact: "c", By: chat.Customer, After: after, Lines: lines}
}

func TestListen(t *testing.T) {
	talk := talkOf("", "a", "b", "")
	ok, refused, open := proof.Acknowledged, proof.Refused, proof.Open
	a, b, end := proof.Line{Seq: 2, Said: "a"}, proof.Line{Seq: 3, Said: "b"}, proof.Line{Seq: 4, Kind: "ended"}
	for _, tc := range []struct {
		name  string
		talk  proof.Talk
		said  []proof.Saying
		heard []proof.Hearing
		want  proof.Findings
	}{
		{"as it was", talk, []proof.Saying{spoke(1, 2, "a", ok), spoke(3, 4, "b", ok)}, []proof.Hearing{shown(0, a, b, end), shown(2, b), shown(4)}, proof.Findings{}},
		{"open", talk, []proof.Saying{spoke(1, 2, "a", open), spoke(3, 4, "x", open)}, nil, proof.Findings{}},
		{"at once", talk, []proof.Saying{spoke(1, 4, "b", ok), spoke(2, 3, "a", ok)}, nil, proof.Findings{}},
		{"of another contact", talk, []proof.Saying{{Contact: "d", ID: "x", Outcome: ok}}, []proof.Hearing{{Contact: "d", Lines: []proof.Line{b}}}, proof.Findings{}},
		{"lost", talk, []proof.Saying{spoke(1, 2, "x", ok)}, nil, proof.Findings{Lost: 1}},
		{"said twice", talkOf("", "a", "a"), []proof.Saying{spoke(1, 2, "a", ok)}, nil, proof.Findings{Duplicated: 1}},
		{"refused, and there", talk, []proof.Saying{spoke(1, 2, "a", refused)}, nil, proof.Findings{Disordered: 1}},
		{"out of order", talk, []proof.Saying{spoke(1, 2, "b", ok), spoke(3, 4, "a", ok)}, nil, proof.Findings{Disordered: 1}},
		{"one left out", talk, nil, []proof.Hearing{shown(0, b)}, proof.Findings{Gaps: 1}},
		{"the last left out", talk, nil, []proof.Hearing{shown(0, a, end)}, proof.Findings{Gaps: 1}},
		{"another number", talk, nil, []proof.Hearing{shown(0, proof.Line{Seq: 2, Said: "b"})}, proof.Findings{Gaps: 1}},
		{"a message that is none", talk, nil, []proof.Hearing{shown(3, proof.Line{Seq: 4, Said: "x"})}, proof.Findings{Gaps: 1}},
		{"backwards", talk, nil, []proof.Hearing{shown(0, b, a)}, proof.Findings{Gaps: 1}},
		{"more than there is", talk, nil, []proof.Hearing{shown(3, end, proof.Line{Seq: 5, Said: "x"})}, proof.Findings{Gaps: 1}},
		{"broken", proof.Talk{Contact: "c", Broken: journal.ErrCorrupt}, nil, nil, proof.Findings{Gaps: 1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := proof.Listen(tc.talk, tc.said, tc.heard)
			if diff := cmp.Diff(tc.want, got, cmpopts.IgnoreFields(proof.Findings{}, "Details")); diff != "" {
				t.Errorf("Listen mismatch (-want +got)\n%s%q", diff, got.Details)
			}
		})
	}
}

func TestReadTalk(t *testing.T) {
	j := new(journal.Memory)
	for v, id := range []string{"a", "b"} {
		var data bytes.Buffer
		if err := chat.AppendEntries(&data, talkOf("", id).Entries); err != nil {
			t.Fatal(err)
		}
		if _, err := j.Append(t.Context(), "chat/c", journal.Version(v), journal.NewRecord(id, data.Bytes())); err != nil {
			t.Fatal(err)
		}
	}
	talk, err := proof.ReadTalk(t.Context(), j, "c")
	if err != nil || talk.Broken != nil || len(talk.Entries) != 4 || talk.Entries[3].Seq != 4 {
		t.Errorf("ReadTalk returned %+v, %v", talk, err)
	}
	if _, err := j.Append(t.Context(), "chat/c", 2, journal.NewRecord("c", []byte("no entries"))); err != nil {
		t.Fatal(err)
	}
	if talk, err := proof.ReadTalk(t.Context(), j, "c"); err != nil || talk.Broken == nil || len(talk.Entries) != 4 {
		t.Errorf("ReadTalk of a damaged stream returned %+v, %v", talk, err)
	}
}
