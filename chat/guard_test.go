package chat_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/pci"
)

func TestCardIsRedacted(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var audits []chat.Audited
		s := open(t, func(c *chat.Config) { c.Audit = func(a chat.Audited) { audits = append(audits, a) } })
		s.staff("kim")
		s.serve("c1")
		out := s.say(chat.Customer, "c1", "내 카드 "+card)
		if out.Outcome != pci.Redacted || len(out.Notices) != 1 {
			t.Errorf("Say returned %+v", out)
		}
		s.say(kim, "c1", "you mean "+card+"?")
		s.equal(chat.Customer, []string{
			"opened", "queued", "joined agent 김하나", "박둘: 내 카드 **** **** **** 6467", "noticed", "김하나: you mean **** **** **** 6467?",
		})
		s.equal(kim, []string{
			"opened", "queued", "joined agent 김하나", "박둘: 내 카드 **** **** **** 6467", "김하나: you mean **** **** **** 6467?", "noticed",
		})
		if len(audits) != 2 || audits[0].Member != chat.Customer {
			t.Errorf("%d audits", len(audits))
		}
	})
}

func TestCardInSeveralMessages(t *testing.T) {
	for _, restart := range []bool{false, true} {
		bubble(t, func(t *testing.T) {
			s := open(t, nil)
			s.staff("kim")
			s.serve("c1")
			s.say(chat.Customer, "c1", "4539 1488")
			s.say(kim, "c1", "go on")
			if restart {
				s = s.restart()
			}
			out := s.say(chat.Customer, "c1", "0343 6467")
			if out.Outcome != pci.Redacted {
				t.Errorf("the second half is %v", out.Outcome)
			}
			want := []string{
				"opened", "queued", "joined agent 김하나", "박둘: **** ****", "김하나: go on", "revised", "박둘: **** 6467",
			}
			s.equal(kim, want)
			s = s.restart()
			s.equal(kim, want)
		})
	}
}

func TestPolicyDrops(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, func(c *chat.Config) {
			guard, err := pci.NewGuard(pci.Policy{Default: pci.Drop})
			if err != nil {
				t.Fatal(err)
			}
			c.Guard = guard
		})
		s.staff("kim")
		s.serve("c1")
		out, err := s.Say(t.Context(), chat.Message{Contact: "c1", From: chat.Customer, ID: "m", Text: card})
		is(t, err, chat.ErrDropped)
		if out.Seq != 0 || len(out.Notices) != 1 {
			t.Errorf("Say returned %+v", out)
		}
		s.say(chat.Customer, "c1", "4539 1488")
		_, err = s.Say(t.Context(), chat.Message{Contact: "c1", From: chat.Customer, Text: "0343 6467"})
		is(t, err, chat.ErrDropped)
		s.equal(kim, []string{"opened", "queued", "joined agent 김하나", "박둘: **** ****", "revised"})
		s.equal(chat.Customer, []string{"opened", "queued", "joined agent 김하나", "noticed", "박둘: **** ****", "revised", "noticed"})
	})
}

