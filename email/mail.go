package email

import (
	"context"
	"strings"
	"time"

	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/quote"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/email/safehtml"
	"github.com/acdkit/acdkit/pci"
)

// A Mail is a mail as an agent may see it. Read makes it of what a Guard has let through.
type Mail struct {
	ID         string
	Subject    string
	From       []message.Address
	Sender     []message.Address
	ReplyTo    []message.Address
	To         []message.Address
	Cc         []message.Address
	Date       time.Time // with the sender's zone; zero if there is none
	InReplyTo  []string
	References []string

	Text   string        // all that is to be read, made of HTML if there is nothing else
	Ranges []quote.Range // of Text: what is visible, signature and quoted (E8)
	HTML   string        // safe to show; remote images are blocked (safehtml.Policy.ShowRemote), inline ones by Content-ID (WithImages); "" if there is none
	Remote int           // how many are
	Links  []safehtml.Link
	Files  []Enclosure

	Class    auto.Class
	Reason   auto.Reason
	Warnings []string // what was wrong with it, see message.Warning; "html-cut" if HTML went beyond all limits
}

// Examine has a Guard look at a mail that came in, and reads what is left: the header only, if the Guard withholds it.
func Examine(ctx context.Context, guard *pci.Guard, raw []byte) (Mail, pci.Mail) {
	checked := guard.Mail(ctx, inbound, raw)
	if checked.Raw == nil {
		return read(headerOnly(guard, message.Parse(raw))), checked
	}
	return Read(checked.Raw), checked
}

// Read reads a mail that a Guard has let through. It never fails, and leaves nothing out: what is not in Text or HTML is in
// Files.
func Read(raw []byte) Mail { return read(message.Parse(raw)) }

func read(m *message.Message) Mail {
	var policy safehtml.Policy
	clean := policy.Clean(m.HTML)
	verdict := auto.Classify(m, auto.Envelope{}, "")
	out := Mail{
		ID: m.ID, Subject: m.Subject, From: m.From, Sender: m.Sender, ReplyTo: m.ReplyTo, To: m.To, Cc: m.Cc, Date: m.Date,
		InReplyTo: m.InReplyTo, References: m.References, Text: bodyText(m), HTML: clean.HTML, Remote: clean.Remote, Links: clean.Links,
		Class: verdict.Class, Reason: verdict.Reason,
	}
	if out.ID == "" {
		out.ID = m.MadeID()
	}
	out.Ranges = ranges(out.Subject, out.Text)
	out.Files = enclosures(m)
	for _, w := range m.Warnings {
		out.Warnings = append(out.Warnings, string(w))
	}
	if clean.Cut {
		out.Warnings = append(out.Warnings, "html-cut")
	}
	return out
}

// bodyText is what is to be read of a mail, as text.
func bodyText(m *message.Message) string {
	if m.Text != "" || m.HTML == "" {
		return m.Text
	}
	return safehtml.Text(m.HTML)
}

// ranges splits a text. A forwarded mail is what its sender wants to be read, and not a quotation.
func ranges(subject, text string) []quote.Range {
	if reply.IsForward(subject) && text != "" {
		return []quote.Range{{Kind: quote.Visible, End: len(text)}}
	}
	return quote.Split(text)
}

// Show returns what of the text is of one kind (E8).
func (m Mail) Show(kind quote.Kind) string {
	var b strings.Builder
	for _, r := range m.Ranges {
		if r.Kind == kind {
			b.WriteString(m.Text[r.Start:r.End])
		}
	}
	return b.String()
}

// Original is what an answer needs of the mail.
func (m Mail) Original() reply.Original {
	return reply.Original{
		ID: m.ID, InReplyTo: m.InReplyTo, References: m.References,
		From: m.From, Sender: m.Sender, ReplyTo: m.ReplyTo, To: m.To, Cc: m.Cc,
	}
}

// mail is a letter of which there is nothing more.
func (l Letter) mail() Mail {
	return Mail{
		ID: l.ID, Subject: l.Subject, From: l.From, Sender: l.Sender, ReplyTo: l.ReplyTo, To: l.To, Cc: l.Cc, Date: l.Date,
		InReplyTo: l.InReplyTo, References: l.References, Text: l.Text, Ranges: ranges(l.Subject, l.Text), Files: l.Files, Warnings: l.Warnings,
	}
}
