package htmltext

import "strings"

// words is the set of the words in a text.
func words(text string) map[string]bool {
	m := make(map[string]bool)
	for word := range strings.FieldsSeq(text) {
		m[word] = true
	}
	return m
}

// A flow is text as a browser lays it out: white space collapsed, blocks and rows on lines of their own.
type flow struct {
	buf   []byte
	space bool // a blank is due before the next word
	pre   int  // how many <pre> are open
}

// text appends text of one line or, in <pre>, as it is.
func (f *flow) text(t []byte) {
	for len(t) > 0 {
		n := 0
		for n < len(t) && (t[n] > ' ' || f.pre > 0 && t[n] != 0) {
			n++
		}
		if n > 0 {
			if f.space {
				f.buf = append(f.buf, ' ')
			}
			f.space = false
			f.buf = append(f.buf, t[:n]...)
		}
		if n < len(t) {
			f.space = f.space || t[n] != 0 && f.inLine()
			n++
		}
		t = t[n:]
	}
}

// inLine reports whether a line or cell has begun.
func (f *flow) inLine() bool {
	n := len(f.buf)
	return n > 0 && f.buf[n-1] != '\n' && f.buf[n-1] != '\t' && f.buf[n-1] != ' '
}

// line ends the line, unless it is empty.
func (f *flow) line() {
	f.space = false
	if n := len(f.buf); n > 0 && f.buf[n-1] != '\n' {
		f.buf = append(f.buf, '\n')
	}
}

// cell parts two cells of a row.
func (f *flow) cell() {
	f.space = false
	if n := len(f.buf); n > 0 && f.buf[n-1] != '\n' && f.buf[n-1] != '\t' {
		f.buf = append(f.buf, '\t')
	}
}

// blocks are the elements that begin and end a line. All others are within one.
var blocks = words(`address article aside blockquote body br caption center dd details dialog dir div dl dt
 fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li
 listing main marquee menu nav ol optgroup option p plaintext pre search section select summary table tbody
 textarea tfoot thead title tr ul xmp`)

// tag takes notice of a tag.
func (f *flow) tag(name string, open bool) {
	switch {
	case name == "pre", name == "listing":
		f.line()
		if open {
			f.pre++
		} else {
			f.pre = max(0, f.pre-1)
		}
	case name == "td", name == "th":
		if open {
			f.cell()
		}
	case blocks[name]:
		f.line()
	}
}
