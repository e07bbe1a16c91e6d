package email_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
	"github.com/google/go-cmp/cmp"
)

// spaced is a number of tests in groups.
const spaced = "4539 1488 0343 6467"

// received returns the first mail of a contact as its thread has it.
func (s *site) received(id contact.ID) email.Received {
	s.t.Helper()
	s.ok(s.center.Accept(s.t.Context(), "kim", id))
	entries, err := s.Since(s.t.Context(), "kim", id, 0)
	s.ok(err)
	return entries[1].Payload.(email.Received)
}

// TestRedacted: card data goes, and the sender is told (P2, P3).
func TestRedacted(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		taken := s.take(from("ann@home.example", "m1@x", "Card "+spaced, "It is "+spaced))
		r := s.received(taken.Contact)
		if taken.Outcome != pci.Redacted || strings.Contains(r.Subject+r.Text, "4539") || !r.Redacted || len(r.Told) == 0 {
			t.Errorf("%+v", r)
		}
		mails := s.sent()
		if len(mails) != 1 || mails[0].To[0] != "ann@home.example" {
			t.Fatalf("the sender was not told: %v", mails)
		}
		if m := message.Parse(mails[0].Raw); m.Field("Auto-Submitted") == "" || strings.Contains(m.Text, "4539") {
			t.Errorf("%s", mails[0].Raw)
		}
	})
}

// TestWithheld: by the policy to drop, the contact is there with its header, and nothing that was written (P3).
func TestWithheld(t *testing.T) {
	bubble(t, func(t *testing.T) {
		guard, err := pci.NewGuard(pci.Policy{Default: pci.Drop})
		if err != nil {
			t.Fatal(err)
		}
		s := open(t, func(c *email.Config) { c.Guard = guard })
		s.staff("kim")
		taken := s.take(from("Ann <ann@home.example>", "m1@x", "Order", "It is "+spaced))
		again := s.take(from("Ann <ann@home.example>", "m1@x", "Order", "It is "+spaced))
		r := s.received(taken.Contact)
		if !r.Withheld || r.Text != "" || r.Subject != "" || r.From[0].Addr != "ann@home.example" || r.Blob != "" || !again.Duplicate {
			t.Errorf("%+v, again %+v", r, again)
		}
		a, err := s.Compose(t.Context(), "kim", taken.Contact, reply.Quick)
		s.ok(err)
		a.Draft.Text = "My own card is " + spaced
		if _, err = s.Save(t.Context(), "kim", taken.Contact, a.Draft); !errors.Is(err, email.ErrDropped) {
			t.Errorf("a draft with a card: %v", err)
		}
		m, err := s.Mail(t.Context(), "kim", taken.Contact, taken.Entry)
		s.ok(err)
		if m.ID != "m1@x" || m.Text != "" {
			t.Errorf("%+v", m)
		}
	})
}

// TestTooMuch: a mail with more files than are allowed loses those that do not fit, says so, and is routed (E6).
func TestTooMuch(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, func(c *email.Config) {
			c.Settings.Incoming = email.IncomingRules()
			c.Settings.Incoming.MaxTotal = 1000
		})
		s.staff("kim")
		lines := []string{"From: ann@home.example", "To: support@desk.example", "Subject: files", "Message-ID: <m1@x>",
			"Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/plain", "", "Here they are."}
		for i, size := range []int{500, 600, 400, 200, 10} {
			name := fmt.Sprintf("f%d.txt", i)
			if i == 4 {
				name = "f4.exe"
			}
			lines = append(lines, "--b", "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64",
				`Content-Disposition: attachment; filename="`+name+`"`, "", base64.StdEncoding.EncodeToString([]byte(strings.Repeat("a", size))))
		}
		taken := s.take(mailOf(append(lines, "--b--")...))
		r := s.received(taken.Contact)
		got := map[string]string{}
		for _, f := range r.Files {
			got[f.Name] = f.Dropped
		}
		want := map[string]string{"f0.txt": "", "f1.txt": "total-too-large", "f2.txt": "", "f3.txt": "total-too-large", "f4.exe": "type-not-allowed"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if !strings.Contains(r.Text, "Here they are.") || !strings.Contains(r.Text, "removed") {
			t.Errorf("text: %q", r.Text)
		}
		for _, f := range r.Files {
			_, content, err := s.File(t.Context(), "kim", taken.Contact, taken.Entry, f.ID)
			if f.Dropped != "" {
				if !errors.Is(err, email.ErrUnknownFile) {
					t.Errorf("%s: %v", f.Name, err)
				}
				continue
			}
			s.ok(err)
			if n, _ := content.Seek(0, 2); n != f.Size {
				t.Errorf("%s has %d bytes, want %d", f.Name, n, f.Size)
			}
		}
	})
}
