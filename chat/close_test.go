package chat_test

import (
	"context"
	"testing"

	"github.com/acdkit/acdkit/chat"
)

// TestClosedDeskSendsNothing: nobody would deliver it.
func TestClosedDeskSendsNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		s.serve("c1")
		s.say(kim, "c1", "hello")
		s.ok(s.Desk.Close(context.Background()))
		for range 20 {
			_, err := s.Say(t.Context(), chat.Message{Contact: "c1", From: kim, Text: "x"})
			is(t, err, chat.ErrClosed)
		}
	})
}
