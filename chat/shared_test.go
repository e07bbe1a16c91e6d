package chat_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/pci"
)

type sharedTurn struct {
	Who  string `json:"who"`
	Text string `json:"text"`
}

// TestRealConversations plays real conversations through a desk: the Guard alters nothing in them, and what was said
// is read as it was said.
func TestRealConversations(t *testing.T) {
	file, err := os.Open("../../shared/data/chats.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared conversations are not here")
	} else if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s := open(t, nil)
	s.staff("kim")
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	chats, messages := 0, 0
	for lines.Scan() {
		var c struct {
			ID    string       `json:"id"`
			Turns []sharedTurn `json:"turns"`
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		messages += s.play(contact.ID(c.ID), c.Turns)
		chats++
	}
	if err := lines.Err(); err != nil || chats < 200 || messages < 4*chats {
		t.Errorf("played %d messages of %d chats, %v", messages, chats, err)
	}
	t.Logf("played %d messages of %d chats", messages, chats)
}

// play has a conversation from beginning to end, and returns how many messages were sent.
func (s *site) play(id contact.ID, turns []sharedTurn) int {
	s.t.Helper()
	_, err := s.Begin(s.t.Context(), chat.Start{Contact: id, Queue: "sales"})
	s.ok(err)
	s.ok(s.center.Accept(s.t.Context(), "kim", id))
	var want []string
	sent := 0
	for _, turn := range turns {
		m := chat.Message{Contact: id, From: kim, Text: turn.Text}
		switch turn.Who {
		case "customer":
			m.From = chat.Customer
		case "action":
			m.To = chat.Staff
		}
		clean, err := chat.Limits{}.Clean(turn.Text)
		s.ok(err)
		out, err := s.Say(s.t.Context(), m)
		if errors.Is(err, chat.ErrEmpty) {
			continue
		}
		s.ok(err)
		if out.Outcome != pci.Passed {
			s.t.Errorf("%s: the Guard altered a message of %d bytes", id, len(turn.Text))
		}
		want = append(want, clean)
		sent++
	}
	s.ok(s.center.End(s.t.Context(), "kim", id))
	s.ok(s.center.WrapUp(s.t.Context(), "kim", id, "done"))
	entries, err := s.Since(s.t.Context(), kim, id, 0)
	s.ok(err)
	for _, e := range entries {
		if said, ok := e.Payload.(chat.Said); ok {
			if len(want) == 0 || said.Text != want[0] {
				s.t.Errorf("%s: message %d is not what was said", id, e.Seq)
				return 0
			}
			want = want[1:]
		}
	}
	if len(want) > 0 {
		s.t.Errorf("%s: %d messages are missing", id, len(want))
	}
	return sent
}
