package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

var mailCommands = []command{{
	name: "mail", parse: parseMail, tells: true,
	usage: `FILE | from=ADDRESS subject="..." text="..." [id=ID] [cc=a@x,b@y] [reply-to=ADDRESS] [answers=ID] [header="Name: value"] ` +
		`queue=ID [to=ADDRESS] [null=on] [received=5m]`,
}, {
	name: "answer-mail", parse: parseAnswerMail, tells: true,
	usage: `N "text" [from=ADDRESS] [subject="..."] [cc=a@x,b@y] [header="Name: value"]`,
}, {
	name: "bounce", usage: "N [for=ADDRESS] [delayed=on]", parse: parseBounce, tells: true,
}}

// incoming is a mail that a customer writes.
type incoming struct {
	path  string
	mail  compose.Mail
	queue contact.QueueID
	to    string // of the envelope
	null  bool
	ago   time.Duration
}

// addresses reads addresses with commas between them.
func addresses(to *[]message.Address) reader {
	return list(func(s string) error {
		a, err := message.ParseAddress(s)
		*to = append(*to, a)
		return err
	})
}

// header reads Name: value.
func header(to *[]message.Field) reader {
	return func(s string) error {
		name, value, found := strings.Cut(s, ":")
		if !found {
			return errors.New("not Name: value")
		}
		*to = append(*to, message.Field{Name: name, Value: strings.TrimSpace(value)})
		return nil
	}
}

func parseMail(in *args) act {
	var m incoming
	m.path = in.next()
	var from []message.Address
	written := in.option("from", addresses(&from))
	in.option("subject", text(&m.mail.Subject))
	in.option("text", text(&m.mail.Text))
	in.option("id", text(&m.mail.ID))
	in.option("cc", addresses(&m.mail.Cc))
	in.option("reply-to", addresses(&m.mail.ReplyTo))
	in.option("answers", func(s string) error { m.mail.InReplyTo = []string{s}; return nil })
	in.option("header", header(&m.mail.Extra))
	queued := in.option("queue", text(&m.queue))
	if addressed := in.option("to", text(&m.to)); !queued && !addressed {
		in.lack("either queue= or to= is needed")
	}
	in.option("null", onOff(func(on bool) { m.null = on }))
	in.option("received", duration(&m.ago))
	if written == (m.path != "") || written && len(from) != 1 {
		in.lack("either FILE or from= is needed")
	} else if written {
		m.mail.From = from[0]
	}
	return func(s *scene) (*result, error) { return s.come(m) }
}

// come has a mail come in.
func (s *scene) come(m incoming) (*result, error) {
	if m.to == "" {
		m.to = s.mailboxOf(m.queue)
	}
	raw, err := os.ReadFile(m.path)
	if m.path == "" {
		raw, err = s.write(m)
	}
	if err != nil {
		return nil, err
	}
	return s.takeMail(email.Incoming{Raw: raw, Null: m.null, To: []string{m.to}, Received: s.now.Add(-m.ago)})
}

// write writes a customer's mail.
func (s *scene) write(m incoming) ([]byte, error) {
	s.office.written++
	if m.mail.ID == "" {
		m.mail.ID = fmt.Sprint(s.office.written, "@customers.example")
	}
	if a, err := message.ParseAddress(m.to); err == nil {
		m.mail.To = []message.Address{a}
	}
	m.mail.Date, m.mail.Text = s.now.Add(-m.ago), linesOf(m.mail.Text)+"\n"
	raw, err := m.mail.Bytes()
	if err != nil {
		err = &email.Error{Code: email.ErrInvalidCommand, Cause: err}
	}
	return raw, err
}

// taking is what became of a mail, for people.
type taking struct {
	email.Taken
	Class   string       `json:"class"`
	Notices []pci.Notice `json:"notices,omitempty"`
}

