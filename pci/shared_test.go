package pci_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci"
)

// TestConversations: real conversations, turn by turn and each as one text, have no card data.
func TestConversations(t *testing.T) {
	data, err := os.ReadFile("../../shared/data/chats.jsonl")
	if err != nil {
		t.Skip("no shared data: ", err)
	}
	s := scanner(t, pci.Config{})
	check := func(id, text string) {
		for _, f := range s.FindString(text) {
			t.Errorf("conversation %s: found a %v at %d, want nothing", id, f.Kind, f.Start)
		}
	}
	for line := range bytes.Lines(data) {
		var c struct {
			ID    string
			Turns []struct{ Text string }
		}
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		var whole strings.Builder
		for _, turn := range c.Turns {
			check(c.ID, turn.Text)
			whole.WriteString(turn.Text + "\n")
		}
		check(c.ID, whole.String())
	}
}
