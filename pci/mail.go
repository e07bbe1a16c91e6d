package pci

import (
	"bytes"
	"context"
	"strings"

	"github.com/acdkit/acdkit/internal/mime"
	"github.com/acdkit/acdkit/pci/extract"
)

// A Mail is what a Guard makes of a mail.
type Mail struct {
	Raw     []byte // what may be stored and delivered; nil if the mail was dropped
	Outcome Outcome
	Audit   Audit
	Notices []Notice
}

// Mail looks through a whole mail as it came (RFC 5322): header, text parts, attachments, mails within. Text is redacted in
// place, in its own character set and encoding; an attachment with a finding, or that cannot be examined, is
// replaced by a note; every other byte stays as it was. The result is examined once more: if it is not clean, or
// where the policy is to drop, the mail is dropped.
func (g *Guard) Mail(ctx context.Context, l Lane, raw []byte) Mail {
	w := mailer{guard: g, ctx: ctx, lane: l, raw: raw}
	w.read()
	dropped := g.policy.Action(l) == Drop && len(w.audit.Found()) > 0
	out := mime.Apply(raw, w.edits)
	if !dropped && len(w.edits) > 0 && !w.clean(out) {
		dropped = true
	}
	if dropped || w.unsound {
		for i := range w.audit {
			w.audit[i].Outcome = Dropped
		}
		out = nil
	}
	return Mail{Raw: out, Outcome: w.audit.Outcome(), Audit: w.audit, Notices: w.audit.notices(dropped)}
}

// A mailer collects what must be changed in one mail.
type mailer struct {
	guard   *Guard
	ctx     context.Context
	lane    Lane
	raw     []byte
	edits   []mime.Edit
	audit   Audit
	files   int
	unsound bool // the structure cannot be trusted, and the policy is to drop
}

// faults are those that leave bytes nobody has looked at as what they are.
const faults = mime.TooDeep | mime.TooMany | mime.LargeHeader | mime.Ambiguous

func (m *mailer) read() {
	if limits := m.guard.policy.Limits.WithDefaults(); len(m.raw) > limits.FileBytes {
		m.unexamined(extract.TooLarge)
		m.unsound = true // whatever the policy: there is no end to it
		return
	}
	for part := range mime.Parse(m.raw, mime.Limits{}).All {
		if part.Fault&faults != 0 {
			m.unexamined(extract.Corrupt)
		}
		m.header(part)
		m.outside(part)
		switch {
		case len(part.Parts) > 0:
		case text(part):
			m.text(part)
		default:
			m.file(part)
		}
	}
}

// unexamined records that the mail itself cannot be examined whole.
func (m *mailer) unexamined(c extract.Cause) {
	r := Record{Place: Place{Lane: m.lane}, Outcome: Warned, Format: "eml", Cause: c}
	if m.guard.policy.Unexamined == DropUnexamined {
		r.Outcome, m.unsound = Dropped, true
	}
	m.audit = append(m.audit, r)
}

func (m *mailer) record(f Field, o Outcome, t Tally) {
	m.audit = append(m.audit, Record{Place: Place{Lane: m.lane, Field: f}, Outcome: o, Found: t})
}

// header redacts the fields of a part, and the names of files in them.
func (m *mailer) header(p *mime.Part) {
	for i := range p.Fields {
		f := &p.Fields[i]
		text, _ := f.Text()
		out, tally := m.guard.redact(text)
		if len(tally) == 0 {
			tally = m.names(p, i)
		} else {
			m.edits = append(m.edits, p.SetField(i, out)...)
		}
		if len(tally) > 0 {
			m.record(fieldOf(f.Name), Redacted, tally)
		}
	}
}

// names redacts the parameters of a field, which RFC 2231 may hide from the eye.
func (m *mailer) names(p *mime.Part, field int) Tally {
	if !strings.HasPrefix(strings.ToLower(p.Fields[field].Name), "content-") {
		return nil
	}
	_, params := mime.Params(p.Fields[field].Value())
	for _, a := range params {
		if out, tally := m.guard.redact(a.Value); len(tally) > 0 {
			m.edits = append(m.edits, p.SetParam(field, a.Name, out)...)
			return tally
		}
	}
	return nil
}

func fieldOf(name string) Field {
	switch strings.ToLower(name) {
	case "subject":
		return Subject
	case "content-disposition", "content-type":
		return FileName
	}
	return Header
}

