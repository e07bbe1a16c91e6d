package chat_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/internal/golden"
	"github.com/acdkit/acdkit/internal/wire"
	"github.com/acdkit/acdkit/pci"
)

// goldenTalk is a conversation with every kind of entry.
func goldenTalk() []chat.Payload {
	customer := chat.Party{Member: chat.Customer, Role: chat.RoleCustomer, Name: "박둘"}
	bot := chat.Party{Member: chat.Bot, Role: chat.RoleBot, Name: "Virtual assistant"}
	agent := chat.Party{Member: chat.AgentMember("a1"), Role: chat.RoleAgent, Name: "Kim"}
	guest := chat.Party{Member: chat.AgentMember("a2"), Role: chat.RoleGuest, Name: "Lee"}
	boss := chat.Party{Member: chat.AgentMember("s"), Role: chat.RoleWhisper, Name: "Boss"}
	said := func(id string, from chat.Party, text string) chat.Said {
		return chat.Said{ID: id, From: from, Text: text}
	}
	return []chat.Payload{
		chat.Opened{Contact: "c1", Customer: "k1", Name: "박둘", Queue: "q", QueueName: "Questions", Language: "ko", Bot: bot.Name, Timers: chat.Timers{Grace: 90 * time.Second}},
		chat.Joined{Party: bot}, said("m1", customer, "안녕하세요 👋"), said("m2", bot, "How can I help?"),
		chat.HandedOver{Cause: chat.Asked}, chat.Queued{Queue: "q", Name: "Questions"},
		chat.Joined{Party: agent}, chat.Said{
			ID: "m3", From: customer, Text: "My card is ************1111", Redacted: true,
			Files: []attachment.File{{ID: "f1", Name: "bill.pdf", Size: 1234, Type: "application/pdf", Active: true}},
		},
		chat.Noticed{Member: chat.Customer, ID: "m3", Notices: []pci.Notice{{Outcome: pci.Redacted, Kinds: pci.KindSet(pci.PAN)}}},
		chat.Revised{Of: 8, Text: "My card is hidden", Names: []string{"hidden.pdf"}},
		chat.Receipt{Member: agent.Member, Through: 8, Read: true},
		chat.Held{On: true}, chat.Held{}, chat.Warned{Of: chat.RoleAgent}, chat.Resumed{},
		chat.Joined{Party: boss}, chat.Said{ID: "m4", From: boss, To: chat.Staff, Text: "ask for the date"},
		chat.Invited{Guest: guest}, chat.InviteEnded{Guest: guest, Cause: chat.Missed},
		chat.Invited{Guest: guest}, chat.Joined{Party: guest}, chat.Left{Party: guest, Cause: chat.Lost},
		chat.Left{Party: boss}, chat.Disconnected{Party: customer}, chat.Reconnected{Party: customer},
		chat.Transferred{From: agent, Queue: "r", QueueName: "Refunds", By: "s"},
		chat.Queued{Queue: "r", Name: "Refunds"}, chat.Joined{Party: agent},
		chat.Expired{Of: chat.RoleCustomer, Cause: chat.Idle}, chat.CustomerLeft{}, chat.Ended{By: agent, Cause: chat.LeftByCustomer},
	}
}

// writeGolden writes goldenTalk in records of three, of which some say how far routing was followed.
func writeGolden(t *testing.T, j journal.Journal) {
	at := time.Date(2026, 3, 2, 8, 30, 0, 5, time.UTC)
	var entries []chat.Entry
	for i, p := range goldenTalk() {
		entries = append(entries, chat.Entry{Seq: uint64(i + 1), At: at.Add(time.Duration(i) * time.Second), Payload: p})
	}
	for version := journal.Version(0); len(entries) > 0; version++ {
		var data bytes.Buffer
		n := min(3, len(entries))
		if err := chat.AppendEntries(&data, entries[:n]); err != nil {
			t.Fatal(err)
		}
		rec := journal.NewRecord(fmt.Sprint("r", version+1), wire.Follows(uint64(version*version), data.Bytes()))
		if _, err := j.Append(t.Context(), "chat/c1", version, rec); err != nil {
			t.Fatal(err)
		}
		entries = entries[n:]
	}
}

// goldenState replays the log. What it gives are the entries, as they are written, and what follows from them.
func goldenState(t *testing.T, j journal.Journal) []byte {
	c := chat.New(chat.ConversationConfig{})
	for rec, err := range journal.Replay(t.Context(), j, "chat/c1", 0) {
		if err != nil {
			t.Fatal(err)
		}
		entries, err := chat.DecodeEntries(rec.Data, c.Len())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if c.Apply(e); c.Err() != nil {
				t.Fatalf("entry %d, %s, does not fit: %v", e.Seq, e.Kind(), c.Err())
			}
		}
	}
	var state bytes.Buffer
	if err := chat.AppendEntries(&state, c.All()); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&state, c.Phase(), c.Served(), c.Queue().Queue, c.Messages(), c.Len(), c.Reading(chat.AgentMember("a1")))
	for _, m := range []chat.Member{chat.Customer, chat.AgentMember("a1"), chat.AgentMember("a2"), chat.AgentMember("s")} {
		may, err := c.Since(m, 0)
		fmt.Fprintln(&state, m, len(may), err != nil)
		for _, e := range may {
			fmt.Fprintln(&state, e.Seq)
		}
	}
	return state.Bytes()
}

// TestGolden: the log that version 1 of the encoding wrote gives the same state for ever, and has all kinds of entries.
func TestGolden(t *testing.T) {
	golden.Check(t, "testdata/log-v1.txt",
		func(j journal.Journal) { writeGolden(t, j) }, func(j journal.Journal) []byte { return goldenState(t, j) })
	kinds := map[string]bool{}
	for _, p := range goldenTalk() {
		kinds[chat.Entry{Payload: p}.Kind()] = true
	}
	for _, p := range every() {
		if kind := (chat.Entry{Payload: p}).Kind(); !kinds[kind] {
			t.Errorf("no %s is in it", kind)
		}
	}
}
