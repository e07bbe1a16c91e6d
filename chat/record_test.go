package chat_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// every is a value of every kind of payload.
func every() []chat.Payload {
	guest := chat.Party{Member: lee, Role: chat.RoleGuest, Name: "Lee"}
	return []chat.Payload{
		chat.Opened{Contact: "c1", Customer: "cust", Name: "박둘", Queue: "q", QueueName: "Q", Language: "ko", Bot: "B", Timers: chat.Timers{Grace: time.Second}},
		chat.Said{
			ID: "m", From: guest, To: chat.Staff, Text: "한글 👍", Redacted: true,
			Files: []attachment.File{{ID: "f", Name: "a.txt", Size: 3, Type: "text/plain", Active: true}},
		},
		chat.Noticed{Member: kim, ID: "m", Notices: []pci.Notice{{Outcome: pci.Redacted, Kinds: pci.KindSet(pci.PAN)}}},
		chat.Revised{Of: 2, To: chat.Staff, Text: "x", Names: []string{"b.txt"}},
		chat.HandedOver{Cause: chat.Asked}, chat.Queued{Queue: "q", Name: "Q"}, chat.Joined{Party: guest},
		chat.Left{Party: guest, Cause: chat.Passed}, chat.Transferred{From: guest, Queue: "q", QueueName: "Q", To: guest, By: "sup"},
		chat.Invited{Guest: guest}, chat.InviteEnded{Guest: guest, Cause: chat.Missed}, chat.Held{On: true}, chat.CustomerLeft{},
		chat.Disconnected{Party: guest}, chat.Reconnected{Party: guest}, chat.Warned{Of: chat.RoleAgent}, chat.Expired{Of: chat.RoleCustomer, Cause: chat.Lost},
		chat.Receipt{Member: kim, Through: 3, Read: true}, chat.Ended{By: guest, Cause: chat.AgentEnded}, chat.Resumed{},
	}
}

func everyEntry() []chat.Entry {
	var entries []chat.Entry
	for i, p := range every() {
		entries = append(entries, chat.Entry{Seq: uint64(i) + 8, At: time.Date(2026, 11, 27, 1, 2, 3, i, time.UTC), Payload: p})
	}
	return entries
}

func TestEveryKindComesBack(t *testing.T) {
	want := everyEntry()
	var data bytes.Buffer
	if err := chat.AppendEntries(&data, want); err != nil {
		t.Fatal(err)
	}
	got, err := chat.DecodeEntries(data.Bytes(), 7)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("CBOR (-want +got):\n%s", diff)
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got = nil
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
	names := map[string]bool{}
	for _, e := range want {
		names[e.Kind()] = true
	}
	if len(names) != 20 || names[""] {
		t.Errorf("%d names", len(names))
	}
}

func TestDamagedRecords(t *testing.T) {
	var data bytes.Buffer
	if err := chat.AppendEntries(&data, everyEntry()[:3]); err != nil {
		t.Fatal(err)
	}
	for n := range data.Len() {
		cut := data.Bytes()[:n]
		if got, err := chat.DecodeEntries(cut, 0); err == nil && len(got) == 3 {
			t.Errorf("%d of %d bytes are read as whole", n, data.Len())
		}
	}
	for _, bad := range [][]byte{nil, {9}, {1, 0x83, 0x18, 99, 0, 0xa0}, {1, 0xff}} {
		if _, err := chat.DecodeEntries(bad, 0); !errors.Is(err, chat.ErrDamaged) {
			t.Errorf("% x: %v", bad, err)
		}
	}
}

// FuzzDecodeEntries: whatever a stranger's log says is refused, or written as it was read; and a conversation takes what fits.
func FuzzDecodeEntries(f *testing.F) {
	var data bytes.Buffer
	if err := chat.AppendEntries(&data, everyEntry()); err != nil {
		f.Fatal(err)
	}
	f.Add(data.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := chat.DecodeEntries(data, 0)
		if err != nil {
			return
		}
		rewritten(t, entries)
		c := chat.New(chat.ConversationConfig{})
		for _, e := range entries {
			c.Apply(e)
		}
		rewritten(t, c.All())
		_, _ = c.Deadline()
		_ = c.Errand()
		for _, p := range c.Members() {
			if _, err := c.Since(p.Member, 0); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// rewritten checks that entries are read as they are written.
func rewritten(t *testing.T, entries []chat.Entry) {
	t.Helper()
	var data bytes.Buffer
	if err := chat.AppendEntries(&data, entries); err != nil {
		t.Fatal(err)
	}
	if len(entries) == 0 {
		return
	}
	again, err := chat.DecodeEntries(data.Bytes(), 0)
	if diff := cmp.Diff(entries, again, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Fatalf("written and read, %v (-want +got):\n%s", err, diff)
	}
}
