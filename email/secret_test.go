package email_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

// card is a number of tests.
const card = "4111111111111111"

// witness keeps whatever becomes durable or is logged.
type witness struct {
	journal.Journal
	blobs *blob.Memory

	mu   sync.Mutex
	seen []string
}

func (w *witness) note(what string, data []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, what+"\n"+string(data))
}

func (w *witness) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	w.note("journal "+stream, rec.Data)
	return w.Journal.Append(ctx, stream, after, rec)
}

// watched are the witness's blobs.
type watched struct {
	*witness
	*blob.Memory
}

func (w watched) Put(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return 0, err
	}
	w.note("blob "+key.ID, data)
	m := message.Parse(data)
	for _, f := range m.Header {
		w.note("field "+f.Name, []byte(f.Value))
	}
	for _, p := range m.Parts {
		w.note("part "+p.Type, p.Content)
	}
	return w.Memory.Put(ctx, key, bytes.NewReader(data))
}

func (w *witness) Write(line []byte) (int, error) {
	w.note("log", line)
	return len(line), nil
}

// search looks for the card everywhere.
func (w *witness) search(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, text := range w.seen {
		digits := strings.NewReplacer(" ", "", "-", "", "\r\n", "", "=\n", "").Replace(text)
		if strings.Contains(digits, card) || strings.Contains(digits, base64.StdEncoding.EncodeToString([]byte(card))) {
			t.Errorf("the card is in %.300q", text)
		}
	}
	w.seen = nil
}

