package mime

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/acdkit/acdkit/internal/charset"
)

// SetField returns the edits that give the field of that number another text, which is UTF-8.
func (p *Part) SetField(number int, text string) []Edit {
	f := p.Fields[number]
	if f.Name == "" { // no field: a line as it stands
		return []Edit{{f.value, []byte(encodeWords(text, " ", 0))}}
	}
	return []Edit{{f.value, []byte(" " + encodeWords(text, p.newline(), len(f.Name)+1))}}
}

// SetParam returns the edits that give a parameter of the field of that number, such as a file name, another
// value. All parameters of the field are written anew.
func (p *Part) SetParam(number int, name, value string) []Edit {
	f := p.Fields[number]
	first, params := Params(f.Value())
	kept := params[:0]
	done := false
	for _, q := range params {
		if q.Name == name {
			if done {
				continue
			}
			q.Value, done = strings.Join(strings.Fields(value), " "), true
		}
		kept = append(kept, q)
	}
	if !done {
		kept = append(kept, Param{name, value})
	}
	return []Edit{{f.value, []byte(" " + encodeParams(first, kept, p.newline()))}}
}

// SetText returns the edits that give the part another text, which is UTF-8. It is written in the part's own charset and
// encoding if they can, and else in UTF-8 as quoted-printable.
func (p *Part) SetText(text []byte) []Edit {
	name := p.Param("charset")
	if name == "" {
		name = "us-ascii"
	}
	if data, ok := charset.Encode(name, text); ok {
		return p.SetContent(data)
	}
	text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
	return append(p.setCharset(), p.SetContent(text)...)
}

// setCharset declares UTF-8.
func (p *Part) setCharset() []Edit {
	for i := range p.Fields {
		if strings.EqualFold(p.Fields[i].Name, "Content-Type") {
			return p.SetParam(i, "charset", "UTF-8")
		}
	}
	return []Edit{p.insert("Content-Type: " + p.Type + `; charset="UTF-8"`)}
}

// SetContent returns the edits that give the part another content, given decoded, in the part's charset. Its encoding is
// kept if it is of those that are in use, and if it can.
func (p *Part) SetContent(data []byte) []Edit {
	newline := p.newline()
	switch encoding := p.Encoding; {
	case encoding == "quoted-printable":
		return []Edit{p.put(encodeQuoted(data, newline))}
	case encoding == "base64":
		return []Edit{p.put(encodeBase64(data, newline))}
	case identity(encoding) && (clean(data) || !clean(p.Body.Of(p.raw))):
		return []Edit{p.put(data)}
	case strings.HasPrefix(p.Type, "text/"):
		return append(p.setEncoding("quoted-printable"), p.put(encodeQuoted(data, newline)))
	}
	return append(p.setEncoding("base64"), p.put(encodeBase64(data, newline)))
}

// clean reports whether data needs no encoding.
func clean(data []byte) bool {
	for _, c := range data {
		if c >= utf8.RuneSelf || c == 0 {
			return false
		}
	}
	return true
}

// setEncoding declares an encoding.
func (p *Part) setEncoding(name string) (edits []Edit) {
	for i := range p.Fields {
		if f := p.Fields[i]; strings.EqualFold(f.Name, "Content-Transfer-Encoding") {
			edits = append(edits, Edit{f.value, []byte(" " + name)})
		}
	}
	if edits == nil {
		edits = append(edits, p.insert("Content-Transfer-Encoding: "+name))
	}
	return edits
}

// insert adds a field behind the others.
func (p *Part) insert(field string) Edit {
	at := Span{p.Head.End, p.Head.End}
	if gap := p.gap(); gap != "" {
		return Edit{at, []byte(gap + field)}
	}
	return Edit{at, []byte(field + p.newline())}
}

// put replaces the body, and adds the empty line before it if there is none.
func (p *Part) put(data []byte) Edit {
	if p.Body.Start > p.Head.End {
		return Edit{p.Body, data}
	}
	return Edit{p.Body, append([]byte(p.gap()+p.newline()), data...)}
}

// gap is the line break that the last field may lack.
func (p *Part) gap() string {
	if h := p.Head.Of(p.raw); len(h) > 0 && h[len(h)-1] != '\n' && h[len(h)-1] != '\r' {
		return p.newline()
	}
	return ""
}

// Replace returns the edits that put a note, which is UTF-8, in the place of the part. A message keeps its header but for
// what tells about its content.
func (p *Part) Replace(note string) []Edit {
	newline := p.newline()
	fields := `Content-Type: text/plain; charset="UTF-8"` + newline + "Content-Transfer-Encoding: base64" + newline
	body := newline + string(encodeBase64([]byte(note), newline))
	if !p.Message {
		return []Edit{{p.Span, []byte(fields + body)}}
	}
	var edits []Edit
	version := "MIME-Version: 1.0" + newline
	for _, f := range p.Fields {
		switch name := strings.ToLower(f.Name); {
		case strings.HasPrefix(name, "content-"):
			edits = append(edits, Edit{Span: f.Span})
		case name == "mime-version":
			version = ""
		}
	}
	return append(edits, Edit{Span{p.Head.End, p.Body.End}, []byte(p.gap() + version + fields + body)})
}
