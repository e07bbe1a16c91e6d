package chat_test

import (
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/pci"
)

// TestCodeAsAnAnswerToMore: what was said after the question does not make the answer another thing, nor does a file
// that comes with it; among the staff it is the same.
func TestCodeAsAnAnswerToMore(t *testing.T) {
	const question = "카드 뒷면의 CVC 번호를 알려 주세요."
	for _, restart := range []bool{false, true} {
		for name, f := range map[string]func(*site) chat.Sending{
			"more was said": func(s *site) chat.Sending {
				s.say(kim, "c1", question)
				s.say(kim, "c1", "천천히 하셔도 됩니다.")
				return s.again(restart).say(chat.Customer, "c1", "123")
			},
			"with a file": func(s *site) chat.Sending {
				s.say(kim, "c1", question)
				s = s.again(restart)
				s.attach(chat.Customer, "a.txt", "hello")
				s.ok(s.Edit(s.t.Context(), chat.Customer, "c1", "123"))
				out, err := s.Send(s.t.Context(), chat.Customer, "c1", "")
				s.ok(err)
				return out
			},
			"in notes": func(s *site) chat.Sending {
				s.staff("lee")
				s.ok(s.center.Conference(s.t.Context(), "kim", "c1", "lee"))
				s.ok(s.center.Accept(s.t.Context(), "lee", "c1"))
				_, err := s.Say(s.t.Context(), chat.Message{Contact: "c1", From: kim, To: chat.Staff, Text: question})
				s.ok(err)
				s = s.again(restart)
				out, err := s.Say(s.t.Context(), chat.Message{Contact: "c1", From: lee, To: chat.Staff, Text: "123"})
				s.ok(err)
				return out
			},
		} {
			t.Run(name, func(t *testing.T) {
				bubble(t, func(t *testing.T) {
					s := open(t, nil)
					s.staff("kim")
					s.serve("c1")
					if out := f(s); out.Outcome != pci.Redacted {
						t.Errorf("restart %t: the code was %v", restart, out.Outcome)
					}
				})
			})
		}
	}
}

func (s *site) again(restart bool) *site {
	if restart {
		return s.restart()
	}
	return s
}