// marked is a mail with something at each place. Ids of mails, "<...@...>", are none of them: what looks like a card there is
// none (see package pci).
func marked(at string) map[string][]byte {
	attached := func(head ...string) []byte {
		return mailOf(append(append([]string{"From: ann@home.example", "To: support@desk.example", "Subject: x", "Message-ID: <attached@x>", "MIME-Version: 1.0",
			"Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/plain", "", "Hello", "--b"}, head...), "", "content", "--b--")...)
	}
	plain := func(fields ...string) []byte { return from("ann@home.example", "plain@x", "Hi", "Hello", fields...) }
	encoded := "=?utf-8?B?" + base64.StdEncoding.EncodeToString([]byte(at)) + "?="
	return map[string][]byte{
		"subject":                from("ann@home.example", "s@x", at, "Hello"),
		"encoded subject":        from("ann@home.example", "s2@x", encoded, "Hello"),
		"name":                   from(`"`+at+`" <ann@home.example>`, "n@x", "Hi", "Hello"),
		"address":                from(at+"@home.example", "a@x", "Hi", "Hello"),
		"domain":                 from("ann@"+at+".example", "d@x", "Hi", "Hello"),
		"body":                   from("ann@home.example", "b@x", "Hi", "It is "+at),
		"cc":                     plain("Cc: " + at + " <bob@home.example>, " + at + "@home.example"),
		"group":                  plain("Cc: " + at + ": bob@home.example;"),
		"comment":                plain("Cc: bob@home.example (" + at + ")"),
		"reply-to":               plain("Reply-To: " + at + " <bob@home.example>"),
		"sender":                 plain("Sender: " + encoded + " <bob@home.example>"),
		"field":                  plain("X-Card: " + at),
		"date":                   plain("Resent-Date: " + at),
		"list":                   plain("List-Id: " + at),
		"type":                   plain("Content-Type: text/plain; charset=" + at),
		"other type":             plain("Content-Type: " + at + "/" + at),
		"encoding":               plain("Content-Transfer-Encoding: " + at),
		"boundary":               mailOf("From: ann@home.example", "To: support@desk.example", "Content-Type: multipart/mixed; boundary=\""+at+"\"", "", "--"+at, "", "Hello", "--"+at+"--"),
		"preamble":               mailOf("From: ann@home.example", "To: support@desk.example", "Content-Type: multipart/mixed; boundary=b", "", at, "--b", "", "Hello", "--b--", at),
		"file name":              attached(`Content-Disposition: attachment; filename="` + at + `.txt"`),
		"encoded file name":      attached(`Content-Disposition: attachment; filename="` + encoded + `"`),
		"continued file name":    attached(`Content-Disposition: attachment; filename*0="41111111"; filename*1="11111111.txt"`),
		"refused file":           attached("Content-Type: application/x-msdownload", `Content-Disposition: attachment; filename="`+at+`.exe"`),
		"refused file's cid":     attached("Content-Type: application/x-msdownload", `Content-Disposition: attachment; filename="a.exe"`, "Content-ID: "+at),
		"refused file's type":    attached("Content-Type: "+at+"/"+at, `Content-Disposition: attachment; filename="a.exe"`),
		"refused file's part":    attached("Content-Type: application/x-msdownload; name="+at, "Content-Description: "+at),
		"file's cid":             attached("Content-Type: image/png", `Content-Disposition: inline; filename="a.png"`, "Content-ID: "+at),
		"file's description":     attached("Content-Type: text/plain", `Content-Disposition: attachment; filename="a.txt"`, "Content-Description: "+at),
		"file's own field":       attached("Content-Type: text/plain", "X-Own: "+at, `Content-Disposition: attachment; filename="a.txt"`),
		"file":                   attached(`Content-Disposition: attachment; filename="a.txt"`, "", "my "+at),
		"base64":                 plain("Content-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte("my "+at))),
		"quoted-printable":       plain("Content-Transfer-Encoding: quoted-printable\r\n\r\n" + at[:8] + "=\r\n" + at[8:]),
		"html":                   plain("Content-Type: text/html\r\n\r\n<p>4111 <b>1111</b> 1111 1111</p>"),
		"attribute":              plain("Content-Type: text/html\r\n\r\n<p title=\"" + at + "\">x</p><a href=\"http://x.example/?" + at + "\">y</a><!-- " + at + " -->"),
		"entities":               plain("Content-Type: text/html\r\n\r\n<p>" + strings.ReplaceAll(at, "1", "&#49;") + "</p>"),
		"nested mail":            attached("Content-Type: message/rfc822", "", "From: "+at+" <a@x>", "Subject: "+at, "", "my "+at),
		"nested refused":         attached("Content-Type: message/rfc822", "", "From: a@x", "Content-Type: application/x-msdownload; name=\""+at+".exe\"", "", "MZ"),
		"calendar":               attached("Content-Type: text/calendar", "", "BEGIN:VCALENDAR", "SUMMARY:"+at, "END:VCALENDAR"),
		"bounce":                 mailOf("From: MAILER-DAEMON@x", "To: support@desk.example", "Subject: Undelivered", "Content-Type: multipart/report; report-type=delivery-status; boundary=b", "", "--b", "", "Sorry "+at, "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; "+at, "", "Final-Recipient: rfc822; "+at+"@x", "Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; "+at, "", "--b", "Content-Type: text/rfc822-headers", "", "Subject: "+at, "", "--b--"),
		"delivered-to":           plain("Delivered-To: " + at + "@desk.example"),
		"received":               plain("Received: from " + at),
		"uuencode":               plain("\r\nbegin 644 " + at + ".txt\r\n#86)C\r\n`\r\nend"),
		"text behind everything": from("ann@home.example", "t@x", "Hi", strings.Repeat("x ", 100_000)+at),
	}
}

// TestNothingRaw takes mails with a card at every place there is, answers them, and looks for it in everything that is kept,
// logged, returned or sent (I12).
func TestNothingRaw(t *testing.T) {
	for _, action := range []pci.Action{pci.Redact, pci.Drop} {
		for name, raw := range marked(card) {
			t.Run(fmt.Sprintf("%v %s", action, name), func(t *testing.T) {
				bubble(t, func(t *testing.T) {
					w := &witness{Journal: &journal.Memory{}, blobs: &blob.Memory{}}
					s := openOn(t, w.Journal, func(c *email.Config) {
						guard, err := pci.NewGuard(pci.Policy{Default: action})
						if err != nil {
							t.Fatal(err)
						}
						c.Guard, c.Journal, c.Blobs, c.Logger = guard, w, watched{w, w.blobs}, slog.New(slog.NewTextHandler(w, nil))
						acknowledging(c)
					})
					s.staff("kim")
					id := s.serve("kim", raw)
					entries, err := s.Since(t.Context(), "kim", id, 0)
					s.ok(err)
					w.note("entries", fmt.Appendf(nil, "%+v", entries))
					m, err := s.Mail(t.Context(), "kim", id, 2)
					s.ok(err)
					w.note("mail", fmt.Appendf(nil, "%+v", m))
					a, err := s.Compose(t.Context(), "kim", id, reply.All)
					if err == nil {
						w.note("answer", fmt.Appendf(nil, "%+v", a))
						a.Draft.Body = text("Yes")
						a, err = s.Save(t.Context(), "kim", id, a.Draft)
						s.ok(err)
						_, err = s.Send(t.Context(), "kim", id, reply.All, a.Draft.Version)
					}
					w.note("error", fmt.Append(nil, err))
					time.Sleep(time.Minute)
					for _, m := range s.sent() {
						w.note("sent", fmt.Appendf(nil, "%q %q\n%s", m.From, m.To, m.Raw))
					}
					w.search(t)
				})
			})
		}
	}
}

// TestNothingRawWritten has an agent write a card at every place of a draft.
func TestNothingRawWritten(t *testing.T) {
	drafts := map[string]func(*email.Draft){
		"text":       func(d *email.Draft) { d.Body = text("my " + card) },
		"quick":      func(d *email.Draft) { *d = email.Draft{Mode: reply.Quick, Answers: d.Answers, Text: card} },
		"cc":         func(d *email.Draft) { d.Cc = []message.Address{{Name: card, Addr: "bob@home.example"}} },
		"address":    func(d *email.Draft) { d.Cc = []message.Address{{Addr: card + "@home.example"}} },
		"no address": func(d *email.Draft) { d.Cc = []message.Address{{Addr: card}} },
		"file name":  func(d *email.Draft) { d.Files[0].Name = card + ".txt" },
		"file type":  func(d *email.Draft) { d.Files[0].Type = card },
		"file id":    func(d *email.Draft) { d.Files[0].ID = card },
		"mode":       func(d *email.Draft) { d.Mode = card },
		"who":        func(d *email.Draft) { d.Agent = card },
		"link": func(d *email.Draft) {
			d.Body, _ = document.FromHTML(`<p><a href="https://x.example/`+card+`">x</a></p>`, nil)
		},
		"image": func(d *email.Draft) {
			d.Body = document.Doc{Blocks: []document.Block{{Line: document.Line{{Image: document.Image{ID: card, Alt: card}}}}}}
		},
		"template": func(d *email.Draft) {
			d.Body = document.Doc{Blocks: []document.Block{{Line: document.Line{{Text: card[:8], Marks: document.Bold}, {Text: card[8:]}}}}}
		},
	}
	for name, write := range drafts {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				w := &witness{Journal: &journal.Memory{}, blobs: &blob.Memory{}}
				s := openOn(t, w.Journal, func(c *email.Config) {
					c.Journal, c.Blobs, c.Logger = w, watched{w, w.blobs}, slog.New(slog.NewTextHandler(w, nil))
					c.Settings.Files = attachment.EmailRules()
				})
				s.staff("kim")
				id := s.serve("kim", from("ann@home.example", "m1@x", "Hi", "Hello"))
				att, err := s.Attach(t.Context(), "kim", id, reply.Reply, 0, "a "+card+".txt", false, strings.NewReader("x"))
				s.ok(err)
				d := att.Answer.Draft
				write(&d)
				if d.Mode == reply.Quick {
					d.Version = 0
				}
				a, err := s.Save(t.Context(), "kim", id, d)
				w.note("error", fmt.Append(nil, err))
				if err == nil {
					w.note("answer", fmt.Appendf(nil, "%+v", a))
					_, err = s.Send(t.Context(), "kim", id, a.Draft.Mode, a.Draft.Version)
					w.note("error", fmt.Append(nil, err))
				}
				for _, m := range s.sent() {
					w.note("sent", fmt.Appendf(nil, "%q %q\n%s", m.From, m.To, m.Raw))
				}
				w.search(t)
			})
		})
	}
}
