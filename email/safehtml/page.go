package safehtml

import "strings"

// A page is plain text that is being written. Line ends are only noted until more text comes, so that blocks within blocks have
// one between them.
type page struct {
	out      []byte
	lines    int    // that were begun
	start    int    // where the last one begins in out, after what its blocks put before it
	fresh    bool   // the last one has ended; it is so at the beginning too, by lines == 0
	blank    int    // empty lines before the next one
	gap      []byte // spaces and tabs before the next word
	joined   bool   // at the beginning of a cell on the line of the one before: blocks break no line
	prefixes []prefix
	quotes   int // of the last line
}

// prefix is what stands before the lines of a block.
type prefix struct {
	first string // before its first line: a bullet or a number
	rest  string
}

// maxPrefixes bounds how many of them are written, for the text not to grow out of proportion.
const maxPrefixes = 16

func (p *page) indent(first, rest string) { p.prefixes = append(p.prefixes, prefix{first, rest}) }
func (p *page) outdent()                  { p.prefixes = p.prefixes[:len(p.prefixes)-1] }

func (p *page) atStart() bool { return p.fresh || p.lines == 0 }

// write writes a word, which has no line end.
func (p *page) write(word string) {
	if p.atStart() {
		p.begin()
	}
	p.out = append(append(p.out, p.gap...), word...)
	p.gap, p.joined = p.gap[:0], false
}

// begin begins a line: after those that are empty, and with what its blocks put before it.
func (p *page) begin() {
	shown := p.prefixes[:min(len(p.prefixes), maxPrefixes)]
	quotes := 0
	for _, x := range shown {
		if x.rest == "> " {
			quotes++
		}
	}
	if p.lines > 0 {
		p.out = append(p.out, '\n')
		for ; p.blank > 0; p.blank-- {
			p.out = append(append(p.out, strings.TrimSpace(strings.Repeat("> ", min(quotes, p.quotes)))...), '\n')
		}
	}
	for i := range shown {
		x := &shown[i]
		if x.first != "" {
			p.out = append(p.out, x.first...)
			x.first = ""
			continue
		}
		p.out = append(p.out, x.rest...)
	}
	p.lines++
	p.start = len(p.out)
	p.fresh, p.blank, p.quotes = false, 0, quotes
}

// space notes a space. Those that may be broken count once, and not at the beginning of a line.
func (p *page) space(r rune) {
	switch {
	case r == '\u00a0':
		p.gap = append(p.gap, ' ')
	case !p.atStart() && !p.joined && len(p.gap) == 0:
		p.gap = append(p.gap, ' ')
	}
}

// line ends the line, if there is anything on it. A line of unbreakable spaces is an empty one.
func (p *page) line() {
	if p.joined {
		return
	}
	if p.atStart() {
		if len(p.gap) > 0 && strings.Trim(string(p.gap), " ") == "" {
			p.blank = 1
			p.gap = p.gap[:0]
		}
		return
	}
	if len(p.gap) > 0 && string(p.out[p.start:]) == "--" {
		p.out = append(p.out, ' ') // the line before a signature ends with a space (RFC 3676 4.3)
	}
	p.fresh, p.blank, p.gap = true, 0, p.gap[:0]
}

// paragraph ends the line, with an empty one after it.
func (p *page) paragraph() {
	if !p.joined {
		p.line()
		p.blank = max(p.blank, 1)
	}
}

// newline is a break within a block: it ends the line, or leaves an empty one.
func (p *page) newline() {
	p.joined = false
	if p.atStart() {
		p.blank, p.gap = 1, p.gap[:0]
		return
	}
	p.line()
}

// hard is a line end of preformatted text, where each one counts.
func (p *page) hard() {
	blank := p.blank
	start := p.atStart()
	p.newline()
	if start {
		p.blank = blank + 1
	}
}
