package xmltext

import (
	"bytes"
	"iter"
)

// A Tag is a start or end tag, without its angle brackets.
type Tag struct {
	Name  []byte // as written: "w:p"
	attrs []byte // raw
	empty bool   // <p/>
}

func newTag(raw []byte) Tag {
	t := Tag{}
	if n := len(raw); n > 0 && raw[n-1] == '/' {
		raw, t.empty = raw[:n-1], true
	}
	i := 0
	for i < len(raw) && !space(raw[i]) {
		i++
	}
	t.Name, t.attrs = raw[:i], raw[i:]
	return t
}

// Local returns the name without its prefix.
func (t Tag) Local() []byte { return local(t.Name) }

func local(name []byte) []byte { return name[bytes.LastIndexByte(name, ':')+1:] }

// Attr returns the value of the first attribute of that local name, with its entities replaced.
func (t Tag) Attr(name string) string {
	for n, v := range t.raw() {
		if string(local(n)) == name {
			return string(unescape(v))
		}
	}
	return ""
}

// raw goes through the names and the raw values of the attributes. Quotes may be missing.
func (t Tag) raw() iter.Seq2[[]byte, []byte] {
	return func(yield func(name, value []byte) bool) {
		for rest := t.attrs; ; {
			var name, value []byte
			if name, value, rest = attribute(rest); len(name)+len(value) == 0 || !yield(name, value) {
				return
			}
		}
	}
}

// attribute cuts the first attribute off. Both are empty at the end.
func attribute(data []byte) (name, value, rest []byte) {
	i := 0
	for i < len(data) && space(data[i]) {
		i++
	}
	data = data[i:]
	i = 0
	for i < len(data) && data[i] != '=' && !space(data[i]) {
		i++
	}
	name, rest = data[:i], skip(data[i:])
	if len(rest) == 0 || rest[0] != '=' {
		return name, nil, rest
	}
	rest = skip(rest[1:])
	if len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') {
		value, rest, _ = bytes.Cut(rest[1:], rest[:1])
		return name, value, rest
	}
	i = 0
	for i < len(rest) && !space(rest[i]) {
		i++
	}
	return name, rest[:i], rest[i:]
}

func skip(data []byte) []byte {
	for len(data) > 0 && space(data[0]) {
		data = data[1:]
	}
	return data
}

// space reports white space of XML 1.0, 2.3.
func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// Tags goes through the start tags of XML that holds no text of interest, such as a manifest.
func Tags(data []byte) iter.Seq[Tag] {
	return func(yield func(Tag) bool) {
		s := scanner{data: data}
		for t, ok := s.next(); ok; t, ok = s.next() {
			if t.kind == start && !yield(t.tag) {
				return
			}
		}
	}
}

// Root returns the first start tag of XML in any encoding. Its names are whole if they are ASCII.
func Root(data []byte) Tag {
	head := bytes.ReplaceAll(data[:min(len(data), 64<<10)], []byte{0}, nil) // of UTF-16 and UTF-32
	for tag := range Tags(head) {
		return tag
	}
	return Tag{}
}
