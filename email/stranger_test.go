package email_test

import (
	"fmt"
	"testing"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/reply"
)

// TestStrangers has somebody who knows all ids, the token and the subject of a contact try to join it.
func TestStrangers(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		first := s.take(from("Ann <ann@home.example>", "m1@x", "Lamp", "Hello", "Cc: undisclosed-recipients:;, <>, broken, bob@home.example", "Reply-To: <>")).Contact
		s.ok(s.center.Accept(t.Context(), "kim", first))
		token, err := keys(t).Address("support@desk.example", first)
		s.ok(err)
		own := keys(t).MessageID(first, 7, "desk.example")
		for i, fields := range [][]string{
			{"From: eve@evil.example"},
			{"From: \"ann@home.example\" <eve@evil.example>"},
			{"From: ann@home.example <eve@evil.example>"},
			{"From: eve@evil.example (ann@home.example)"},
			{"From: eve@evil.example", "Sender: ann@home.example"},
			{"From: eve@evil.example", "Reply-To: ann@home.example"},
			{"From: eve@evil.example, ann@home.example"},
			{"From: ann@home.example, eve@evil.example"},
			{"From: <>"}, {"From: undisclosed-recipients:;"}, {"From: broken"}, {"From: "}, {"X: no from"},
			{"From: eve@evil.example", "From: ann@home.example"},
			{"From: support@desk.example@evil.example"},
			{"From: <@home.example:eve@evil.example>"},
			{"From: =?utf-8?q?ann=40home=2Eexample?= <eve@evil.example>"},
			{"From: ann@home.example.evil.example"},
			{"From: eve@evil.example", "Resent-From: ann@home.example"},
		} {
			raw := mailOf(append(fields, "To: "+token, "Subject: Re: Lamp", fmt.Sprintf("Message-ID: <e%d@x>", i), "In-Reply-To: <m1@x> <"+own+">", "References: <m1@x> <"+own+">", "", "Hi")...)
			if taken := s.take(raw); taken.Contact == first {
				t.Errorf("%q joined", fields)
			}
		}
		if got := s.lines("kim", first); len(got) != 4 {
			t.Errorf("%q", got)
		}
	})
}

// TestReplyElsewhere: whoever a participant wants to be answered at is shown as new.
func TestReplyElsewhere(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello"))
		s.take(from("ann@home.example", "m2@x", "Re: Lamp", "Hello?", "In-Reply-To: <m1@x>", "Reply-To: eve@evil.example"))
		a, err := s.Compose(t.Context(), "kim", id, reply.Reply)
		s.ok(err)
		if len(a.To) != 1 || a.To[0].Addr != "eve@evil.example" || len(a.Warnings) == 0 {
			t.Errorf("%+v", a)
		}
	})
}

// TestSameReference: who answers to a mail that somebody else has answered to, too, such as a newsletter, is no stranger, and
// hides nobody's contact.
func TestSameReference(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		var taken []email.Taken
		for i := range 5 {
			who := fmt.Sprintf("c%d@home.example", i)
			taken = append(taken, s.take(from(who, fmt.Sprintf("m%d@x", i), "Re: News", "Stop", "References: <news@letters.example>")))
			s.ok(s.center.Accept(t.Context(), "kim", taken[i].Contact))
			if o := s.opened("kim", taken[i].Contact); !taken[i].New || o.Stranger || o.Continues != "" {
				t.Errorf("%s: %+v, %+v", who, taken[i], o)
			}
		}
		for i := range 5 {
			who := fmt.Sprintf("c%d@home.example", i)
			again := s.take(from(who, fmt.Sprintf("n%d@x", i), "Re: News", "Stop!", "References: <news@letters.example>"))
			if again.Contact != taken[i].Contact {
				t.Errorf("%s does not find the contact", who)
			}
		}
	})
}
