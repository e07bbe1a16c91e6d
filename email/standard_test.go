package email_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/google/go-cmp/cmp"
)

// TestStandardReply writes a rich answer to all, with a template, a file and another version of the draft.
func TestStandardReply(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", from("Ann <ann@home.example>", "m1@home.example", "회신: lamp", "It is broken.", "Cc: Bob <bob@home.example>, HELP@desk.example"))
		a, err := s.Compose(t.Context(), "kim", id, reply.All)
		s.ok(err)
		if got := a.Draft.Body.Text(); !strings.HasPrefix(got, "Dear Ann,") || !strings.Contains(got, "김하나") {
			t.Errorf("filled in: %q", got)
		}
		if a.Subject != "Re: lamp" || len(a.To) != 1 || len(a.Cc) != 1 || a.Cc[0].Addr != "bob@home.example" {
			t.Errorf("answer: %+v", a)
		}
		if a.Draft.Version != 0 {
			t.Error("opening a compose box has saved something")
		}
		att, err := s.Attach(t.Context(), "kim", id, reply.All, 0, "price list.txt", false, strings.NewReader("lamp 10"))
		s.ok(err)
		draft := att.Answer.Draft
		draft.Cc = []message.Address{{Addr: "boss@home.example"}}
		draft.Body = text("Dear Ann, it costs 10.")
		a, err = s.Save(t.Context(), "kim", id, draft)
		s.ok(err)
		if _, err = s.Save(t.Context(), "kim", id, draft); !errors.Is(err, email.ErrConflict) {
			t.Errorf("saving an old version: %v, want a conflict", err)
		}
		_, err = s.Send(t.Context(), "kim", id, reply.All, a.Draft.Version)
		s.ok(err)
		mails := s.sent()
		if len(mails) != 1 {
			t.Fatalf("%d mails", len(mails))
		}
		if diff := cmp.Diff([]string{"ann@home.example", "bob@home.example", "boss@home.example"}, mails[0].To); diff != "" {
			t.Error(diff)
		}
		m := email.Read(mails[0].Raw)
		if len(m.Files) != 1 || m.Files[0].Name != "price list.txt" || m.Files[0].Size != 7 {
			t.Errorf("files: %+v", m.Files)
		}
		if !strings.Contains(m.HTML, "it costs 10") || !strings.Contains(m.Text, "> It is broken.") {
			t.Errorf("bodies:\n%s\n%s", m.Text, m.HTML)
		}
	})
}

// TestRefusedFiles: quick replies have none, and others only what the rules allow (E1, E6).
func TestRefusedFiles(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", from("ann@home.example", "m1@home.example", "Hi", "Hello"))
		_, err := s.Attach(t.Context(), "kim", id, reply.Quick, 0, "a.txt", false, strings.NewReader("a"))
		if !errors.Is(err, email.ErrPlainOnly) {
			t.Errorf("a file of a quick reply: %v", err)
		}
		_, err = s.Attach(t.Context(), "kim", id, reply.Reply, 0, "a.exe", false, strings.NewReader("MZ"))
		if !errors.Is(err, attachment.TypeNotAllowed) {
			t.Errorf("a program: %v", err)
		}
		_, err = s.Attach(t.Context(), "kim", id, reply.Reply, 0, "a.txt", false, strings.NewReader(strings.Repeat("a", 1000)))
		if !errors.Is(err, attachment.TotalTooLarge) && !errors.Is(err, attachment.TooLarge) {
			t.Errorf("too much: %v", err)
		}
	})
}

// TestSlowUpload: files that come slowly keep no mail waiting.
func TestSlowUpload(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", from("ann@home.example", "m1@x", "Hi", "Hello"))
		content, end := io.Pipe()
		defer end.Close()
		for range 10 {
			go s.Attach(t.Context(), "kim", id, reply.Reply, 0, "a.txt", false, content)
		}
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := s.Take(ctx, email.Incoming{Raw: from("bob@home.example", "m2@x", "Hi", "Hello"), To: []string{"support@desk.example"}})
		s.ok(err)
	})
}

// TestRefusedWithinText: a file that is uuencoded in a text is taken out like others if the rules refuse it.
func TestRefusedWithinText(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", from("ann@home.example", "m1@x", "Hi", "Hello\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\nand\r\nbegin 644 evil.exe\r\n#0V%T\r\n`\r\nend\r\nbye"))
		m, err := s.Mail(t.Context(), "kim", id, 2)
		s.ok(err)
		var got []string
		for _, f := range m.Files {
			got = append(got, f.Name+" "+f.Dropped)
		}
		if diff := cmp.Diff([]string{"a.txt ", "evil.exe type-not-allowed"}, got); diff != "" {
			t.Error(diff)
		}
		if want := "Hello\nand\n[An attachment was removed by the rules]\nbye"; strings.TrimSpace(m.Text) != want {
			t.Errorf("text: %q", m.Text)
		}
	})
}

// TestNotText: what could not be read again is not written.
func TestNotText(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", from("ann@home.example", "m1@x", "Hi", "Hello"))
		for _, text := range []string{"a\xffb", "a\x00b"} {
			_, err := s.Save(t.Context(), "kim", id, email.Draft{Mode: reply.Quick, Answers: 2, Text: text})
			if !errors.Is(err, email.ErrNotText) {
				t.Errorf("%q: %v", text, err)
			}
		}
		s.out.Fault = func(mail email.Outgoing, n int) (list []email.Refusal, err error) {
			return []email.Refusal{{Addr: mail.To[0], Permanent: true, Code: 550, Status: "\xff" + strings.Repeat("x", 1<<20)}}, nil
		}
		s.answer("kim", id, "Yes")
		time.Sleep(time.Minute)
		for id := range s.threads() { // they can be read
			if _, err := s.Since(t.Context(), "kim", id, 0); err != nil && !errors.Is(err, email.ErrNotMember) {
				t.Error(err)
			}
		}
		if n := len(s.threads()); n != 2 {
			t.Errorf("%d contacts, want that of the bounce, too", n)
		}
	})
}

// TestFarFuture: a date that JSON cannot hold is none.
func TestFarFuture(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := open(t, nil)
		s.staff("kim")
		id := s.serve("kim", mailOf("From: ann@home.example", "To: support@desk.example", "Date: Fri, 31 Dec 9999 23:59:59 -1200", "", "Hello"))
		entries, err := s.Since(t.Context(), "kim", id, 0)
		s.ok(err)
		if _, err := json.Marshal(entries); err != nil {
			t.Error(err)
		}
	})
}
