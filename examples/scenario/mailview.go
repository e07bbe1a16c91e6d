package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

// answerView is a compose box as JSON has it.
type answerView struct {
	Draft    email.Draft       `json:"draft"`
	Subject  string            `json:"subject"`
	To       []message.Address `json:"to"`
	Cc       []message.Address `json:"cc"`
	Warnings []string          `json:"warnings,omitempty"`
	Newer    bool              `json:"newer,omitempty"`
	Outcome  pci.Outcome       `json:"outcome"`
	Notices  []pci.Notice      `json:"notices,omitempty"`
}

// answerResult shows a compose box: what cannot be edited, and what can.
func answerResult(a email.Answer) *result {
	v := answerView{
		Draft: a.Draft, Subject: a.Subject, To: append([]message.Address{}, a.To...), Cc: append([]message.Address{}, a.Cc...),
		Newer: a.Newer, Outcome: a.Outcome, Notices: a.Notices,
	}
	t := table{{"field", "value"}}
	t.add("draft", fmt.Sprintf("%s %d, answers #%d", a.Draft.Mode, a.Draft.Version, a.Draft.Answers))
	t.add("to", people(a.To))
	t.add("cc", people(a.Cc))
	t.add("subject", a.Subject)
	for _, w := range a.Warnings {
		v.Warnings = append(v.Warnings, string(w.Oddity)+" "+w.Address.Addr)
		t.add("warning", string(w.Oddity)+": "+w.Address.String())
	}
	if a.Newer {
		t.add("warning", "another mail has come")
	}
	if len(a.Draft.Files) > 0 {
		t.add("files", fileNames(a.Draft.Files))
	}
	addLines(&t, "text", draftBody(a.Draft))
	for _, n := range a.Notices {
		t.add("notice", notice(n))
	}
	return &result{v, t}
}

// addLines adds a text line by line.
func addLines(t *table, what, text string) {
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		t.add(what, quoted(strings.TrimRight(line, "\r")))
	}
}

// quoted prints a text of any length.
func quoted(text string) string { return strconv.Quote(text) }

// mailView is a mail as JSON has it.
type mailView struct {
	From    []message.Address `json:"from"`
	ReplyTo []message.Address `json:"reply_to,omitempty"`
	To      []message.Address `json:"to"`
	Cc      []message.Address `json:"cc,omitempty"`
	Subject string            `json:"subject"`
	Class   string            `json:"class"`
	Parts   []partView        `json:"parts"`
	HTML    string            `json:"html,omitempty"`
	Files   []email.Enclosure `json:"files,omitempty"`
}

// partView is a part of a mail's text: visible, signature or quoted (E8).
type partView struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// mailResult shows a mail whole.
func mailResult(m email.Mail) *result {
	v := mailView{
		From: append([]message.Address{}, m.From...), ReplyTo: m.ReplyTo, To: append([]message.Address{}, m.To...), Cc: m.Cc,
		Subject: m.Subject, Class: string(m.Class), Parts: []partView{}, HTML: m.HTML, Files: m.Files,
	}
	t := table{{"part", "value"}}
	t.add("from", people(m.From))
	if len(m.ReplyTo) > 0 {
		t.add("reply-to", people(m.ReplyTo))
	}
	t.add("to", people(m.To))
	if len(m.Cc) > 0 {
		t.add("cc", people(m.Cc))
	}
	t.add("subject", m.Subject)
	if !m.Date.IsZero() {
		t.add("date", m.Date.Format(time.RFC1123Z))
	}
	for _, r := range m.Ranges {
		text := m.Text[r.Start:r.End]
		v.Parts = append(v.Parts, partView{r.Kind.String(), text})
		addLines(&t, r.Kind.String(), text)
	}
	if m.HTML != "" {
		t.add("html", strings.ReplaceAll(m.HTML, "\n", " "))
	}
	if m.Remote > 0 {
		t.add("remote images", str(m.Remote)+" blocked")
	}
	for _, f := range m.Files {
		t.add("file", strings.TrimPrefix(marks(email.Letter{Files: []email.Enclosure{f}}), ", "))
	}
	return &result{v, t}
}

// draftBody is what is written in a draft, as text.
func draftBody(d email.Draft) string {
	if d.Mode == reply.Quick {
		return d.Text
	}
	return d.Body.Text()
}