// TestNothingRawIsKept sends a card number through every way there is, and looks for it in all that is stored,
// delivered, told and logged.
func TestNothingRawIsKept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var out bytes.Buffer
		s := open(t, func(c *chat.Config) {
			c.Audit = func(a chat.Audited) { fmt.Fprintf(&out, "%+v\n", a) }
			c.Bot = botFunc(func(chat.Turn) (chat.Answer, error) { return chat.Answer{Texts: []string{card}}, nil })
			c.Settings.Templates[0].Text = "pay with " + card
		})
		s.staff("kim")
		_, err := s.Begin(t.Context(), chat.Start{Contact: "c1", Customer: "cust", Name: "N " + card, Queue: "sales"})
		s.ok(err)
		wait(1)
		s.ok(s.AskAgent(t.Context(), "c1"))
		s.ok(s.center.Accept(t.Context(), "kim", "c1"))
		note := func(v any, err error) { fmt.Fprintf(&out, "%+v %#v %v\n", v, v, err) }
		for _, who := range []chat.Member{chat.Customer, kim} {
			note(s.Say(t.Context(), chat.Message{Contact: "c1", From: who, Text: "x " + card}))
			note(s.Say(t.Context(), chat.Message{Contact: "c1", From: who, Text: strings.Repeat(card, 100)}))
			note(s.Say(t.Context(), chat.Message{Contact: "c1", From: who, ID: card + "\n", Text: "x"}))
			note(s.Say(t.Context(), chat.Message{Contact: "c1", From: who, ID: card, Text: "x"}))
			note(s.Attach(t.Context(), who, "c1", card+".txt", strings.NewReader("plain")))
			note(s.Attach(t.Context(), who, "c1", "a.txt", strings.NewReader(card)))
			note(s.Attach(t.Context(), who, "c1", card+".exe", strings.NewReader(card)))
			note(s.Edit(t.Context(), who, "c1", card), nil)
			note(s.Send(t.Context(), who, "c1", ""))
		}
		s.ok(s.Insert(t.Context(), kim, "c1", "hi"))
		note(s.Compose(t.Context(), kim, "c1"))
		for _, stream := range []string{"chat/c1", "history/cust", "center/main"} {
			for rec, err := range journal.Replay(t.Context(), s.journal, stream, 0) {
				s.ok(err)
				out.Write(rec.Data)
			}
		}
		for _, who := range []chat.Member{chat.Customer, kim} {
			entries, err := s.Since(t.Context(), who, "c1", 0)
			s.ok(err)
			text, err := json.Marshal(entries)
			s.ok(err)
			out.Write(text)
		}
		if strings.Contains(out.String(), card) || strings.Contains(out.String(), strings.ReplaceAll(card, " ", "")) {
			at := strings.Index(out.String(), "45391488")
			if at < 0 {
				at = strings.Index(out.String(), card)
			}
			t.Errorf("a card number came out: %q", out.String()[max(0, at-300):at+30])
		}
		if !strings.Contains(out.String(), "6467") {
			t.Error("nothing came out at all: the test looks in the wrong place")
		}
	})
}

// TestCodeAsAnAnswer: what answers a question for a code is one, whoever asked, and after a restart, too.
func TestCodeAsAnAnswer(t *testing.T) {
	for _, restart := range []bool{false, true} {
		for _, first := range []bool{false, true} {
			bubble(t, func(t *testing.T) {
				s := open(t, nil)
				s.staff("kim")
				s.serve("c1")
				if !first {
					s.say(chat.Customer, "c1", "hello")
				}
				s.say(kim, "c1", "카드 뒷면의 CVC 번호를 알려 주세요.")
				if restart {
					s = s.restart()
				}
				if out := s.say(chat.Customer, "c1", "123"); out.Outcome != pci.Redacted {
					t.Errorf("restart %t, first message %t: the code was %v", restart, first, out.Outcome)
				}
				if lines := s.lines(kim, "c1"); lines[len(lines)-1] != "박둘: ***" {
					t.Errorf("it reads %q", lines[len(lines)-1])
				}
			})
		}
	}
}

// TestCardInAFileName: it is redacted, or the file is withheld, as the policy says (P3).
func TestCardInAFileName(t *testing.T) {
	for _, action := range []pci.Action{pci.Redact, pci.Drop} {
		bubble(t, func(t *testing.T) {
			s := open(t, func(c *chat.Config) {
				guard, err := pci.NewGuard(pci.Policy{Default: action})
				if err != nil {
					t.Fatal(err)
				}
				c.Guard = guard
			})
			s.begin("c1")
			out, err := s.Attach(t.Context(), chat.Customer, "c1", card+".txt", strings.NewReader("hello"))
			switch action {
			case pci.Redact:
				s.ok(err)
				if strings.Contains(out.File.Name, "4539") || !strings.HasSuffix(out.File.Name, "6467.txt") {
					t.Errorf("the name is %q", out.File.Name)
				}
			case pci.Drop:
				is(t, err, chat.ErrDropped)
			}
		})
	}
}
