package auto

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/email/message"
)

// returned reports whether a machine sends a mail back without the form of RFC 3464.
func (x *exam) returned() bool {
	if x.Field("X-Failed-Recipients") != "" { // Exim, Gmail
		return true
	}
	if !x.machine() || isAnswer(x.Subject) {
		return false
	}
	text := x.texts()
	return isFailure(x.Subject) || isDelay(x.Subject) || containsAny(strings.ToLower(text[:min(len(text), 4<<10)]), bounceTexts)
}

// bounceTexts are how mail systems begin the texts of their bounces.
var bounceTexts = []string{"this is the qmail-send program", "this is the mail system at host", "reporting-mta:",
	"this message was created automatically by mail delivery software", "could not be delivered to one or more"}

// bounce is the report of a bounce: in the form of RFC 3464 where it has it, or else from its text.
func (x *exam) bounce() Report {
	var r Report
	for _, p := range x.Parts {
		if reportParts[p.Type] != Bounce {
			continue
		}
		for _, g := range readGroups(p.Content) {
			if who, ok := g.recipient(); ok && len(r.Recipients) < maxRecipients {
				r.Recipients = append(r.Recipients, who)
			}
		}
	}
	if len(r.Recipients) == 0 {
		r.Recipients = x.recipientsInText()
	}
	if r.Outcome = worst(r.Recipients); r.Outcome == "" {
		r.Outcome = x.outcomeBySubject()
	}
	r.About = x.about(Bounce)
	return r
}

// receipt is the report of a receipt (RFC 8098 3).
func (x *exam) receipt() Report {
	var r Report
	for _, p := range x.Parts {
		if reportParts[p.Type] != Receipt {
			continue
		}
		for _, g := range readGroups(p.Content) {
			if who, ok := g.recipient(); ok && len(r.Recipients) < maxRecipients {
				r.Recipients = append(r.Recipients, Recipient{Addr: who.Addr})
			}
		}
	}
	r.About = x.about(Receipt)
	return r
}

// about looks for the ids of the mail that a report is about: in what is returned of it, in the report itself, in what it
// refers to, and in its text.
func (x *exam) about(class Class) []string {
	var ids []string
	for _, p := range x.Parts {
		if returnedParts[p.Type] {
			ids = append(ids, headerID(p.Content)...)
		}
	}
	for _, p := range x.Parts {
		if reportParts[p.Type] != class {
			continue
		}
		for _, g := range readGroups(p.Content) {
			ids = append(ids, message.ParseIDs(g["original-message-id"])...)
			ids = append(ids, message.ParseIDs(g["x-original-message-id"])...)
		}
	}
	ids = append(ids, x.InReplyTo...)
	ids = append(ids, x.References[max(0, len(x.References)-1):]...)
	if class == Bounce {
		for _, m := range labelledID.FindAllStringSubmatch(x.texts(), maxAbout) {
			ids = append(ids, message.ParseIDs("<"+m[1]+">")...)
		}
	}
	return first(ids, x.ID)
}

// first are the first ids without those that are there already, and without the report's own.
func first(ids []string, own string) (list []string) {
	for _, id := range ids {
		if id != own && !slices.Contains(list, id) && len(list) < maxAbout {
			list = append(list, id)
		}
	}
	return list
}

// returnedParts are what a mail comes back as, or what is left of it.
var returnedParts = map[string]bool{
	"message/rfc822": true, "message/global": true, "text/rfc822-headers": true, "message/rfc822-headers": true, "message/global-headers": true,
}

// headerID is the Message-ID of a mail of which there is at least the header.
func headerID(content []byte) []string {
	content = content[:min(len(content), maxText)]
	for _, blank := range []string{"\r\n\r\n", "\n\n"} {
		if end := bytes.Index(content, []byte(blank)); end > 0 {
			content = content[:end]
		}
	}
	if id := message.Parse(content).ID; id != "" {
		return []string{id}
	}
	return nil
}

// labelledID finds "Message-ID: <...>" anywhere in a text.
var labelledID = regexp.MustCompile(`(?i)(?:message|메시지)[-\s]?id\s*[:：=]?\s*<?([^\s<>"']+@[^\s<>"']+)`)

// Whom a bounce is about, at the beginning of lines: as qmail and Postfix write it, as Exim does, and as Korean portals do.
var failedAddr = regexp.MustCompile(`(?m)^(?:<([^\s<>]+@[^\s<>]+)>:|  ([^\s<>:]+@[^\s<>:]+)$|` +
	`\s*(?:받는\s?사람|받는\s?이|수신자|수신인)(?:\s?메일)?(?:\s?주소)?\s*[:：]\s*<?([^\s<>]+@[^\s<>]+))`)

// statusInText finds a code such as "5.1.1" that is no part of an IP address.
var statusInText = regexp.MustCompile(`(?:^|[^0-9.])([245]\.[0-9]{1,3}\.[0-9]{1,3})(?:[^0-9.]|\.?\s|\.?$)`)

// recipientsInText reads the text of a bounce up to the mail that is returned in it.
func (x *exam) recipientsInText() (list []Recipient) {
	text := x.texts()
	if at := returnedHere.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	add := func(addr string) {
		addr = address(addr)
		if addr != "" && len(list) < maxRecipients && !slices.ContainsFunc(list, func(r Recipient) bool { return r.Addr == addr }) {
			list = append(list, Recipient{Addr: addr, Outcome: x.outcomeBySubject()})
		}
	}
	for addr := range strings.SplitSeq(x.Field("X-Failed-Recipients"), ",") {
		add(addr)
	}
	for _, m := range failedAddr.FindAllStringSubmatch(text, maxRecipients) {
		add(m[1] + m[2] + m[3])
	}
	if m := statusInText.FindStringSubmatch(text); m != nil && len(list) == 1 {
		list[0].Status = m[1]
	}
	return list
}

// returnedHere finds where the returned mail begins.
var returnedHere = regexp.MustCompile(`(?mi)^(?:--- below this line|-+ this is a copy|received: |return-path: |-+ ?original message|-+ ?원본 메[시세]지)`)

// outcomeBySubject is what became of the mail if nothing else says it.
func (x *exam) outcomeBySubject() Outcome {
	if isDelay(x.Subject) {
		return Delayed
	}
	return Failed
}

// tag is what is in angle brackets in HTML and is no id.
var tag = regexp.MustCompile(`<[^<>@]*>`)

// texts is the beginning of what the mail says: its text, or its HTML without tags.
func (x *exam) texts() string {
	switch {
	case x.text != "":
	case x.Text != "":
		x.text = x.Text[:min(len(x.Text), maxText)]
	default:
		x.text = html.UnescapeString(tag.ReplaceAllString(x.HTML[:min(len(x.HTML), maxText)], "\n"))
	}
	return x.text
}
