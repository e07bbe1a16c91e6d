package quote

import (
	"strings"
	"unicode"
)

// features of a line.
type features uint8

const (
	blank    features = 1 << iota // one or more lines of nothing but space
	marked                        // begins with ">"
	rule                          // only dashes and the like
	original                      // "-----Original Message-----"
	forward                       // "---------- Forwarded message ---------"
	closing                       // may be the last line of an attribution
)

// A line is a line of a text, or a run of blank lines.
type line struct {
	start    int // byte where it begins; it ends where the next begins
	features features
	field    field // which line of a header block it may be
}

// A document is a text in lines.
type document struct {
	text  string
	lines []line
}

func read(text string) *document {
	d := &document{text: text}
	above := "" // the line before
	for at := 0; at < len(text); {
		end := lineEnd(text, at)
		body := strings.TrimFunc(text[at:end], isSpace)
		l := inspect(body, text[at])
		l.start = at
		n := len(d.lines)
		if n > 0 && strings.HasPrefix(body, ":") && len(above) < maxKey {
			d.lines[n-1].field = fieldOf(above + ":") // QUIRK: a table of Daum as text has name and value on two lines
		}
		if n > 0 && l.features&marked != 0 && strings.HasPrefix(text[at:end], ">From ") && !d.is(n-1, marked) {
			l = line{start: at} // QUIRK: what mailboxes in the format mbox make of a line "From ..." (RFC 4155)
		}
		if l.features != blank || n == 0 || !d.is(n-1, blank) {
			d.lines = append(d.lines, l)
		}
		at, above = end, body
	}
	return d
}

// lineEnd returns where the line that begins at a byte ends, with its line end.
func lineEnd(text string, at int) int {
	end := at
	for end < len(text) && text[end] != '\n' && text[end] != '\r' {
		end++
	}
	if end == len(text) {
		return end
	}
	end++
	if text[end-1] == '\r' && end < len(text) && text[end] == '\n' {
		end++
	}
	return end
}

// inspect looks at a line without the space around it; first is its first byte with it.
func inspect(body string, first byte) line {
	switch {
	case body == "":
		return line{features: blank}
	case body[0] == '>' && (first == '>' || first == ' '):
		return line{features: marked}
	}
	l := line{features: markerOf(body), field: fieldOf(body)}
	if mayClose(body) {
		l.features |= closing
	}
	return l
}

// isSpace reports whether nothing is to be seen of a rune: Unicode's spaces, and the marks of direction, joining and byte
// order that mail programs leave.
func isSpace(r rune) bool {
	switch {
	case r < 0x80:
		return r == ' ' || '\t' <= r && r <= '\r'
	case r == 0x200B, r == 0x200E, r == 0x200F, r == 0x2060, r == 0xFEFF:
		return true
	}
	return unicode.IsSpace(r)
}

func (d *document) is(i int, f features) bool {
	return i < len(d.lines) && d.lines[i].features&f != 0
}

// start returns the byte where a line begins, or the end of the text for the one after the last.
func (d *document) start(i int) int {
	if i < len(d.lines) {
		return d.lines[i].start
	}
	return len(d.text)
}

// body returns a line without the space around it.
func (d *document) body(i int) string {
	return strings.TrimFunc(d.text[d.start(i):d.start(i+1)], isSpace)
}

// past returns i, or the line after it if it is blank.
func (d *document) past(i int) int {
	if d.is(i, blank) {
		return i + 1
	}
	return i
}

// runEnd returns where the lines with ">" that begin at i end, with the blank lines between and after them.
func (d *document) runEnd(i int) int {
	for d.is(i, marked) {
		i = d.past(i + 1)
	}
	return i
}
