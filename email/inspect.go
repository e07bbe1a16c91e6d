package email

import (
	"cmp"
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/pci"
)

// cutOff warns of a mail of which only the beginning was taken, see Incoming.Cut.
const cutOff = "cut-off"

// inspect reads a mail, drops what the rules refuse, and has the Guard redact the rest.
func (d *Desk) inspect(ctx context.Context, b *book, in Incoming) (*arrival, error) {
	came := message.Parse(in.Raw)
	p := &arrival{at: in.Received, null: in.Null, envelope: in.From}
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
	p.take(d, b, m, slices.Concat(left.dropped, d.noted(left.raw, m, checked)))
	if in.Cut {
		p.received.Warnings = append(p.received.Warnings, cutOff)
	}
	return p, nil
}

// take fills in what is kept of a mail that the Guard has let through; the files are those that were dropped.
func (p *arrival) take(d *Desk, b *book, m *message.Message, files []Enclosure) {
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
	r.Class, r.Reason = verdict.Class, verdict.Reason
	outcome := verdict.Report.Outcome // in doubt the mail has not arrived
	r.Failed = r.Class == auto.Bounce && outcome != auto.Delayed && outcome != auto.Delivered
	p.answerable, p.about = verdict.MayAnswer(), verdict.Report.About
}

// byGuard is why a file is not there that the Guard has put a note in place of.
const byGuard = "guard"

// noted lists the files of a mail that the Guard has put notes in place of: their content is a text now.
func (d *Desk) noted(raw []byte, m *message.Message, checked pci.Mail) (list []Enclosure) {
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
