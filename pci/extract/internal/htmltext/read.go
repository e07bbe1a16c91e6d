// Package htmltext reads HTML: what a browser shows, and what it does not.
package htmltext

import (
	"bytes"

	"golang.org/x/net/html"
	htmlcharset "golang.org/x/net/html/charset"

	"github.com/acdkit/acdkit/internal/charset"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// maxNested bounds HTML within HTML: in comments, scripts and srcdoc.
const maxNested = 6

// A page reads one HTML text. What it does not show goes to hidden, one thing a line.
type page struct {
	walk   *walk.Walk
	name   string
	hidden *walk.Text // nil: only what is shown is wanted
	other  bool       // show what other browsers show: <noscript>, conditional comments
	differ bool       // there is such a thing
}

// Read hands over the text of HTML that is the named part of w, in the declared charset or, if that is "", in the one
// it tells.
func Read(w *walk.Walk, name string, data []byte, declared string) {
	if declared == "" {
		declared = charsetOf(data)
	}
	r := charset.Read(data, declared)
	if !r.Known || r.Binary {
		w.Gap(name, walk.Undecodable)
	}
	if r.Binary {
		r.Texts = [][]byte{bytes.ToValidUTF8(data, []byte("\uFFFD"))}
	}
	for _, text := range r.Texts {
		p := page{walk: w, name: name, hidden: w.Text(name)}
		shown := p.read(text, 0)
		write(w, name, shown)
		p.hidden.End()
		if p.differ {
			p = page{walk: w, name: name, other: true}
			write(w, name, p.read(text, 0))
		}
	}
}

// Tagged reports whether a text that is not HTML by its beginning would still be something else in a browser.
func Tagged(text []byte) bool {
	for i := bytes.IndexByte(text, '<'); i >= 0; {
		if i+1 < len(text) && (text[i+1] == '!' || text[i+1] == '/' || text[i+1]|0x20 >= 'a' && text[i+1]|0x20 <= 'z') {
			return true
		}
		next := bytes.IndexByte(text[i+1:], '<')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return bytes.Contains(text, []byte("&#"))
}

// Shown hands over what a browser would show of a text in UTF-8.
func Shown(w *walk.Walk, name string, text []byte) {
	p := page{walk: w, name: name}
	write(w, name, p.read(text, 0))
}

func write(w *walk.Walk, name string, text []byte) {
	t := w.Text(name)
	t.Write(text)
	t.End()
}

// charsetOf returns the charset that a page tells, as browsers find it, or "".
func charsetOf(data []byte) string {
	if charset.Marked(data) {
		return ""
	}
	if found := declaration.FindSubmatch(data[:min(len(data), 256)]); found != nil {
		return string(found[1])
	}
	_, name, certain := htmlcharset.DetermineEncoding(data, "")
	if !certain {
		return ""
	}
	return name
}

// read goes through HTML and returns what is shown.
func (p *page) read(src []byte, depth int) []byte {
	z := html.NewTokenizer(bytes.NewReader(src))
	var f flow
	raw := "" // the element whose text is not markup
	for p.walk.Alive() {
		switch z.Next() {
		case html.ErrorToken:
			p.hide(z.Raw()) // a tag that does not end
			return f.buf
		case html.TextToken:
			if raw == "" {
				f.text(z.Text())
			} else {
				p.raw(&f, raw, z.Text(), depth)
			}
			raw = ""
		case html.StartTagToken, html.SelfClosingTagToken:
			raw = p.tag(&f, z, depth)
		case html.EndTagToken:
			p.endTag(&f, z)
			raw = ""
		case html.CommentToken:
			p.comment(&f, z.Text(), depth)
		case html.DoctypeToken:
			p.hide(z.Text())
		}
	}
	return f.buf
}

// raws are the elements whose text a browser does not parse, or not always.
var raws = words("script style title textarea iframe noembed noframes noscript xmp plaintext")

// tag takes a start tag, and returns its name if raw text follows.
func (p *page) tag(f *flow, z *html.Tokenizer, depth int) string {
	signs := bytes.Count(z.Raw(), []byte("="))
	var whole []byte
	if signs > 0 && p.hidden != nil { // reading attributes changes the bytes
		whole = bytes.Clone(z.Raw())
	}
	name, more := z.TagName()
	tag := string(name)
	f.tag(tag, true)
	if len(tag) > 8 {
		p.hide(name)
	}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		signs -= 1 + bytes.Count(value, []byte("="))
		p.attribute(string(key), value, depth)
	}
	if signs > 0 { // an attribute that is there twice, or entities
		p.hide(whole)
	}
	if raws[tag] {
		return tag
	}
	return ""
}

// endTag takes an end tag. It may have attributes, which no browser looks at.
func (p *page) endTag(f *flow, z *html.Tokenizer) {
	whole := z.Raw()
	name, _ := z.TagName()
	if len(whole) > len(name)+4 || len(name) > 8 {
		p.hide(whole)
	}
	f.tag(string(name), false)
}

// raw takes the text of an element that is not parsed. It is looked at as HTML as well: browsers do so in SVG, or
// where scripts are off.
func (p *page) raw(f *flow, tag string, text []byte, depth int) {
	p.hide(text)
	p.dataURIs(text)
	var inner []byte
	if bytes.IndexByte(text, '<') >= 0 || tag == "noscript" {
		inner = p.nested(text, depth)
	}
	switch tag {
	case "title", "textarea":
		f.line()
		f.text(text)
		f.line()
	case "style":
		p.hide(unescapeCSS(text))
	case "noscript", "noembed", "noframes":
		p.differ = true
		if p.other {
			f.text(inner)
		}
	case "xmp", "plaintext":
		f.line()
		f.pre++
		f.text(text)
		f.pre--
		f.line()
	}
}

// comment takes a comment, or what a browser takes for one.
func (p *page) comment(f *flow, text []byte, depth int) {
	if inner, ok := bytes.CutPrefix(text, []byte("[CDATA[")); ok {
		f.text(bytes.TrimSuffix(inner, []byte("]]"))) // shown in XHTML
	}
	p.hide(text)
	conditional := bytes.HasPrefix(text, []byte("[if")) // shown by Outlook
	if conditional {
		p.differ = true
		text = bytes.TrimSuffix(behind(text, "]>"), []byte("<![endif]"))
	} else if bytes.IndexByte(text, '<') < 0 {
		return
	}
	if shown := p.nested(text, depth); conditional && p.other {
		f.text(shown)
	}
}

func behind(s []byte, mark string) []byte {
	_, rest, _ := bytes.Cut(s, []byte(mark))
	return rest
}

// nested reads HTML within HTML. What it would show is hidden.
func (p *page) nested(text []byte, depth int) []byte {
	if len(text) == 0 {
		return nil
	}
	if depth == maxNested {
		p.walk.Gap(p.name, walk.TooDeep)
		return nil
	}
	shown := p.read(bytes.Clone(text), depth+1)
	p.hide(shown)
	return shown
}

// hide writes what is not shown as a line of its own.
func (p *page) hide(text []byte) {
	if p.hidden != nil && len(text) > 0 {
		p.hidden.Write(text)
		p.hidden.Break('\n')
	}
}
