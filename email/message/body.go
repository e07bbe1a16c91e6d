package message

import (
	"bytes"
	"html"
	"slices"
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/internal/charset"
	"github.com/acdkit/acdkit/internal/mime"
)

// A piece is a stretch of what is to be read: as text, as HTML, or the same as both.
type piece struct {
	text, html     string
	isText, isHTML bool
	parts          []int // of Message.Parts, that it is made of
}

// A reader collects the parts of a message.
type reader struct {
	message *Message
	spare   *text // the first that has a file's name: the body, if nothing else is
}

// read returns what is to be read in a part. Every leaf becomes a part of the message.
func (r *reader) read(p *mime.Part) (pieces []piece) {
	r.message.warnOf(p)
	switch {
	case !strings.HasPrefix(p.Type, "multipart/") || len(p.Parts) == 0:
		return r.leaf(p)
	case p.Type == "multipart/alternative":
		return r.alternative(p)
	}
	for _, child := range p.Parts {
		pieces = append(pieces, r.read(child)...)
	}
	r.rest(p)
	return pieces
}

// rest keeps what was not divided any more.
func (r *reader) rest(p *mime.Part) {
	if p.Fault&mime.TooMany == 0 || len(p.Outside) == 0 {
		return
	}
	r.add(Part{
		Path: below(p.Path, len(p.Parts)+1), Use: Attachment, Type: "application/octet-stream",
		Content: p.Source(p.Outside[len(p.Outside)-1]),
	})
}

func (r *reader) add(p Part) int {
	r.message.Parts = append(r.message.Parts, p)
	return len(r.message.Parts) - 1
}

// alternative chooses: of the alternatives in text the last, which is the best its sender has (RFC 2046 5.1.4), and of
// those in HTML. The others are attachments.
func (r *reader) alternative(p *mime.Part) []piece {
	var text, rich []piece
	var all []piece
	for _, child := range p.Parts {
		pieces := r.read(child)
		all = append(all, pieces...)
		switch {
		case len(pieces) == 0:
		case has(pieces, func(p piece) bool { return p.isHTML }):
			rich = better(rich, pieces)
		default:
			text = better(text, pieces)
		}
	}
	r.rest(p)
	if len(text) > 0 && len(rich) > 0 && blank(rich) && !blank(text) {
		rich = nil
	}
	one := piece{isText: len(text) > 0 && (!blank(text) || len(rich) == 0), isHTML: len(rich) > 0}
	if one.isText {
		one.text = joinText(text)
	} else if len(rich) > 0 && !has(rich, func(p piece) bool { return !p.isText }) {
		one.text, one.isText = joinText(rich), true
	}
	one.html = joinHTML(rich)
	r.release(all, text, rich)
	for _, p := range append(text, rich...) {
		one.parts = append(one.parts, p.parts...)
	}
	if !one.isText && !one.isHTML {
		return nil
	}
	return []piece{one}
}

// better returns the later pieces, unless they are blank.
func better(before, now []piece) []piece {
	if len(before) > 0 && blank(now) {
		return before
	}
	return now
}

func has(pieces []piece, is func(piece) bool) bool {
	return slices.ContainsFunc(pieces, is)
}

func blank(pieces []piece) bool {
	return !has(pieces, func(p piece) bool { return strings.TrimSpace(p.text) != "" || strings.TrimSpace(p.html) != "" })
}

// release makes attachments of the parts that are in none of the chosen.
func (r *reader) release(all []piece, chosen ...[]piece) {
	kept := make(map[int]bool)
	for _, pieces := range chosen {
		for _, p := range pieces {
			for _, i := range p.parts {
				kept[i] = true
			}
		}
	}
	for _, p := range all {
		for _, i := range p.parts {
			if !kept[i] {
				r.message.Parts[i].Use = Attachment
			}
		}
	}
}