// outside redacts what a multipart has between its parts.
func (m *mailer) outside(p *mime.Part) {
	for _, span := range p.Outside {
		if out, tally := m.guard.redact(string(p.Source(span))); len(tally) > 0 {
			m.edits = append(m.edits, mime.Edit{Span: span, With: []byte(out)})
			m.record(Body, Redacted, tally)
		}
	}
}

// text reports whether the part is text of the message, not a file.
func text(p *mime.Part) bool {
	if !strings.HasPrefix(p.Type, "text/") || p.FileName() != "" {
		return false
	}
	f := p.Field("Content-Disposition")
	return f == nil || !strings.HasPrefix(strings.ToLower(strings.TrimSpace(f.Value())), "attachment")
}

// text redacts a part that is text. If a finding is still in it then, for it hides in another reading of
// the bytes or in a file within the text, the part goes.
func (m *mailer) text(p *mime.Part) {
	reading := p.Text()
	if reading.Binary {
		m.file(p)
		return
	}
	var tally Tally
	alone := mime.Parse(m.alone(p), mime.Limits{})
	if len(reading.Texts) > 0 {
		out, found := m.guard.redact(string(reading.Texts[0]))
		if tally = found; len(found) > 0 {
			m.edits = append(m.edits, p.SetText([]byte(out))...)
			alone = mime.Parse(mime.Apply(alone.Source(alone.Span), alone.SetText([]byte(out))), mime.Limits{})
		}
	}
	r, _ := m.examine(alone.Source(alone.Span))
	r.Found.merge(tally)
	switch {
	case r.Outcome == Dropped:
		r.Place.Field = Body
		m.replace(p, r)
	case len(tally) > 0:
		m.record(Body, Redacted, tally)
	case r.Outcome != Passed:
		m.audit = append(m.audit, r)
	}
}

// file examines a part that is a file, and puts a note in its place if it must go.
func (m *mailer) file(p *mime.Part) {
	if p.Body.Len() == 0 {
		return
	}
	m.files++
	r, report := m.examine(m.alone(p))
	r.Place.Field, r.Place.File = Attachment, m.files
	if report.Pictures() > 0 && medium(p.Type) && len(r.Found) == 0 && report.Cause() == 0 {
		r.Outcome = m.guard.policy.pictures(p.Field("Content-Id") == nil)
		if r.Outcome == Dropped {
			r.Cause = extract.Picture
		}
	}
	switch {
	case r.Outcome == Dropped:
		m.replace(p, r)
	case r.Outcome != Passed || r.Pictures > 0:
		m.audit = append(m.audit, r)
	}
}

func medium(mediaType string) bool {
	kind, _, _ := strings.Cut(mediaType, "/")
	return kind == "image" || kind == "audio" || kind == "video"
}

// replace puts a note in the place of a part.
func (m *mailer) replace(p *mime.Part, r Record) {
	r.Outcome = Dropped
	m.audit = append(m.audit, r)
	n := Notice{Outcome: Dropped, Field: Attachment, Kinds: r.Found.Kinds(), Cause: r.Cause}
	m.edits = append(m.edits, p.Replace(n.Text("en")+"\r\n"+n.Text("ko")+"\r\n")...)
}

// alone returns the part as a mail of its own, without names.
func (m *mailer) alone(p *mime.Part) []byte {
	var b bytes.Buffer
	b.WriteString("Content-Type: " + p.Type)
	for _, name := range []string{"charset", "smime-type", "protocol", "format"} {
		if v := p.Param(name); v != "" && !strings.ContainsAny(v, "\"\\\r\n") {
			b.WriteString("; " + name + "=\"" + v + "\"")
		}
	}
	if p.Encoding != "" && !strings.ContainsAny(p.Encoding, "\r\n") {
		b.WriteString("\r\nContent-Transfer-Encoding: " + p.Encoding)
	}
	b.WriteString("\r\n\r\n")
	b.Write(p.Source(p.Body))
	return b.Bytes()
}

// examine looks through a mail as a file.
func (m *mailer) examine(raw []byte) (Record, extract.Report) {
	return m.guard.examine(Place{Lane: m.lane}, func(visit func(extract.Part, []byte)) extract.Report {
		return m.guard.extractor.WalkMail(m.ctx, raw, visit)
	})
}

// clean reports whether nothing is found in the mail any more.
func (m *mailer) clean(raw []byte) bool {
	r, _ := m.examine(raw)
	return len(r.Found) == 0
}
