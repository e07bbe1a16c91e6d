package mime

import (
	"bytes"
	"strings"
)

// A Field is a header field. Lines that are none, such as mbox's "From ", have no name.
type Field struct {
	Span         // name to end of line, continuations included
	Name  string // as it is written
	value Span
	raw   []byte
}

// Value returns the value on one line. A line that is not indented is parted by a blank.
func (f *Field) Value() string {
	value := f.value.Of(f.raw)
	if !bytes.ContainsAny(value, "\r\n") {
		return string(bytes.TrimSpace(value))
	}
	out := make([]byte, 0, len(value)+8)
	for pos := 0; pos < len(value); {
		text, next := line(value, pos, len(value))
		if pos > 0 && value[pos] != ' ' && value[pos] != '\t' {
			out = append(out, ' ')
		}
		out = append(out, value[pos:text]...)
		pos = next
	}
	return string(bytes.TrimSpace(out))
}

// Text returns the value as a reader sees it: encoded words decoded (RFC 2047). It is false if one of them
// is in an unknown charset.
func (f *Field) Text() (text string, ok bool) { return Words(f.Value()) }

// maxFields bounds the fields of a header. More are taken for continuations.
const maxFields = 10_000

type header struct {
	fields    []Field
	end, body int // of the fields, and where the body begins
	odd       int
	fault     Fault
}

// readHeader reads the fields at the begin of a part.
func readHeader(raw []byte, at Span, message bool, most int) header {
	h := header{odd: -1}
	pos := at.Start
	if message {
		pos = skipBlank(raw, at)
	}
	for pos < at.End {
		text, next := line(raw, pos, at.End)
		if next-at.Start > most {
			h.fault |= LargeHeader
			break
		}
		if text == pos { // the empty line
			h.end, h.body = pos, next
			return h
		}
		if !h.take(raw, Span{pos, text}, next, at.End, message) {
			break
		}
		pos = next
	}
	h.end, h.body = pos, pos
	return h
}

// take takes a line that is not empty. It reports false if the body begins with it.
func (h *header) take(raw []byte, at Span, next, end int, message bool) bool {
	s := at.Of(raw)
	blank := s[0] == ' ' || s[0] == '\t'
	name := fieldName(bytes.TrimLeft(s, " \t"))
	switch {
	case blank && len(h.fields) > 0 || len(h.fields) >= maxFields:
		if len(bytes.TrimSpace(s)) == 0 {
			h.strange(next) // not empty, but it looks so
		}
		h.more(at.End, next)
	case name >= 0:
		start := at.End - len(bytes.TrimLeft(s, " \t"))
		h.fields = append(h.fields, Field{
			Span: Span{at.Start, next}, Name: string(bytes.TrimRight(raw[start:start+name], " \t")),
			value: Span{start + name + 1, at.End}, raw: raw,
		})
	case bytes.HasPrefix(s, []byte("--")):
		return false
	case len(h.fields) == 0 && message && (bytes.HasPrefix(s, []byte("From ")) || bytes.HasPrefix(s, []byte(">From "))):
		h.fields = append(h.fields, Field{Span: Span{at.Start, next}, value: at, raw: raw})
	case len(h.fields) > 0 && followed(raw, next, end):
		h.strange(at.Start)
		h.more(at.End, next)
	default:
		return false
	}
	return true
}

// strange notes where some readers take the header to end.
func (h *header) strange(at int) {
	if h.odd < 0 {
		h.odd = at
	}
}

// more adds a line to the last field.
func (h *header) more(textEnd, next int) {
	last := &h.fields[len(h.fields)-1]
	last.value.End, last.End = textEnd, next
}

// followed reports whether a header goes on with another field at pos.
func followed(raw []byte, pos, end int) bool {
	text, _ := line(raw, pos, end)
	return fieldName(raw[pos:text]) >= 0
}

// fieldName returns how long the name of a field is that s begins with, blanks before the colon
// included, or -1.
func fieldName(s []byte) int {
	for i, c := range s {
		switch {
		case c == ':':
			if i == 0 {
				return -1
			}
			return i
		case c == ' ' || c == '\t':
			rest := bytes.TrimLeft(s[i:], " \t")
			if i > 0 && len(rest) > 0 && rest[0] == ':' {
				return len(s) - len(rest)
			}
			return -1
		case c < ' ' || c >= 0x7F || i > 200:
			return -1
		}
	}
	return -1
}

// line returns where the text of the line at pos ends, and where the next begins. CR, LF and CRLF
// end a line, and so does CRCRLF, which programs write that make CRLF of what was CRLF.
func line(raw []byte, pos, end int) (text, next int) {
	at := bytes.IndexAny(raw[pos:end], "\r\n")
	if at < 0 {
		return end, end
	}
	text = pos + at
	next = text + 1
	if rest := raw[next:end]; raw[text] == '\r' {
		switch {
		case bytes.HasPrefix(rest, []byte("\n")):
			next++
		case bytes.HasPrefix(rest, []byte("\r\n")):
			next += 2
		}
	}
	return text, next
}

// skipBlank returns where the first line is that is not blank, if it is a field.
func skipBlank(raw []byte, at Span) int {
	body := at.Of(raw)
	rest := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF")), " \t\r\n")
	start := at.End - len(rest)
	if text, _ := line(raw, start, at.End); fieldName(raw[start:text]) >= 0 || strings.HasPrefix(string(raw[start:text]), "From ") {
		return start
	}
	return at.Start
}
