package mime

import (
	"bytes"
	"strings"
)

// A delimiter is a line between parts (RFC 2046 5.1.1). The end of the line before it belongs to it.
type delimiter struct {
	Span
	last bool
}

// multipart divides the body of a multipart.
func (p *parser) multipart(part *Part, depth int) {
	boundary := strings.TrimRight(part.Param("boundary"), " \t")
	if boundary == "" {
		boundary = guessBoundary(part.Body.Of(p.raw))
	}
	kind := "text/plain"
	if part.Type == "multipart/digest" {
		kind = "message/rfc822"
	}
	pos, inside := part.Body.Start, false
	for boundary != "" {
		if p.parts >= p.limits.Parts {
			part.Fault |= TooMany
			inside = false
			break
		}
		d, ok := nextDelimiter(p.raw, pos, part.Body, "--"+boundary)
		if !ok {
			break
		}
		p.region(part, Span{pos, max(pos, d.Start)}, inside, kind, depth)
		pos, inside = d.End, !d.last
	}
	part.Fault |= fault(inside, Open)
	if inside || pos < part.Body.End {
		p.region(part, Span{pos, part.Body.End}, inside, kind, depth)
	}
	part.Fault |= fault(len(part.Parts) == 0, Undivided)
}

// region takes what is between two delimiters: a part, or what is outside of all.
func (p *parser) region(part *Part, at Span, inside bool, kind string, depth int) {
	switch {
	case inside:
		part.Parts = append(part.Parts, p.part(at, part.below(len(part.Parts)+1), depth+1, false, kind))
	case at.Len() > 0:
		part.Outside = append(part.Outside, at)
	}
}

// nextDelimiter finds the next line that is the mark, with nothing behind it but blanks, or with "--" and
// whatever. Other texts behind it make another boundary, which this one may be the begin of.
func nextDelimiter(raw []byte, pos int, body Span, mark string) (d delimiter, ok bool) {
	for {
		at := bytes.Index(raw[pos:body.End], []byte(mark))
		if at < 0 {
			return d, false
		}
		at += pos
		pos = at + len(mark)
		if at > body.Start && raw[at-1] != '\n' && raw[at-1] != '\r' {
			pos = at + 1
			continue
		}
		text, next := line(raw, at, body.End)
		rest, last := bytes.CutPrefix(raw[pos:max(text, pos)], []byte("--"))
		if text >= pos && (last || len(bytes.TrimSpace(rest)) == 0) {
			return delimiter{Span{lineBefore(raw, at, body.Start), next}, last}, true
		}
		pos = at + 1
	}
}

// lineBefore returns where the line break before at begins.
func lineBefore(raw []byte, at, start int) int {
	if at > start && raw[at-1] == '\n' {
		at--
		for range 2 { // CRLF, CRCRLF
			if at > start && raw[at-1] == '\r' {
				at--
			}
		}
	} else if at > start && raw[at-1] == '\r' {
		at--
	}
	return at
}

// guessBoundary takes the first line that begins with "--" and has a header field below it.
func guessBoundary(body []byte) string {
	for pos := 0; pos < len(body); {
		text, next := line(body, pos, len(body))
		if s := bytes.TrimRight(body[pos:text], " \t"); len(s) > 2 && bytes.HasPrefix(s, []byte("--")) && followed(body, next, len(body)) {
			return string(s[2:])
		}
		pos = next
	}
	return ""
}
