package email

import (
	"cmp"
	"context"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/pci"
)

// parcelIn is a mail that came in, as it may be kept.
type parcelIn struct {
	received   Received
	raw        []byte // nil if it was withheld
	mailbox    *Mailbox
	recipients []string // of the envelope and the header: where a token may be
	at         time.Time
	null       bool
	envelope   string   // the sender, if it is known
	about      []string // ids that a bounce is about
	answerable bool     // automatically
	outcome    pci.Outcome
	audit      pci.Audit
}

// cutOff warns of a mail of which only the beginning was taken, see Incoming.Cut.
const cutOff = "cut-off"

// maxReferences is how many ids that a mail refers to are looked up: all of In-Reply-To, and the newest of References.
const maxReferences = 30

// references returns the ids that a mail refers to, the surest first.
func (p *parcelIn) references() []string {
	list := slices.Concat(p.about, p.received.InReplyTo)
	for _, id := range slices.Backward(p.received.References) {
		list = append(list, id)
	}
	var out []string
	for _, id := range list {
		if len(out) < maxReferences && id != p.received.ID && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// sender returns who is to be answered.
func (p *parcelIn) sender() message.Address {
	for _, list := range [][]message.Address{p.received.From, p.received.Sender, p.received.ReplyTo} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return message.Address{}
}

// returnPath returns who is to get automatic mail: the sender that the envelope names, not one that only the header does
// (RFC 3834 4), for anybody can write another's address there; the zero value if there is none.
func (p *parcelIn) returnPath() message.Address {
	addr := p.envelope
	if addr == "" && len(p.received.From) > 0 {
		addr = p.received.From[0].Addr
	}
	a, err := message.ParseAddress(addr)
	if err != nil {
		return message.Address{}
	}
	return a
}

// inspect reads a mail, drops what the rules refuse, and has the Guard redact the rest.
func (d *Desk) inspect(ctx context.Context, b *book, in Incoming) (*parcelIn, error) {
	came := message.Parse(in.Raw)
	p := &parcelIn{at: in.Received, null: in.Null, envelope: in.From}
	p.recipients = recipients(in, came)
	for _, addr := range p.recipients[:cmp.Or(len(in.To), len(p.recipients))] { // the envelope decides, if there is one
		if p.mailbox = b.mailbox(addr); p.mailbox != nil {
			break
		}
	}
	if p.mailbox == nil {
		return nil, &Error{Code: ErrNoMailbox}
	}
	left := d.sift(ctx, b, in.Raw, came, p.mailbox.Language)
	checked := d.cfg.Guard.Mail(ctx, inbound, left.raw)
	if err := ctx.Err(); err != nil { // what was cut short may be less than there is
		return nil, err
	}
	p.raw, p.outcome, p.audit = checked.Raw, checked.Outcome, checked.Audit
	p.received.Told = checked.Notices
	m := message.Parse(checked.Raw)
	if checked.Raw == nil {
		m = headerOnly(d.cfg.Guard, came)
	}
	p.take(d, b, m, slices.Concat(left.dropped, d.replaced(left.raw, m, checked)))
	if in.Cut {
		p.received.Warnings = append(p.received.Warnings, cutOff)
	}
	return p, nil
}

// take fills in what is kept of a mail that the Guard has let through; the files are those that were dropped.
func (p *parcelIn) take(d *Desk, b *book, m *message.Message, files []Enclosure) {
	digest := m.Digest()
	r := &p.received
	r.Digest = hex.EncodeToString(digest[:16])
	r.Letter = letter(m)
	r.Withheld, r.Redacted = p.raw == nil, p.raw != nil && len(p.audit.Found()) > 0
	if p.raw != nil {
		r.Blob, r.Size = blobName("in", p.raw), int64(len(p.raw))
		files = append(d.files(b, m), files...)
	}
	r.encloses(files)
	verdict := auto.Classify(m, auto.Envelope{Null: p.null}, b.mark)
	r.Class, r.Reason, r.Failed = verdict.Class, verdict.Reason, verdict.Report.Outcome == auto.Failed
	p.answerable, p.about = verdict.MayAnswer(), verdict.Report.About
}

// byGuard is why a file is not there that the Guard has put a note in place of.
const byGuard = "guard"

// replaced lists the files of a mail that the Guard has put notes in place of: their content is a text now.
func (d *Desk) replaced(raw []byte, m *message.Message, checked pci.Mail) (list []Enclosure) {
	if checked.Raw == nil || len(checked.Audit) == 0 {
		return nil
	}
	body := map[string]bool{}
	for _, p := range m.Parts {
		if p.Use == message.Body {
			body[p.Path] = true
		}
	}
	for i, p := range message.Parse(raw).Parts {
		if p.Use != message.Body && body[p.Path] {
			list = append(list, d.gone(i, p, byGuard))
		}
	}
	return list
}

// recipients returns the addresses that a mail went to, those of the envelope first.
func recipients(in Incoming, m *message.Message) []string {
	list := slices.Clone(in.To)
	for _, name := range []string{"Delivered-To", "X-Original-To", "Envelope-To"} {
		for _, value := range m.Values(name) {
			for _, a := range message.ParseAddresses(value) {
				list = append(list, a.Addr)
			}
		}
	}
	for _, a := range slices.Concat(m.To, m.Cc) {
		list = append(list, a.Addr)
	}
	return list
}

// headerOnly is a mail that the policy withholds: who wrote to whom, each part of it seen by the Guard.
func headerOnly(guard *pci.Guard, m *message.Message) *message.Message {
	clean := func(text string) string {
		return guard.Text(pci.Place{Lane: inbound, Field: pci.Header}, text).Text
	}
	addresses := func(list []message.Address) (out []message.Address) {
		for _, a := range list {
			out = append(out, message.Address{Name: clean(a.Name), Addr: clean(a.Addr)})
		}
		return out
	}
	ids := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return clean(id) != id })
	}
	out := &message.Message{
		From: addresses(m.From), Sender: addresses(m.Sender), ReplyTo: addresses(m.ReplyTo), To: addresses(m.To), Cc: addresses(m.Cc),
		Date: m.Date, InReplyTo: ids(m.InReplyTo), References: ids(m.References),
	}
	if clean(m.ID) == m.ID {
		out.ID = m.ID
	}
	for _, f := range m.Header { // what tells automatic mail
		if !strings.EqualFold(f.Name, "Subject") && clean(f.Value) == f.Value {
			out.Header = append(out.Header, f)
		}
	}
	return out
}

