package main

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/pci"
)

var mailboxCommands = []command{
	{name: "mailbox", usage: `QUEUE [address=ADDRESS] [name="..."] [aliases=a@x,b@x] [language=ko] [acknowledge="text"]`, parse: parseMailbox},
	{name: "mail-template", usage: `"text" [queue=ID]`, parse: parseMailTemplate},
	{name: "mail-files", usage: "[types=.pdf,.png] [total=25MB] [count=10]", parse: parseMailFiles},
	{name: "mail-retry", usage: "[first=30s] [max=30m] [for=24h]", parse: parseMailRetry},
	{name: "automatic", usage: "[per-day=3] [told=on|off]", parse: parseAutomatic},
}

// mailDomain is that of mailboxes which were given no address.
const mailDomain = "@desk.example"

// mailSettings returns the settings with a mailbox for each email queue.
func (s *scene) mailSettings() email.Settings {
	set := s.office.settings
	set.Mailboxes = slices.Clone(set.Mailboxes)
	for q := range s.floor.Queues() {
		known := slices.ContainsFunc(set.Mailboxes, func(m email.Mailbox) bool { return m.Queue == q.ID })
		a, err := message.ParseAddress(string(q.ID) + mailDomain)
		if a.Name = q.Name; q.Channel == contact.Email && !known && err == nil {
			set.Mailboxes = append(set.Mailboxes, email.Mailbox{Address: a, Queue: q.ID})
		}
	}
	return set
}

// mailboxOf returns the address of a queue's mailbox.
func (s *scene) mailboxOf(q contact.QueueID) string {
	for _, m := range s.mailSettings().Mailboxes {
		if m.Queue == q {
			return m.Address.Addr
		}
	}
	return string(q) + mailDomain
}

// configure changes the settings, unless a desk refuses them.
func (s *scene) configure(change func(*email.Settings)) error {
	before := s.office.settings
	change(&s.office.settings)
	err := s.withDesk("", func(context.Context, *email.Desk) error { return nil })
	if err != nil {
		s.office.settings = before
	}
	return err
}

// documentOf reads a text, or HTML, as the body of an answer. A | in a text begins a new line.
func documentOf(text string) (document.Doc, error) {
	if strings.HasPrefix(text, "<") {
		return document.FromHTML(text, func(src string) string {
			id, _ := strings.CutPrefix(src, "cid:")
			return id
		})
	}
	return document.FromText(linesOf(text))
}

func linesOf(text string) string { return strings.ReplaceAll(text, "|", "\n") }

// doc reads a text into a body.
func doc(to *document.Doc) reader {
	return func(s string) (err error) {
		*to, err = documentOf(s)
		return err
	}
}

func parseMailbox(in *args) act {
	var m email.Mailbox
	in.value("QUEUE", text(&m.Queue))
	m.Address.Addr = string(m.Queue) + mailDomain
	in.option("address", text(&m.Address.Addr))
	in.option("name", text(&m.Address.Name))
	in.option("aliases", list(func(a string) error { m.Aliases = append(m.Aliases, a); return nil }))
	in.option("language", text(&m.Language))
	in.option("acknowledge", doc(&m.Acknowledge.Body))
	m.Acknowledge.ID, m.Acknowledge.Name = "acknowledge", "acknowledge"
	return func(s *scene) (*result, error) {
		m := m
		m.Acknowledge = s.cleaned(m.Acknowledge)
		err := s.configure(func(set *email.Settings) {
			set.Mailboxes = slices.DeleteFunc(slices.Clone(set.Mailboxes), func(o email.Mailbox) bool { return o.Queue == m.Queue })
			set.Mailboxes = append(set.Mailboxes, m)
		})
		if err != nil {
			return nil, err
		}
		return &result{m, table{
			{"queue", "language", "acknowledges", "aliases", "address"},
			{string(m.Queue), m.Language, yesNo(!m.Acknowledge.Body.Blank()), strings.Join(m.Aliases, " "), m.Address.String()},
		}}, nil
	}
}

// cleaned is a template that the Guard has looked through (P1).
func (s *scene) cleaned(t document.Template) document.Template {
	at := pci.Place{Lane: pci.Lane{Channel: contact.Email, Direction: pci.Outbound}, Field: pci.Template}
	t.Body = t.Body.Redact(func(text string) string { return s.book.guard.Text(at, text).Text })
	return t
}

func parseMailTemplate(in *args) act {
	var t document.Template
	var queue contact.QueueID
	in.value("the text", doc(&t.Body))
	in.option("queue", text(&queue))
	t.ID, t.Name = "standard", "standard"
	return func(s *scene) (*result, error) {
		t := s.cleaned(t)
		err := s.configure(func(set *email.Settings) {
			set.Templates = maps.Clone(set.Templates)
			if set.Templates == nil {
				set.Templates = make(map[contact.QueueID]document.Template)
			}
			set.Templates[queue] = t
		})
		if err != nil {
			return nil, err
		}
		return &result{t, table{{"queue", "text"}, {string(queue), quote(t.Body.Text())}}}, nil
	}
}

func parseMailFiles(in *args) act {
	r := attachment.EmailRules()
	in.option("types", func(s string) error {
		r.Types = nil
		return list(func(t string) error { r.Types = append(r.Types, t); return nil })(s)
	})
	in.option("total", size(&r.MaxTotal))
	in.option("count", number(&r.MaxCount))
	return func(s *scene) (*result, error) {
		if err := s.configure(func(set *email.Settings) { set.Files = r }); err != nil {
			return nil, err
		}
		return &result{r, table{{"types", "count", "total below"}, {str(len(r.Types)), str(r.MaxCount), bytesOf(r.MaxTotal)}}}, nil
	}
}

func parseMailRetry(in *args) act {
	r := email.Retry{First: 30 * time.Second, Max: 30 * time.Minute, For: 24 * time.Hour}
	in.option("first", duration(&r.First))
	in.option("max", duration(&r.Max))
	in.option("for", duration(&r.For))
	return func(s *scene) (*result, error) {
		if err := s.configure(func(set *email.Settings) { set.Retry = r }); err != nil {
			return nil, err
		}
		return &result{r, table{{"first", "max", "for"}, {str(r.First), str(r.Max), str(r.For)}}}, nil
	}
}

func parseAutomatic(in *args) act {
	a := email.Automatic{PerDay: 3}
	in.option("per-day", number(&a.PerDay))
	in.option("told", onOff(func(on bool) { a.Untold = !on }))
	return func(s *scene) (*result, error) {
		if err := s.configure(func(set *email.Settings) { set.Automatic = a }); err != nil {
			return nil, err
		}
		return &result{a, table{{"per day", "senders are told"}, {str(a.PerDay), yesNo(!a.Untold)}}}, nil
	}
}
