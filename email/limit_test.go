package email_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/internal/race"
)

// many joins n things that a format makes of numbers.
func many(n int, format, between string) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(format, i)
	}
	return strings.Join(list, between)
}

// TestRecordsFit takes mails that are as large as they can be in every respect, and answers them to all. No record is larger
// than every journal takes.
func TestRecordsFit(t *testing.T) {
	name := strings.Repeat("n", 900)
	parts := []string{"From: ann@home.example", "To: support@desk.example", "Subject: parts", "Content-Type: multipart/mixed; boundary=b", ""}
	for i := range 1000 {
		parts = append(parts, "--b", "Content-Type: application/x-thing", fmt.Sprintf(`Content-Disposition: attachment; filename="%d%s.exe"`, i, name), "", "MZ")
	}
	text, large := strings.Repeat("word 안녕 ", 40_000), 50
	if race.Enabled {
		large = 10
	}
	tests := map[string][]byte{
		"addresses":  from("ann@home.example", "m@x", "Hi", text, "Cc: "+many(10_000, "someone%d@home.example", ",\r\n ")),
		"names":      from("ann@home.example", "m@x", "Hi", text, "Cc: "+many(1000, name+" <someone%d@home.example>", ",\r\n ")),
		"one name":   from(strings.Repeat("n", 10<<20)+" <ann@home.example>", "m@x", "Hi", text),
		"long":       from("ann@home.example", "m@x", "Hi", text, "Cc: "+many(1000, strings.Repeat("l", 60)+"%d@"+strings.Repeat("domain.", 20)+"example", ",\r\n "), "Reply-To: "+many(1000, "reply%d@"+strings.Repeat("domain.", 20)+"example", ",\r\n ")),
		"ids":        from("ann@home.example", strings.Repeat("m", 900)+"@x", "Hi", text, "References: "+many(1000, "<"+strings.Repeat("r", 900)+"%d@x>", "\r\n "), "In-Reply-To: "+many(1000, "<"+strings.Repeat("i", 900)+"%d@x>", "\r\n ")),
		"subject":    from("ann@home.example", "m@x", strings.Repeat("s", 1<<20), text),
		"parts":      mailOf(append(parts, "--b--")...),
		"everything": from(name+" <ann@home.example>", strings.Repeat("m", 900)+"@x", strings.Repeat("s", 1000), text, "References: "+many(1000, "<"+strings.Repeat("r", 900)+"%d@x>", "\r\n "), "Cc: "+many(1000, name+" <c%d@home.example>", ",\r\n "), "To: "+many(1000, name+" <t%d@home.example>", ",\r\n ")),
		"large":      from("ann@home.example", "m@x", "Hi", strings.Repeat(text, large)),
	}
	for what, raw := range tests {
		t.Run(what, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := open(t, nil)
				s.staff("kim")
				s.out.Fault = func(mail email.Outgoing, n int) (refused []email.Refusal, err error) {
					time.Sleep(time.Second) // until what Send leads to is done: then its failure begins a contact
					for _, addr := range mail.To {
						refused = append(refused, email.Refusal{Addr: addr, Permanent: true, Code: 550, Status: "5.1.1"})
					}
					return refused, nil
				}
				id := s.serve("kim", raw)
				a, err := s.Compose(t.Context(), "kim", id, reply.All)
				if errors.Is(err, email.ErrTooMany) || errors.Is(err, email.ErrNoRecipient) {
					a, err = s.Compose(t.Context(), "kim", id, reply.Reply)
				}
				if errors.Is(err, email.ErrTooMany) || errors.Is(err, email.ErrNoRecipient) {
					s.fits(1)
					return
				}
				s.ok(err)
				for i := range 40 {
					a.Draft.Cc = append(a.Draft.Cc, message.Address{Name: name, Addr: fmt.Sprintf("more%d@home.example", i)})
				}
				a, err = s.Save(t.Context(), "kim", id, a.Draft)
				s.ok(err)
				_, err = s.Send(t.Context(), "kim", id, a.Draft.Mode, a.Draft.Version)
				s.ok(err)
				time.Sleep(time.Minute)
				synctest.Wait()
				s.fits(2) // with that of the bounce
			})
		})
	}
}

// fits reads all records.
func (s *site) fits(contacts int) {
	s.t.Helper()
	ids := s.everyContact()
	for _, id := range ids {
		for rec, err := range journal.Replay(s.t.Context(), s.journal, "email/"+string(id), 0) {
			s.ok(err)
			if len(rec.Data) > journal.PortableRecord {
				s.t.Errorf("a record has %d bytes", len(rec.Data))
			}
		}
	}
	if len(ids) != contacts {
		s.t.Errorf("%d contacts, want %d", len(ids), contacts)
	}
}
