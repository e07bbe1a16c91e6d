package chat_test

import (
	"fmt"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// TestRefusalIsTold: whoever begins a chat that routing refuses is told, though the desk runs errands by itself, too.
func TestRefusalIsTold(t *testing.T) {
	s := open(t, nil)
	s.ok(s.center.Do(t.Context(), routing.SetQueue{Queue: routing.Queue{ID: "tiny", Channel: contact.Chat, Max: 1}}))
	_, err := s.Begin(t.Context(), chat.Start{Queue: "tiny"})
	s.ok(err)
	for i := range 100 {
		_, err := s.Begin(t.Context(), chat.Start{Contact: contact.ID(fmt.Sprint("c", i)), Queue: "tiny"})
		is(t, err, chat.ErrOver)
		is(t, err, routing.ErrQueueFull)
	}
}