// takeMail has a desk take a mail.
func (s *scene) takeMail(in email.Incoming) (*result, error) {
	var t taking
	err := s.withDesk("", func(ctx context.Context, d *email.Desk) (err error) {
		t.Taken, err = d.Take(ctx, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	what := "joins"
	switch {
	case t.Duplicate:
		what = "known"
	case t.New:
		what = "new"
	}
	e, _ := s.office.threads[t.Contact].At(t.Entry)
	if r, ok := e.Payload.(email.Received); ok {
		t.Class, t.Notices = string(r.Class), r.Told
	}
	rows := table{{"contact", "mail", "class", "outcome", "sender is told"}}
	var told []string
	for _, n := range t.Notices {
		told = append(told, notice(n))
	}
	rows.add(string(t.Contact), what, t.Class, t.Outcome.String(), strings.Join(told, ", "))
	return &result{t, rows}, nil
}

func parseAnswerMail(in *args) act {
	var n int
	var m incoming
	in.value("N", number(&n))
	in.value("the text", text(&m.mail.Text))
	var from []message.Address
	in.option("from", addresses(&from))
	in.option("subject", text(&m.mail.Subject))
	in.option("cc", addresses(&m.mail.Cc))
	in.option("header", header(&m.mail.Extra))
	return func(s *scene) (*result, error) {
		_, out, err := s.outgoing(n)
		if err != nil {
			return nil, err
		}
		answered := message.Parse(out.Raw)
		o := reply.Of(answered)
		m := m
		m.mail.From = message.Address{Addr: out.To[0]}
		if len(from) > 0 {
			m.mail.From = from[0]
		}
		if m.mail.Subject == "" {
			m.mail.Subject = reply.Subject(answered.Subject)
		}
		m.mail.InReplyTo, m.mail.References = []string{o.ID}, append(slices.Clip(o.References), o.ID)
		m.to = slices.Concat(answered.ReplyTo, answered.From)[0].Addr
		return s.come(m)
	}
}

func parseBounce(in *args) act {
	var n int
	addr, delayed := "", false
	in.value("N", number(&n))
	in.option("for", text(&addr))
	in.option("delayed", onOff(func(on bool) { delayed = on }))
	return func(s *scene) (*result, error) {
		p, out, err := s.outgoing(n)
		if err != nil {
			return nil, err
		}
		if out.From == "" { // nobody is to be told of it
			return nil, &email.Error{Code: email.ErrNoRecipient, Contact: p.contact}
		}
		if addr == "" {
			addr = out.To[0]
		}
		s.office.written++
		raw := returned(s.office.written, s.now, out, addr, delayed)
		return s.takeMail(email.Incoming{Raw: raw, Null: true, To: []string{out.From}, Received: s.now})
	}
}

// returned is a mail system's report that a mail has not arrived, or not yet (RFC 3464).
func returned(n int, now time.Time, out email.Outgoing, addr string, delayed bool) []byte {
	subject, action, status := "Undelivered Mail Returned to Sender", "failed", "5.1.1"
	if delayed {
		subject, action, status = "Delayed Mail (still being retried)", "delayed", "4.2.0"
	}
	header, _, _ := strings.Cut(string(out.Raw), "\r\n\r\n")
	return []byte(strings.Join([]string{
		"From: Mail Delivery System <MAILER-DAEMON@customers.example>", "To: " + out.From, "Subject: " + subject,
		fmt.Sprintf("Message-ID: <%d@customers.example>", n), "Date: " + now.Format(time.RFC1123Z), "Auto-Submitted: auto-replied",
		"MIME-Version: 1.0", `Content-Type: multipart/report; report-type=delivery-status; boundary="report"`, "",
		"--report", "Content-Type: text/plain", "", "This is the mail system. A mail has not arrived.", "",
		"--report", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; customers.example", "",
		"Final-Recipient: rfc822; " + addr, "Action: " + action, "Status: " + status, "",
		"--report", "Content-Type: text/rfc822-headers", "", header, "", "--report--", "",
	}, "\r\n"))
}
