package mail

import (
	"bytes"
	"strings"

	"github.com/acdkit/acdkit/internal/charset"
	"github.com/acdkit/acdkit/internal/mime"
	"github.com/acdkit/acdkit/pci/extract/internal/htmltext"
	"github.com/acdkit/acdkit/pci/extract/internal/text"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// A letter reads one message with all its parts.
type letter struct {
	walk   *walk.Walk
	prefix string     // names the message in a mailbox
	header *walk.Text // all header fields, one a line
}

func newLetter(w *walk.Walk, prefix string) *letter {
	return &letter{walk: w, prefix: prefix, header: w.Text(prefix)}
}

func (l *letter) read(root *mime.Part) {
	for part := range root.All {
		if !l.walk.Alive() {
			break
		}
		l.fields(part)
	}
	l.header.End()
	for part := range root.All {
		if !l.walk.Alive() {
			break
		}
		l.part(part)
	}
}

// name is what a part is called in the report.
func (l *letter) name(p *mime.Part) string {
	name := p.FileName()
	if name == "" && p.Path != "" {
		name = "part " + p.Path
	}
	if l.prefix != "" && name != "" {
		return l.prefix + "/" + name
	}
	return l.prefix + name
}

// fields hands over the header, decoded.
func (l *letter) fields(p *mime.Part) {
	name := l.name(p)
	if r := charset.Read(p.Source(p.Head), ""); len(r.Texts) > 1 {
		for _, other := range r.Texts[1:] {
			l.header.Write(other)
		}
	}
	for i := range p.Fields {
		f := &p.Fields[i]
		value, ok := f.Text()
		if !ok {
			l.walk.Gap(name, walk.Undecodable)
		}
		if f.Name != "" {
			l.header.WriteString(f.Name + ": ")
		}
		l.header.WriteString(value)
		l.header.Break('\n')
		if strings.IndexByte(value, '*') < 0 {
			continue
		}
		_, params := mime.Params(f.Value())
		for _, a := range params { // RFC 2231 hides digits, and parts them
			l.header.WriteString(a.Name + "=" + a.Value + "\n")
		}
	}
}

// gaps are what the faults of a part make.
var gaps = []struct {
	fault mime.Fault
	cause walk.Cause
}{
	{mime.TooDeep, walk.TooDeep}, {mime.TooMany, walk.TooMany}, {mime.LargeHeader, walk.TooLarge}, {mime.Ambiguous, walk.Corrupt},
}

// part hands over what is in a part, and what is beside its parts.
func (l *letter) part(p *mime.Part) {
	name := l.name(p)
	for _, g := range gaps {
		if p.Fault&g.fault != 0 {
			l.walk.Gap(name, g.cause)
		}
	}
	switch p.Type {
	case "multipart/encrypted":
		l.walk.Gap(name, walk.Encrypted)
	case "message/partial":
		l.walk.Gap(name, walk.Truncated)
	case "message/external-body", "application/mac-binhex40":
		l.walk.Gap(name, walk.Unsupported)
	}
	for _, at := range p.Outside {
		l.text(name, p.Source(at), p)
	}
	if len(p.Parts) == 0 {
		l.body(name, p)
	}
	if p.Odd >= 0 { // a second reading, for those who take the header to end there
		data, _ := p.ContentOf(mime.Span{Start: p.Odd, End: p.Body.End})
		l.text(name, data, p)
	}
}

// body hands over the content of a part that is not divided: by what it is said to be, and by what it is.
func (l *letter) body(name string, p *mime.Part) {
	data, ok := p.Content()
	if !ok {
		if !p.Decodable() {
			l.walk.Gap(name, walk.Undecodable)
		}
		l.text(name, p.Source(p.Body), p)
	}
	switch {
	case len(data) == 0:
		l.walk.Write(name, p.FileName())
	case isOther(data):
		l.walk.File(name, data)
	case p.Type == "text/html", p.Type == "application/xhtml+xml":
		l.walk.Write(name, p.FileName())
		htmltext.Read(l.walk, name, data, p.Param("charset"))
	case strings.HasPrefix(p.Type, "text/"), strings.HasPrefix(p.Type, "multipart/"), strings.HasPrefix(p.Type, "message/"):
		l.walk.Write(name, p.FileName())
		l.text(name, data, p)
	default:
		l.walk.File(name, data)
	}
}

// text hands over text, and what is packed in it. What is no text is read by its content.
func (l *letter) text(name string, data []byte, p *mime.Part) {
	if len(bytes.TrimSpace(data)) == 0 {
		return
	}
	if !text.Plain(l.walk, name, data, p.Param("charset")) {
		l.walk.File(name, data)
		return
	}
	if strings.EqualFold(p.Param("format"), "flowed") {
		l.walk.Write(name, string(unflow(data, strings.EqualFold(p.Param("delsp"), "yes"))))
	}
	for _, b := range mime.UU(data) {
		if b.Open {
			l.walk.Gap(name, walk.Truncated)
		}
		l.walk.File(b.Name, b.Data)
	}
	if begins(data, "=ybegin ") {
		l.walk.Gap(name, walk.Unsupported)
	}
	if begins(data, "-----BEGIN PGP MESSAGE-----") {
		l.walk.Gap(name, walk.Encrypted)
	}
}

// begins reports whether a line of data begins with mark.
func begins(data []byte, mark string) bool {
	for pos := 0; ; {
		at := bytes.Index(data[pos:], []byte(mark))
		if at < 0 {
			return false
		}
		if pos += at; pos == 0 || data[pos-1] == '\n' || data[pos-1] == '\r' {
			return true
		}
		pos++
	}
}

// others are the first bytes of formats whose data may pass for text.
var others = []string{"PK\x03\x04", "\xD0\xCF\x11\xE0", `{\rt`}

// isOther reports whether a part is something else than the text it may be called: a document, or a mail with parts.
func isOther(data []byte) bool {
	begin := trim(data)
	for _, magic := range others {
		if bytes.HasPrefix(begin, []byte(magic)) {
			return true
		}
	}
	_, mime := fieldsAt(begin[:min(len(begin), 64<<10)])
	return mime || isTNEF(begin) || isCMS(begin) || bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-"))
}
