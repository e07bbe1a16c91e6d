package safehtml

import (
	"bytes"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// A Policy cleans HTML. The zero value has the defaults; fields must not be changed once it is in use. It is safe for
// concurrent use.
type Policy struct {
	Bytes     int // of the source that are read; default 10 MiB
	Depth     int // of nested elements: deeper ones lose their tags, not their text; default 200
	Elements  int // in all: further ones lose their tags, not their text; default 100,000
	DataBytes int // of one data: image, as it is written; default 1 MiB

	once sync.Once
	gate *bluemonday.Policy
}

// A Result is what Clean makes of HTML.
type Result struct {
	HTML   string // safe to show
	Remote int    // remote images that were blocked; ShowRemote puts them back
	Links  []Link // in order, with those that were removed
	Cut    bool   // it went beyond a limit of the Policy
}

// Clean sanitises HTML of a mail. The result is valid UTF-8, has no remote image and no relative address, and cleaning
// it again changes nothing.
func (p *Policy) Clean(html string) Result {
	limits := p.limits()
	c := cleaner{dataBytes: limits.data, out: make([]byte, 0, min(len(html), limits.bytes)*5/4)}
	cut := walk(html, limits, &c)
	return Result{HTML: p.sanitized(c.out), Remote: c.remote, Links: c.links, Cut: cut}
}

// sanitized is the last gate: what does not get through it whole does not at all.
func (p *Policy) sanitized(html []byte) string {
	p.once.Do(func() { p.gate = newGate() })
	var b strings.Builder
	b.Grow(len(html))
	if err := p.gate.SanitizeReaderToWriter(bytes.NewReader(html), &b); err != nil {
		return ""
	}
	return b.String()
}

// limits bound a walk.
type limits struct{ bytes, depth, elements, data int }

func (p *Policy) limits() limits {
	or := func(value, otherwise int) int {
		if value <= 0 {
			return otherwise
		}
		return value
	}
	return limits{bytes: or(p.Bytes, 10<<20), depth: or(p.Depth, 200), elements: or(p.Elements, 100_000), data: or(p.DataBytes, 1<<20)}
}

// within returns text cut to a number of bytes, between two characters.
func within(text string, bytes int) (string, bool) {
	if len(text) <= bytes {
		return text, false
	}
	for bytes > 0 && text[bytes]&0xC0 == 0x80 {
		bytes--
	}
	return text[:bytes], true
}

// plain returns text without the control characters that no reader sees, and with one kind of line end.
func plain(text string) string {
	if !controlled(text) {
		return text
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case control(r):
			return -1
		}
		return r
	}, text)
}

func control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\f' || r >= 0x7f && r < 0xa0
}

// controlled reports whether a text has a control character. In UTF-8 those from 0x80 on are the byte 0xC2 and themselves, and
// that byte is only ever a first one.
func controlled(text string) bool {
	for i := range len(text) {
		c := text[i]
		if c < ' ' && control(rune(c)) || c == 0x7f || c == 0xc2 && i+1 < len(text) && text[i+1] < 0xa0 {
			return true
		}
	}
	return false
}
