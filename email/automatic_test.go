package email_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
)

// acknowledging has the support's mailbox acknowledge new contacts.
func acknowledging(c *email.Config) {
	c.Settings.Mailboxes[0].Acknowledge = document.Template{ID: "ack", Name: "Ack", Body: text("Dear {{customer_name}}, we have got your mail.")}
}

// TestAcknowledge: a new contact is acknowledged once, with the marks of RFC 3834 and a null envelope sender.
func TestAcknowledge(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, acknowledging)
		s.take(from("Ann <ann@home.example>", "m1@x", "Lamp", "Hello"))
		s.take(from("Ann <ann@home.example>", "m1@x", "Lamp", "Hello"))
		s.take(from("Ann <ann@home.example>", "m2@x", "Re: Lamp", "More", "In-Reply-To: <m1@x>"))
		mails := s.sent()
		if len(mails) != 1 {
			t.Fatalf("%d mails, want 1", len(mails))
		}
		m := message.Parse(mails[0].Raw)
		if mails[0].From != "" || m.Field("Auto-Submitted") != "auto-replied" || !strings.Contains(m.Text, "Dear Ann,") || m.Subject != "Re: Lamp" {
			t.Errorf("%q\n%s", mails[0].From, mails[0].Raw)
		}
	})
}

// TestNeverAnswered: automatic mail is taken, and gets no automatic answer.
func TestNeverAnswered(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, acknowledging)
		for i, field := range []string{
			"Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <a.example>", "X-Auto-Response-Suppress: All", "X-Loop: desk.example",
			"Return-Path: <>",
		} {
			taken := s.take(from("ann@home.example", fmt.Sprintf("m%d@x", i), "Lamp", "Hello", field))
			if taken.Contact == "" || !taken.New {
				t.Errorf("%s: %+v", field, taken)
			}
		}
		if n := len(s.sent()); n > 0 {
			t.Errorf("%d automatic answers", n)
		}
	})
}

// TestLoop joins the desk with another system that answers whatever it gets. Against one that keeps to the standards
// one acknowledgement leaves; against one that does not, a few a day.
func TestLoop(t *testing.T) {
	tests := []struct {
		name   string
		fields []string
		most   int
	}{
		{"another desk", []string{"Auto-Submitted: auto-replied"}, 1},
		{"a program that marks nothing and answers to nothing", nil, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := open(t, acknowledging)
				s.take(from("robot@other.example", "first@x", "Hello", "Hello"))
				answered := 0
				for range 50 {
					mails := s.sent()
					if len(mails) == answered {
						break
					}
					answered = len(mails)
					s.take(from("robot@other.example", fmt.Sprintf("a%d@x", answered), "Hello", "I am away", test.fields...))
					time.Sleep(time.Minute)
				}
				if answered != test.most {
					t.Errorf("%d automatic mails left, want %d", answered, test.most)
				}
				synctest.Wait()
			})
		})
	}
}

// TestOwnMailComesBack: what the desk itself sent, and comes back by a redirection, is filed with its contact.
func TestOwnMailComesBack(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello"))
		s.answer("kim", id, "Yes.")
		raw := s.sent()[0].Raw
		taken := s.take(raw)
		if taken.Contact != id || taken.New {
			t.Errorf("%+v, want the contact it left from", taken)
		}
	})
}

// TestBounce: a bounce of an answer is filed with its contact as long as that is open, and is a new contact for the agent
// who wrote the answer otherwise.
func TestBounce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello"))
		out := s.answer("kim", id, "Yes.")
		synctest.Wait()
		bounce := mailOf("From: MAILER-DAEMON@home.example", "To: support@desk.example", "Subject: Undelivered Mail Returned to Sender",
			"Message-ID: <b1@home.example>", "Content-Type: multipart/report; report-type=delivery-status; boundary=b", "",
			"--b", "Content-Type: text/plain", "", "Sorry.", "--b", "Content-Type: message/delivery-status", "",
			"Reporting-MTA: dns; home.example", "", "Final-Recipient: rfc822; ann@home.example", "Action: failed", "Status: 5.1.1", "",
			"--b", "Content-Type: text/rfc822-headers", "", "Message-ID: <"+out.ID+">", "Subject: Re: Lamp", "", "--b--")
		taken, err := s.Take(t.Context(), email.Incoming{Raw: bounce, To: []string{"support@desk.example"}, Null: true})
		s.ok(err)
		if taken.Contact == id || !taken.New {
			t.Fatalf("%+v", taken)
		}
		s.ok(s.center.Accept(t.Context(), "kim", taken.Contact))
		o := s.opened("kim", taken.Contact)
		if o.Continues != id || o.Stranger || o.LastAgent != "kim" {
			t.Errorf("%+v", o)
		}
		if n := len(s.sent()); n != 1 {
			t.Errorf("%d mails left", n)
		}
	})
}

