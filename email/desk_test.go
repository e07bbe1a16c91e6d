package email_test

import (
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email/message"
	"github.com/google/go-cmp/cmp"
)

// TestAnswer is the life of a mail: received, routed, answered, wrapped up; and what the customer writes then goes on in a
// contact of its own.
func TestAnswer(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", from("Ann <ann@home.example>", "m1@home.example", "Broken lamp", "It does not shine."))
		out := s.answer("kim", id, "We send a new one.")
		want := []string{
			"opened", "received ann@home.example: Broken lamp", "queued sales", "joined 김하나", "drafted quick 1",
			"sent ann@home.example: Re: Broken lamp", "ended", "delivery 6 [ann@home.example] 0",
		}
		mails := s.sent()
		if diff := cmp.Diff(want, s.lines("kim", id)); diff != "" {
			t.Error(diff)
		}
		if len(mails) != 1 {
			t.Fatalf("%d mails left, want 1", len(mails))
		}
		m := message.Parse(mails[0].Raw)
		if m.ID != out.ID || m.InReplyTo[0] != "m1@home.example" || m.To[0].Addr != "ann@home.example" {
			t.Errorf("left: %+v", m)
		}
		if v, _ := s.center.Contact(id); v.State != contact.WrapUp {
			t.Errorf("the contact is %v, want wrap-up", v.State)
		}
		s.ok(s.center.WrapUp(t.Context(), "kim", id, "done"))

		next := s.take(from("Ann <ann@home.example>", "m2@home.example", "Re: Broken lamp", "Thanks!", "In-Reply-To: <"+out.ID+">"))
		if next.Contact == id || !next.New {
			t.Fatalf("taken: %+v", next)
		}
		s.ok(s.center.Accept(t.Context(), "kim", next.Contact))
		entries, err := s.Since(t.Context(), "kim", next.Contact, 0)
		s.ok(err)
		t.Logf("%s\n%+v", mails[0].Raw, entries[0])
	})
}
