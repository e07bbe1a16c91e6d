package email

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/internal/golden"
	"github.com/acdkit/acdkit/internal/wire"
	"github.com/acdkit/acdkit/pci"
)

// goldenThread is a thread with every kind of entry.
func goldenThread() []Payload {
	began := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	customer, own := message.Address{Name: "박둘", Addr: "k1@customer.example"}, message.Address{Addr: "help@shop.example"}
	agent, boss := Party{Agent: "a1", Name: "Kim"}, Party{Agent: "s", Name: "Boss", Supervises: true}
	file := attachment.File{ID: "f1", Name: "bill.pdf", Size: 1234, Type: "application/pdf"}
	first := Letter{
		ID: "m1@customer.example", Subject: "환불 요청", From: []message.Address{customer}, To: []message.Address{own},
		Cc: []message.Address{{Addr: "k2@customer.example"}}, Date: began, InReplyTo: []string{"m0@shop.example"},
		References: []string{"m0@shop.example"}, Text: "Please refund ************1111.", Cut: true,
		Files: []Enclosure{{File: file, Path: "2", Inline: true, ContentID: "i1"}, {File: attachment.File{Name: "x.exe"}, Dropped: "type-not-allowed"}},
		Blob:  "b1", Size: 4321, Redacted: true, Warnings: []string{"more-files"},
	}
	body := document.Doc{Blocks: []document.Block{
		{Kind: document.Heading, Line: document.Line{{Text: "Refund", Marks: 3, Color: "#ff0000"}, {Text: "here", Link: "https://shop.example/"}}},
		{Kind: document.Bullet, Quote: true, Indent: 1, Line: document.Line{{Image: document.Image{ID: "f1", Alt: "A bill", Width: 10, Height: 20}}}},
		{Kind: document.Table, Rows: [][]document.Line{{{{Text: "a"}}, {{Text: "b"}}}}},
	}}
	answer := Letter{
		ID: "m2@shop.example", Subject: "Re: 환불 요청", From: []message.Address{own}, Sender: []message.Address{own}, ReplyTo: []message.Address{own},
		To: []message.Address{customer}, InReplyTo: []string{first.ID}, References: []string{"m0@shop.example", first.ID}, Text: "Done.", Blob: "b2", Size: 99,
	}
	bounce := Letter{ID: "m3@mx.example", From: []message.Address{{Addr: "mailer-daemon@mx.example"}}, Withheld: true}
	draft := Draft{
		Mode: reply.Reply, Version: 1, Answers: 2, Agent: "a1", At: began.Add(time.Hour), Cc: []message.Address{{Addr: "k3@customer.example"}},
		Body: body, Files: []attachment.File{file},
	}
	return []Payload{
		Opened{
			Contact: "c1", Customer: "k1", Name: "박둘", Mailbox: own.Addr, Queue: "mail", QueueName: "Mail", Continues: "c0", Stranger: true,
			LastAgent: "a1", Received: began,
		},
		Received{Letter: first, Digest: "d1", Class: auto.Person, Told: []pci.Notice{{Outcome: pci.Redacted, Kinds: pci.KindSet(pci.PAN)}}},
		Queued{Queue: "mail", Name: "Mail"}, Joined{Party: agent}, Joined{Party: boss}, Left{Party: boss},
		Drafted{draft}, Drafted{Draft{Mode: reply.Quick, Version: 1, Answers: 2, Agent: "a1", Text: "Soon."}}, Discarded{Agent: "a1", Mode: reply.Quick},
		Transferred{From: agent, Queue: "refunds", QueueName: "Refunds", By: "s"}, Queued{Queue: "refunds"}, Joined{Party: agent},
		Sent{
			Letter: answer, Agent: "a1", Name: "Kim", Mode: reply.Reply, Version: 1, Answers: 2, Return: own.Addr,
			Rcpt: []string{customer.Addr, "k2@customer.example", "k3@customer.example"},
		},
		Delivery{
			Of: 13, Have: []string{customer.Addr}, GaveUp: true,
			Refused: []Refusal{{Addr: "k2@customer.example", Permanent: true, Code: 550, Status: "5.1.1"}},
		},
		Ended{By: agent, Reason: contact.AgentEnded},
		Received{Letter: bounce, Digest: "d2", Class: auto.Bounce, Reason: auto.ReportType, About: 13, Failed: true},
		Continued{By: "c2"},
	}
}

// writeGolden writes goldenThread in records of two, of which some say how far routing was followed.
func writeGolden(t *testing.T, j journal.Journal) {
	at := time.Date(2026, 3, 2, 8, 30, 0, 5, time.UTC)
	var entries []Entry
	for i, p := range goldenThread() {
		entries = append(entries, Entry{Seq: uint64(i + 1), At: at.Add(time.Duration(i) * time.Second), Payload: p})
	}
	version := journal.Version(0)
	for some := range slices.Chunk(entries, 2) {
		var data bytes.Buffer
		if err := AppendEntries(&data, some); err != nil {
			t.Fatal(err)
		}
		rec := journal.NewRecord(fmt.Sprint("r", version+1), wire.Follows(uint64(version*version), data.Bytes()))
		if _, err := j.Append(t.Context(), "email/c1", version, rec); err != nil {
			t.Fatal(err)
		}
		version++
	}
}

// goldenState replays the log. What it gives are the entries, as they are written, and what follows from them.
func goldenState(t *testing.T, j journal.Journal) []byte {
	th := NewThread()
	for rec, err := range journal.Replay(t.Context(), j, "email/c1", 0) {
		if err != nil {
			t.Fatal(err)
		}
		entries, err := DecodeEntries(rec.Data, th.Len())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if th.Apply(e); th.Err() != nil {
				t.Fatalf("entry %d, %s, does not fit: %v", e.Seq, e.Kind(), th.Err())
			}
		}
	}
	var state bytes.Buffer
	if err := AppendEntries(&state, th.All()); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&state, th.Phase(), th.Served(), th.Queue().Queue, th.Mails(), th.Len(), th.Successor(), len(th.Drafts()), th.Leaving())
	fmt.Fprintln(&state, th.Takes(message.Address{Addr: "k3@customer.example"}), th.Digest("d1"), th.MessageID("m2@shop.example"))
	return state.Bytes()
}

// TestGolden: the log that version 1 of the encoding wrote gives the same state for ever, and has all kinds of entries.
func TestGolden(t *testing.T) {
	golden.Check(t, "testdata/log-v1.txt",
		func(j journal.Journal) { writeGolden(t, j) }, func(j journal.Journal) []byte { return goldenState(t, j) })
	kinds := map[uint8]bool{}
	for _, p := range goldenThread() {
		kinds[p.kind()] = true
	}
	for k := range payloads {
		if k > 0 && !kinds[uint8(k)] {
			t.Errorf("no %s is in it", payloads.Name(uint8(k)))
		}
	}
}