// letter returns what a log keeps of a mail, but for its files.
func letter(m *message.Message) Letter {
	l := Letter{
		ID: m.ID, Subject: cut(m.Subject, maxLine), From: some(m.From, maxSenders), Sender: some(m.Sender, maxSenders),
		ReplyTo: some(m.ReplyTo, maxSenders), To: some(m.To, maxReaders), Cc: some(m.Cc, maxReaders), Date: dated(m),
		InReplyTo: newest(m.InReplyTo), References: newest(m.References),
	}
	if l.ID == "" {
		l.ID = m.MadeID()
	}
	text := bodyText(m)
	l.Text = cut(text, MaxText)
	l.Cut = len(l.Text) < len(text)
	for _, w := range m.Warnings {
		l.Warnings = append(l.Warnings, string(w))
	}
	return l
}

// files describes the files of a mail. What the rules refuse even after the Guard is listed as dropped.
func (d *Desk) files(b *book, m *message.Message) (list []Enclosure) {
	for i, p := range m.Parts {
		if p.Use == message.Body {
			continue
		}
		e := enclosure(i, p)
		file, err := b.Incoming.Inspect(p.Name, p.Content)
		if err != nil {
			e.Dropped = refusalName(err)
		} else {
			file.ID = e.ID
			e.File = file
		}
		list = append(list, e)
	}
	return list
}

// The bounds of what a log keeps of a header, in bytes. A record has up to two letters' worth of addresses, and is smaller
// than journal.PortableRecord.
const (
	maxLine    = 998      // of a subject (RFC 5322 2.1.1)
	maxName    = 128      // of the name of an address
	maxSenders = 8 << 10  // of the addresses of From, Sender and Reply-To, each
	maxReaders = 40 << 10 // of the addresses of To and Cc, each: more than reply.MaxRecipients of them fit, so that nobody is left out of an answer unnoticed
	maxIDs     = 16 << 10 // of In-Reply-To and References, each: the first and the newest
	maxFiles   = 32 << 10 // of what describes files
)

// dated is when the sender says that a mail was written, if everybody can read that: JSON has years of four digits.
func dated(m *message.Message) time.Time {
	if date := m.Date.UTC(); date.Year() < 10_000 {
		return date
	}
	return time.Time{}
}

// some returns the first addresses of a list, as many as fit.
func some(list []message.Address, most int) (out []message.Address) {
	for _, a := range list {
		a.Name = cut(a.Name, maxName)
		if most -= len(a.Name) + len(a.Addr) + 8; most < 0 {
			break
		}
		out = append(out, a)
	}
	return out
}

// newest returns the first id and the newest of the others, as many as fit.
func newest(ids []string) []string {
	most, from := maxIDs, len(ids)
	if from > 0 {
		most -= len(ids[0])
	}
	for ; from > 1 && most >= len(ids[from-1]); from-- {
		most -= len(ids[from-1])
	}
	return slices.Concat(ids[:min(1, len(ids))], ids[min(max(from, 1), len(ids)):])
}

// fitting returns the first files of a list, as many as fit, and whether those are all.
func fitting(list []Enclosure) ([]Enclosure, bool) {
	most := maxFiles
	for i, e := range list {
		if most -= len(e.Name) + len(e.Type) + len(e.Path) + len(e.ContentID) + 64; most < 0 {
			return list[:i], false
		}
	}
	return list, true
}

// encloses lists files; those that do not fit are only in the mail itself.
func (l *Letter) encloses(list []Enclosure) {
	all := true
	if l.Files, all = fitting(list); !all {
		l.Warnings = append(l.Warnings, "more-files")
	}
}

// cut returns the beginning of a text, of at most so many bytes, in whole characters.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "")
}

// oneLine is a name as it can be shown: bounded, without control characters.
func oneLine(name string) string {
	name = strings.Map(func(r rune) rune {
		if !printable(string(r)) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	return cut(strings.TrimSpace(name), contact.MaxCustomerName)
}