// leaf adds a leaf to the message's parts.
func (r *reader) leaf(p *mime.Part) []piece {
	content, ok := p.Content()
	switch {
	case !p.Decodable():
		r.message.warn(UnknownEncoding)
	case !ok:
		r.message.warn(BrokenEncoding)
	}
	part := Part{Path: p.Path, Use: Attachment, Type: oneLine(p.Type), Name: name(p), ContentID: contentID(p), Content: content}
	kind := readable(p)
	if kind == "" {
		r.add(part)
		return nil
	}
	words := charset.Read(content, p.Param("charset"))
	if words.Binary && !ok { // it is not encoded, whatever it says
		part.Content = p.Source(p.Body)
		words = charset.Read(part.Content, p.Param("charset"))
	}
	t := text{part: p, number: r.add(part), kind: kind, reading: words}
	switch {
	case words.Binary:
		r.message.warn(BinaryText)
	case part.Name == "":
		return r.body(t)
	case r.spare == nil:
		r.spare = &t
	}
	return nil
}

// A text is a leaf that can be read.
type text struct {
	part    *mime.Part
	number  int    // in Message.Parts
	kind    string // text/plain, text/html, text/enriched or text/richtext
	reading charset.Reading
}

// body makes a text one of the body.
func (r *reader) body(t text) []piece {
	part := &r.message.Parts[t.number]
	part.Use, part.Name = Body, ""
	p := piece{parts: []int{t.number}}
	if t.kind == "text/html" {
		words, doubt := t.reading.Show(part.Content, htmlCharset(t.part, part.Content))
		r.message.doubt(doubt)
		p.isHTML, p.html = true, string(bytes.ToValidUTF8(words, []byte("\uFFFD")))
		return []piece{p}
	}
	data := r.unpack(&t, part.Content)
	words, doubt := t.reading.Show(data, t.part.Param("charset"))
	r.message.doubt(doubt)
	p.isText, p.text = true, plain(t.part, t.kind, string(words))
	return []piece{p}
}

// unpack makes parts of the uuencoded files in a text, and returns what is left.
func (r *reader) unpack(t *text, data []byte) []byte {
	var edits []mime.Edit
	for _, b := range mime.UU(data) {
		if b.Open { // it may be none
			continue
		}
		edits = append(edits, mime.Edit{Span: b.Span})
		r.add(Part{
			Path: below(t.part.Path, len(edits)), Use: Attachment, Type: "application/octet-stream",
			Name: cleanName(mime.ShowWords(b.Name)), Content: b.Data,
		})
	}
	if edits == nil {
		return data
	}
	data = mime.Apply(data, edits)
	t.reading = charset.Read(data, t.part.Param("charset"))
	return data
}

// below is the path of a part within another.
func below(path string, n int) string {
	if path == "" {
		return strconv.Itoa(n)
	}
	return path + "." + strconv.Itoa(n)
}

// show puts the pieces into the message.
func (r *reader) show(pieces []piece) {
	m := r.message
	if len(pieces) == 0 && r.spare != nil {
		pieces = r.body(*r.spare)
	}
	if len(pieces) == 0 {
		return
	}
	if !has(pieces, func(p piece) bool { return !p.isText }) {
		m.Text = joinText(pieces)
	}
	if has(pieces, func(p piece) bool { return p.isHTML }) {
		m.HTML = joinHTML(pieces)
	}
}

// joinText joins texts with an empty line between them.
func joinText(pieces []piece) string {
	if len(pieces) == 1 {
		return pieces[0].text
	}
	var b strings.Builder
	for _, p := range pieces {
		text := strings.Trim(p.text, "\n")
		if strings.TrimSpace(text) == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(text)
	}
	return b.String()
}

// joinHTML joins documents, which browsers take for one. What is text only is escaped.
func joinHTML(pieces []piece) string {
	if len(pieces) == 1 {
		return pieces[0].html
	}
	var b strings.Builder
	for _, p := range pieces {
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		if p.isHTML {
			b.WriteString(p.html)
		} else if strings.TrimSpace(p.text) != "" {
			b.WriteString("<div>" + strings.ReplaceAll(html.EscapeString(p.text), "\n", "<br>\n") + "</div>")
		}
	}
	return b.String()
}