// TestTwoDesks joins two desks that acknowledge whatever is new, by mail systems that keep all, lose the envelope's sender, or
// lose every mark: it dies out.
func TestTwoDesks(t *testing.T) {
	tests := []struct {
		name string
		null bool
		lost []string // fields
		most int
	}{
		{"all is kept", true, nil, 2},
		{"no envelope", false, nil, 2},
		{"no marks", false, []string{"Auto-Submitted", "X-Auto-Response-Suppress", "X-Loop", "Precedence"}, 8},
		{"nothing is kept", false, []string{"Auto-Submitted", "X-Auto-Response-Suppress", "X-Loop", "Precedence", "In-Reply-To", "References", "Message-ID"}, 8},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				other := func(c *email.Config) {
					acknowledging(c)
					c.Settings.Mailboxes = c.Settings.Mailboxes[:1]
					c.Settings.Mailboxes[0].Address.Addr, c.Settings.Mailboxes[0].Aliases = "info@other.example", nil
				}
				desks := map[string]*site{"support@desk.example": open(t, acknowledging), "info@other.example": open(t, other)}
				taken := map[*site]int{}
				next := []email.Outgoing{{From: "info@other.example", To: []string{"support@desk.example"}, Raw: mailOf("From: info@other.example", "To: support@desk.example", "Subject: "+card, "Message-ID: <1@x>", "", "my "+card)}}
				n := 0
				for ; len(next) > 0 && n < 100; n++ {
					mail := next[0]
					next = next[1:]
					to := desks[mail.To[0]]
					_, err := to.Take(t.Context(), email.Incoming{Raw: drop(mail.Raw, test.lost), From: mail.From, Null: test.null && mail.From == "", To: mail.To})
					to.ok(err)
					time.Sleep(time.Minute)
					sent := to.sent()
					next = append(next, sent[taken[to]:]...)
					taken[to] = len(sent)
				}
				if n > test.most {
					t.Errorf("%d mails went to and fro", n)
				}
			})
		})
	}
}

// drop takes fields, which have one line each, out of a mail.
func drop(raw []byte, fields []string) []byte {
	var out []string
	for line := range strings.SplitSeq(string(raw), "\r\n") {
		name, _, _ := strings.Cut(line, ":")
		if !slices.Contains(fields, name) {
			out = append(out, line)
		}
	}
	return []byte(strings.Join(out, "\r\n"))
}

// TestAfterTheEnd: what machines say about an answer is filed with it; what else comes is a new contact, for somebody to see.
func TestAfterTheEnd(t *testing.T) {
	tests := []struct {
		name  string
		field string
		filed bool
	}{
		{"a person", "X-Nothing: special", false},
		{"an absence note", "Auto-Submitted: auto-replied", true},
		{"a program that has something to say", "Auto-Submitted: auto-generated", false},
		{"a list", "List-Id: <a.example>", false},
		{"own mail", "X-Loop: desk.example", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := open(t, nil)
				s.staff("kim")
				id := s.serve("kim", from("ann@home.example", "m1@x", "Lamp", "Hello"))
				out := s.answer("kim", id, "Yes.")
				taken := s.take(from("ann@home.example", "m2@x", "Re: Lamp", "Hm", "In-Reply-To: <"+out.ID+">", test.field))
				if filed := taken.Contact == id; filed != test.filed || taken.New == test.filed {
					t.Errorf("%+v, want it filed: %t", taken, test.filed)
				}
			})
		})
	}
}
