package compose

import (
	"crypto/sha256"
	"encoding/hex"
	"unicode/utf8"
)

// boundaryMark is in every boundary, and in nothing that is encoded: base64 has no "_", and in quoted-printable "=" is
// followed by a number or the end of the line.
const boundaryMark = "=_"

// A part is a node of the mail.
type part struct {
	kind     string // media type
	header   []byte // lines about the content
	content  piece
	boundary string // of a multipart
	parts    []part
}

// pieces returns the whole mail, or what is wrong with it.
func (m *Mail) pieces() ([]piece, error) {
	h := m.header()
	body := m.body(h)
	if h.err != nil {
		return nil, h.err
	}
	return body.pieces([]piece{{data: h.b}}), nil
}

// pieces adds the part to what is before it.
func (p *part) pieces(all []piece) []piece {
	text := func(s string) { all = append(all, piece{data: []byte(s)}) }
	all = append(all, piece{data: p.header})
	text("\r\n")
	if p.parts == nil {
		return append(all, p.content)
	}
	for i := range p.parts {
		text("--" + p.boundary + "\r\n")
		all = p.parts[i].pieces(all)
		text("\r\n")
	}
	text("--" + p.boundary + "--\r\n")
	return all
}

// body returns the parts with the levels that are needed.
func (m *Mail) body(h *header) part {
	body := m.text(h)
	inline := h.files("Inline", m.Inline, m.HTML != "")
	if m.HTML != "" && len(inline) > 0 {
		body, inline = m.multipart("related", append([]part{body}, inline...)), nil
	}
	if files := append(inline, h.files("Files", m.Files, false)...); len(files) > 0 {
		body = m.multipart("mixed", append([]part{body}, files...))
	}
	return body
}

// text returns what is to be read: a text, HTML or both, a text without a word if there is neither.
func (m *Mail) text(h *header) part {
	text, html := h.textPart("Text", "text/plain", m.Text), h.textPart("HTML", "text/html", m.HTML)
	switch {
	case m.HTML == "":
		return text
	case m.Text == "":
		return html
	}
	return m.multipart("alternative", []part{text, html})
}

func (h *header) textPart(field, kind, text string) part {
	if !utf8.ValidString(text) {
		h.fail(ErrNotUTF8, field, 0)
	}
	body, encoding := encodeText(text)
	p := part{kind: kind, content: piece{data: body}}
	p.header = []byte("Content-Type: " + kind + "; charset=utf-8\r\nContent-Transfer-Encoding: " + encoding + "\r\n")
	return p
}

// files returns parts of files, and notes what is wrong with them.
func (h *header) files(name string, files []File, inline bool) []part {
	var parts []part
	seen := make(map[string]bool)
	for i, file := range files {
		p, code := file.part(file.source(name, i+1), inline)
		if id := file.ContentID; inline && code == "" {
			if seen[id] {
				code = ErrInvalid
			}
			seen[id] = true
		}
		h.fail(code, name, i+1)
		parts = append(parts, p)
	}
	return parts
}

// multipart joins parts. Its boundary is made of the mail's id, so that a mail within a mail has another.
func (m *Mail) multipart(sub string, parts []part) part {
	sum := sha256.Sum256([]byte(m.ID))
	p := part{kind: "multipart/" + sub, boundary: boundaryMark + sub + "_" + hex.EncodeToString(sum[:12]), parts: parts}
	params := []string{`boundary="` + p.boundary + `"`}
	if sub == "related" {
		params = append(params, `type="`+parts[0].kind+`"`)
	}
	f := newField("Content-Type")
	f.params(p.kind, params...)
	p.header = f.line()
	return p
}
