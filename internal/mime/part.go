// Package mime reads mail as it comes, and writes parts of it anew (RFC 5322, 2045, 2046, 2047, 2231).
//
// Parse never fails and never loses a byte: it gives a tree of parts, which are spans of the source. What is
// wrong with a part is in its Fault. The methods of Part that change something (SetField, SetText and so on) return
// edits; Apply makes a new message of them, in which every byte that no edit covers is as it was.
package mime

import (
	"bytes"
	"strconv"
	"strings"
)

// A Span is a stretch of the source: the bytes from Start to before End.
type Span struct{ Start, End int }

// Len returns how many bytes it has.
func (s Span) Len() int { return s.End - s.Start }

// Of returns the bytes.
func (s Span) Of(raw []byte) []byte { return raw[s.Start:s.End] }

// Limits bound a tree. A zero field takes its default.
type Limits struct {
	Depth       int // parts inside parts; default 20
	Parts       int // parts in all; default 10,000
	HeaderBytes int // one header; default 1 MiB
}

// Fault is what is wrong with a part. Faults add up.
type Fault uint8

// The faults.
const (
	TooDeep     Fault = 1 << iota // beyond Limits.Depth: not divided
	TooMany                       // beyond Limits.Parts: what follows is in Outside
	LargeHeader                   // beyond Limits.HeaderBytes: what follows is in the body
	Ambiguous                     // content fields that contradict each other: readers differ
	Undivided                     // multipart without a boundary or any part
	Open                          // multipart that does not end
)

// A Part is a message, or a part of one. It keeps the source, which must not be changed.
type Part struct {
	Span             // header and body
	Path     string  // numbers of the parts from the top, such as "2.1"; "" for the whole
	Fields   []Field // header fields, and lines before them that are none
	Head     Span    // the fields, without the empty line
	Body     Span    // what comes after the empty line
	Odd      int     // where the body begins for readers that end a header at a line that is no field; -1: nowhere else
	Message  bool    // a message with a header of its own, not only a part of one
	Type     string  // such as "text/plain", in lower case
	Params   []Param // of Content-Type
	Encoding string  // Content-Transfer-Encoding in lower case, or ""
	Parts    []*Part // of a multipart, or the one message in a message/rfc822
	Outside  []Span  // what a multipart has before, between and after its parts
	Fault    Fault

	raw []byte
}

// Parse divides a message.
func Parse(raw []byte, limits Limits) *Part {
	set := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	set(&limits.Depth, 20)
	set(&limits.Parts, 10_000)
	set(&limits.HeaderBytes, 1<<20)
	p := parser{raw: raw, limits: limits}
	return p.part(Span{0, len(raw)}, "", 0, true, "text/plain")
}

type parser struct {
	raw    []byte
	limits Limits
	parts  int
}

// part reads the part in a span, which is of that type unless it says otherwise.
func (p *parser) part(at Span, path string, depth int, message bool, kind string) *Part {
	p.parts++
	h := readHeader(p.raw, at, message, p.limits.HeaderBytes)
	part := &Part{
		Span: at, Path: path, Fields: h.fields, Head: Span{at.Start, h.end}, Body: Span{h.body, at.End}, Odd: h.odd,
		Message: message, Type: kind, Fault: h.fault, raw: p.raw,
	}
	part.content()
	switch {
	case !part.divided():
	case depth >= p.limits.Depth:
		part.Fault |= TooDeep
	case strings.HasPrefix(part.Type, "multipart/"):
		p.multipart(part, depth)
	case p.parts >= p.limits.Parts:
		part.Fault |= TooMany
	default:
		part.Parts = []*Part{p.part(part.Body, part.below(1), depth+1, true, "text/plain")}
	}
	return part
}

// divided reports whether the part has parts of its own.
func (p *Part) divided() bool {
	switch p.Type {
	case "message/rfc822", "message/global", "message/news":
		return identity(p.Encoding)
	}
	return strings.HasPrefix(p.Type, "multipart/")
}

func (p *Part) below(n int) string {
	if p.Path == "" {
		return strconv.Itoa(n)
	}
	return p.Path + "." + strconv.Itoa(n)
}

// content takes type and encoding from the header. The first field of a name counts.
func (p *Part) content() {
	first := make(map[string]string)
	for i := range p.Fields {
		f := &p.Fields[i]
		name := strings.ToLower(f.Name)
		if name != "content-type" && name != "content-transfer-encoding" {
			continue
		}
		value := f.Value()
		if before, twice := first[name]; twice {
			if before != value {
				p.Fault |= Ambiguous
			}
			continue
		}
		first[name] = value
		if name == "content-type" {
			p.setType(value)
		} else {
			p.Encoding = strings.ToLower(token(value))
		}
	}
}

func (p *Part) setType(value string) {
	kind, params := Params(value)
	p.Params = params
	for i, a := range params {
		for _, b := range params[:i] {
			p.Fault |= fault(a.Name == b.Name && a.Value != b.Value && (a.Name == "boundary" || a.Name == "charset"), Ambiguous)
		}
	}
	kind = strings.ToLower(token(kind))
	switch {
	case strings.Contains(kind, "/"):
		p.Type = kind
	case kind != "":
		p.Type = "text/plain" // RFC 2045 5.2
	}
}

func fault(is bool, f Fault) Fault {
	if is {
		return f
	}
	return 0
}

// Param returns a parameter of Content-Type, or "".
func (p *Part) Param(name string) string { return find(p.Params, name) }

// Field returns the first header field of that name, or nil.
func (p *Part) Field(name string) *Field {
	for i := range p.Fields {
		if strings.EqualFold(p.Fields[i].Name, name) {
			return &p.Fields[i]
		}
	}
	return nil
}

// FileName returns the name the part would be stored under, or "".
func (p *Part) FileName() string {
	if f := p.Field("Content-Disposition"); f != nil {
		_, params := Params(f.Value())
		if name := find(params, "filename"); name != "" {
			return name
		}
	}
	return p.Param("name")
}

// All calls yield for the part and everything below it, parents first.
func (p *Part) All(yield func(*Part) bool) { p.all(yield) }

func (p *Part) all(yield func(*Part) bool) bool {
	if !yield(p) {
		return false
	}
	for _, child := range p.Parts {
		if !child.all(yield) {
			return false
		}
	}
	return true
}

// newline is how the source ends its lines.
func (p *Part) newline() string {
	at := bytes.IndexByte(p.raw, '\n')
	if at < 0 || at > 0 && p.raw[at-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// token is a value without comments and blanks around it.
func token(s string) string {
	s = strings.TrimLeft(s, " \t\"'")
	if end := strings.IndexAny(s, " \t(;,\"'"); end >= 0 {
		s = s[:end]
	}
	return s
}
