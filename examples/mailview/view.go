package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/quote"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

// view is what is printed of a mail.
type view struct {
	Subject     string       `json:"subject"`
	From        []string     `json:"from"`
	To          []string     `json:"to"`
	Cc          []string     `json:"cc"`
	Date        string       `json:"date"`       // RFC 3339, "" if there is none
	ID          string       `json:"message_id"` // "" if there is none
	InReplyTo   []string     `json:"in_reply_to"`
	References  []string     `json:"references"`
	Auto        string       `json:"auto"` // the class of automatic mail, "" for a person's
	Text        string       `json:"text"`
	HTML        string       `json:"html"`
	Visible     string       `json:"visible"`
	Quoted      string       `json:"quoted"`
	Attachments []attachment `json:"attachments"`
	Reply       answer       `json:"reply"`
	ReplyAll    answer       `json:"reply_all"`
	Warnings    []string     `json:"warnings"`

	ranges []quote.Range // of Text
}

type attachment struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Size   int64  `json:"size"`
	Inline bool   `json:"inline"`
}

// answer is whom an answer goes to.
type answer struct {
	To      []string `json:"to"`
	Cc      []string `json:"cc"`
	Subject string   `json:"subject"`

	why []reply.Why
}

// madeDomain is the domain of the ids that mails get which have none (message.Message.MadeID).
const madeDomain = "@missing.invalid"

func (p *program) view(m email.Mail, checked pci.Mail) view {
	v := view{
		Subject: m.Subject, From: list(m.From), To: list(m.To), Cc: list(m.Cc), InReplyTo: some(m.InReplyTo), References: some(m.References),
		Text: m.Text, HTML: m.HTML, Visible: m.Show(quote.Visible), Quoted: m.Show(quote.Quoted),
		Attachments: []attachment{}, Warnings: warnings(m, checked), ranges: m.Ranges,
	}
	if !m.Date.IsZero() {
		v.Date = m.Date.Format(time.RFC3339)
	}
	if !strings.HasSuffix(m.ID, madeDomain) {
		v.ID = m.ID
	}
	if m.Class != auto.Person {
		v.Auto = string(m.Class)
	}
	for _, f := range m.Files {
		v.Attachments = append(v.Attachments, attachment{f.Name, f.Type, f.Size, f.Inline})
	}
	v.Reply = v.answer("reply", m, reply.Reply, p.own)
	v.ReplyAll = v.answer("reply all", m, reply.All, p.own)
	return v
}

// answer says whom an answer goes to, and warns of what is odd.
func (v *view) answer(name string, m email.Mail, mode reply.Mode, own reply.Own) answer {
	a, err := reply.Recipients(m.Original(), mode, own)
	if err != nil {
		v.Warnings = append(v.Warnings, name+": "+strings.TrimPrefix(err.Error(), "reply: "))
	}
	for _, w := range a.Warnings {
		v.Warnings = append(v.Warnings, fmt.Sprintf("%s: %s: %s", name, w.Oddity, w.Address.Addr))
	}
	return answer{list(a.To), list(a.Cc), reply.Subject(m.Subject), a.Why}
}

// warnings are what somebody who reads the mail should know.
func warnings(m email.Mail, checked pci.Mail) []string {
	list := some(m.Warnings)
	if checked.Raw == nil {
		list = append(list, "withheld: the header only")
	}
	for _, n := range checked.Notices {
		list = append(list, notice(n))
	}
	if m.Remote > 0 {
		list = append(list, fmt.Sprintf("remote images blocked: %d", m.Remote))
	}
	for _, l := range m.Links {
		for _, w := range l.Warnings {
			list = append(list, strings.TrimSuffix(fmt.Sprintf("link: %s: %s", w, l.Target), ": "))
		}
	}
	return list
}

// notice says what was done to which field, and for what.
func notice(n pci.Notice) string {
	text := fmt.Sprintf("guard: %s: %s", n.Outcome, n.Field)
	if n.File > 0 {
		text += fmt.Sprintf(" %d", n.File)
	}
	if n.Kinds != 0 {
		text += ": " + n.Kinds.String()
	}
	if n.Cause != 0 {
		text += ": " + n.Cause.String()
	}
	return text
}

func list(addresses []message.Address) []string {
	out := []string{}
	for _, a := range addresses {
		out = append(out, a.String())
	}
	return out
}

func some(list []string) []string { return append([]string{}, list...) }

// json prints the view as a line.
func (v view) json(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
