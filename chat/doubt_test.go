package chat_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/journal"
)

// doubtful is a journal that has stored what is appended to a conversation next, but does not say so.
type doubtful struct {
	*journal.Memory
	doubt func() // called once
}

func (m *doubtful) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	v, err := m.Memory.Append(ctx, stream, after, rec)
	if doubt := m.doubt; doubt != nil && err == nil && strings.HasPrefix(stream, "chat/") {
		m.doubt = nil
		doubt()
		return 0, &journal.Error{Err: journal.ErrUnknown}
	}
	return v, err
}

// inDoubt has kim serve a chat on such a journal, and returns a context that ends when the answer is lost.
func inDoubt(t *testing.T) (*site, func() context.Context) {
	j := &doubtful{Memory: &journal.Memory{}}
	s := openOn(t, j.Memory, func(c *chat.Config) { c.Journal = j })
	s.staff("kim")
	s.serve("c1")
	return s, func() context.Context {
		wait(time.Second)
		ctx, cancel := context.WithCancel(t.Context())
		j.doubt = cancel
		return ctx
	}
}

// TestDoubtfulSend: a message that was sent without an answer leaves the compose box when it is sent again with the
// same id, and its files stay.
func TestDoubtfulSend(t *testing.T) {
	for _, again := range []bool{true, false} {
		bubble(t, func(t *testing.T) {
			s, doubt := inDoubt(t)
			f := s.attach(chat.Customer, "a.txt", "hello")
			_, err := s.Send(doubt(), chat.Customer, "c1", "m1")
			is(t, err, chat.ErrUnavailable)
			if again {
				_, err = s.Send(t.Context(), chat.Customer, "c1", "m1")
				s.ok(err)
				box, err := s.Compose(t.Context(), chat.Customer, "c1")
				s.ok(err)
				if box.Unsent() {
					t.Errorf("the box still has %+v", box.Draft)
				}
			}
			s.ok(s.center.End(t.Context(), "kim", "c1"))
			s.lines(kim, "c1")
			wait(time.Second)
			_, content, err := s.Download(t.Context(), kim, "c1", f.ID)
			s.ok(err)
			s.ok(content.Close())
		})
	}
}

// TestSubscribersGetWhatWasInDoubt: they are told of a message that was stored without an answer.
func TestSubscribersGetWhatWasInDoubt(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s, doubt := inDoubt(t)
		got := ""
		go func() {
			for e := range s.Subscribe(t.Context(), kim, "c1", 0) {
				if said, ok := e.Payload.(chat.Said); ok {
					got = said.Text
				}
			}
		}()
		m := chat.Message{Contact: "c1", From: chat.Customer, ID: "m1", Text: "hello"}
		_, err := s.Say(doubt(), m)
		is(t, err, chat.ErrUnavailable)
		_, err = s.Say(t.Context(), m)
		s.ok(err)
		wait(time.Hour)
		if got != "hello" {
			t.Errorf("the subscriber has %q", got)
		}
	})
}
