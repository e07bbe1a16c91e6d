package chat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/attachment"
)

func TestTooManyFiles(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, func(c *chat.Config) { c.Settings.Files = attachment.ChatRules() })
		s.begin("c1")
		for i := range chat.MaxFiles {
			s.attach(chat.Customer, fmt.Sprint("f", i, ".txt"), "x")
		}
		_, err := s.Attach(t.Context(), chat.Customer, "c1", "more.txt", strings.NewReader("x"))
		is(t, err, attachment.TooMany)
		_, err = s.Send(t.Context(), chat.Customer, "c1", "")
		s.ok(err)
	})
}

func TestFullConversation(t *testing.T) {
	c := chat.New(chat.ConversationConfig{})
	now := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
	c.Apply(chat.Entry{Seq: 1, At: now, Payload: chat.Opened{Contact: "c1", Queue: "q"}})
	for n := uint64(2); n <= chat.MaxEntries; n++ {
		c.Apply(chat.Entry{Seq: n, At: now, Payload: chat.Resumed{}})
	}
	if err := c.Err(); err != nil {
		t.Fatal(err)
	}
	for _, cmd := range []chat.Command{
		chat.Say{From: chat.Customer, ID: "m", Text: "x"}, chat.Connect{Member: chat.Customer, Lost: true},
	} {
		_, err := c.Step(now, cmd)
		is(t, err, chat.ErrFull)
	}
	if _, err := c.Step(now, chat.Leave{}); err != nil || c.Phase() != chat.Over {
		t.Errorf("it cannot end: %v", err)
	}
}
