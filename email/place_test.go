package email_test

import (
	"slices"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
)

// opened returns how a contact's thread began.
func (s *site) opened(agent contact.AgentID, id contact.ID) email.Opened {
	s.t.Helper()
	entries, err := s.Since(s.t.Context(), agent, id, 0)
	s.ok(err)
	return entries[0].Payload.(email.Opened)
}

// TestWhichContact sends mails that name an open contact in every way there is, and in ways that do not count.
func TestWhichContact(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		first := s.take(from("Ann <ann@home.example>", "m1@home.example", "Lamp", "Hello", "References: <never-here@home.example>", "Cc: bob@home.example")).Contact
		address, err := keys(t).Address("support@desk.example", first)
		s.ok(err)
		own := keys(t).MessageID(first, 7, "desk.example")
		tests := []struct {
			name   string
			raw    []byte
			joins  bool
			linked bool
		}{
			{"in-reply-to", from("ann@home.example", "j1@x", "Other", "a", "In-Reply-To: <m1@home.example>"), true, false},
			{"references", from("ANN@HOME.example", "j2@x", "Other", "b", "References: <m1@home.example>"), true, false},
			{"own id", from("bob@home.example", "j3@x", "Other", "c", "In-Reply-To: <"+own+">"), true, false},
			{"an id only referred to", from("bob@home.example", "j4@x", "Other", "d", "References: <never-here@home.example>"), true, false},
			{"token", mailOf("From: ann@home.example", "To: "+address, "Subject: x", "Message-ID: <j5@x>", "", "e"), true, false},
			{"second id of in-reply-to", from("ann@home.example", "j6@x", "Other", "f", "In-Reply-To: <unknown@x> <m1@home.example>"), true, false},
			{"subject alone", from("ann@home.example", "n1@x", "Re: Lamp", "g"), false, false},
			{"thread-index", from("ann@home.example", "n2@x", "Re: Lamp", "h", "Thread-Index: AdABCDEF"), false, false},
			{"stranger with an id", from("eve@evil.example", "n3@x", "Re: Lamp", "i", "In-Reply-To: <m1@home.example>"), false, true},
			{"stranger with an own id", from("eve@evil.example", "n4@x", "Re: Lamp", "j", "References: <"+own+">"), false, true},
			{"stranger with the token", mailOf("From: eve@evil.example", "To: "+address, "Subject: x", "Message-ID: <n5@x>", "", "k"), false, true},
		}
		for _, test := range tests {
			taken := s.take(test.raw)
			if joined := taken.Contact == first; joined != test.joins {
				t.Errorf("%s: joined %t, want %t", test.name, joined, test.joins)
			}
			if !test.joins {
				s.ok(s.center.Accept(t.Context(), "kim", taken.Contact))
				o := s.opened("kim", taken.Contact)
				if o.Stranger != test.linked || (o.Continues == first) != test.linked {
					t.Errorf("%s: %+v", test.name, o)
				}
			}
		}
	})
}

// TestDuplicates takes mails twice, with and without a Message-ID, and another one with the id of the first.
func TestDuplicates(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		one := s.take(from("ann@home.example", "m1@x", "Lamp", "Hello", "Received: from a"))
		again := s.take(from("ann@home.example", "m1@x", "Lamp", "Hello", "Received: from b"))
		if again.Contact != one.Contact || !again.Duplicate || again.New {
			t.Errorf("the same mail: %+v", again)
		}
		other := s.take(from("eve@home.example", "m1@x", "Lamp", "Another"))
		if other.Contact == one.Contact || other.Duplicate {
			t.Errorf("another mail with the same id: %+v", other)
		}
		without := mailOf("From: ann@home.example", "To: support@desk.example", "Subject: x", "", "No id")
		a, b := s.take(without), s.take(without)
		if a.Contact != b.Contact || !b.Duplicate {
			t.Errorf("without an id: %+v, %+v", a, b)
		}
	})
}

// TestSuccessor: two answers to a contact that is over go on in one new contact.
func TestSuccessor(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello"))
		s.ok(s.center.End(t.Context(), "kim", id))
		one := s.take(from("ann@home.example", "m2@x", "Lamp", "Hello?", "In-Reply-To: <m1@x>"))
		two := s.take(from("ann@home.example", "m3@x", "Lamp", "Hello??", "In-Reply-To: <m1@x>"))
		if one.Contact == id || one.Contact != two.Contact || !one.New || two.New {
			t.Errorf("%+v, %+v", one, two)
		}
	})
}

// TestCutOff: a mail of which only the beginning came says so.
func TestCutOff(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		taken, err := s.Take(t.Context(), email.Incoming{Raw: from("ann@home.example", "m1@x", "Hi", "Hel"), To: []string{"support@desk.example"}, Cut: true})
		s.ok(err)
		s.ok(s.center.Accept(t.Context(), "kim", taken.Contact))
		m, err := s.Mail(t.Context(), "kim", taken.Contact, taken.Entry)
		s.ok(err)
		if !slices.Contains(m.Warnings, "cut-off") {
			t.Errorf("warnings: %q", m.Warnings)
		}
	})
}
