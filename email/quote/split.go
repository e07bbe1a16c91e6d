package quote

import "strings"

// passage is what lines of a document are, before it is known what of it is shown.
type passage struct {
	from, to int
	kind     passageKind
	intro    bool // a run with a line before it that says whose it is
}

type passageKind uint8

const (
	own       passageKind = iota // the sender's words
	space                        // blank lines before anything else
	footer                       // the sender's signature
	run                          // lines with ">"
	history                      // everything from here on
	forwarded                    // the same, to be read
)

func split(text string) []Range {
	d := read(text)
	passages := d.passages()
	if interleaved(passages) {
		return whole(text)
	}
	showInline(passages)
	ranges := d.ranges(passages)
	for _, r := range ranges {
		if r.Kind == Visible && !allSpace(text[r.Start:r.End]) {
			return ranges
		}
	}
	return whole(text)
}

// passages returns what the lines are. Blank lines belong to the passage before them.
func (d *document) passages() []passage {
	var all []passage
	from := 0 // of the sender's words that are not in it yet
	for i := 0; i < len(d.lines); {
		p, ok := d.passage(from, i)
		if !ok {
			i++
			continue
		}
		all = d.appendOwn(all, from, p.from)
		all = append(all, p)
		i, from = p.to, p.to
	}
	return d.appendOwn(all, from, len(d.lines))
}

// appendOwn appends the sender's words and signature.
func (d *document) appendOwn(all []passage, from, to int) []passage {
	cut := d.signature(from, to)
	switch {
	case from == cut:
	case d.past(from) == cut:
		all = append(all, passage{from: from, to: cut, kind: space})
	default:
		all = append(all, passage{from: from, to: cut, kind: own})
	}
	if cut < to {
		all = append(all, passage{from: cut, to: to, kind: footer})
	}
	return all
}

// passage returns the quotation that line i tells of. It may begin above it, but not before line from.
func (d *document) passage(from, i int) (passage, bool) {
	if d.forwards(i) {
		return passage{from: i, to: len(d.lines), kind: forwarded}, true
	}
	if d.is(i, marked) {
		end := d.runEnd(i)
		return passage{from: i, to: end, kind: run, intro: d.introduced(i, end)}, true
	}
	start, end, g := d.introduction(from, i)
	if g == none {
		return passage{}, false
	}
	start = d.ruleAbove(from, start)
	if body := d.past(end); d.is(body, marked) {
		return passage{from: start, to: d.runEnd(body), kind: run, intro: true}, true
	}
	return passage{from: start, to: len(d.lines), kind: history}, g == strong
}

// introduction returns the lines that say whose the following text is, if line i is the last of them or, of a marker and
// a header block, the first.
func (d *document) introduction(from, i int) (start, end int, g grade) {
	switch {
	case d.is(i, original):
		return i, d.named(i + 1), strong
	case d.lines[i].field != 0:
		if end, ok := d.header(i); ok {
			return i, end, strong
		}
	}
	if d.is(i, closing) {
		start, g = d.attribution(from, i)
	}
	return start, i + 1, g
}

// introduced reports whether lines with ">" say themselves whose they are, in the first of them (iOS, La Poste).
func (d *document) introduced(i, end int) bool {
	end = min(end, i+maxFold)
	var b strings.Builder
	telling := false
	for ; i < end; i++ {
		body := strings.TrimFunc(strings.TrimPrefix(d.body(i), ">"), isSpace)
		b.WriteString(body + "\n")
		if body != "" {
			l := inspect(body, body[0])
			telling = telling || l.field != 0 || l.features&(original|closing) != 0
		}
	}
	if !telling {
		return false
	}
	first := read(b.String())
	for j := range min(maxWrapped, len(first.lines)) {
		if _, _, g := first.introduction(0, j); g != none {
			return true
		}
	}
	return false
}

// named returns the line after the header block or the attribution that follows a marker, or i.
func (d *document) named(i int) int {
	next := d.past(i)
	if next < len(d.lines) {
		if end, ok := d.header(next); ok {
			return end
		}
	}
	for j := next; j < min(next+maxWrapped, len(d.lines)); j++ {
		if d.is(j, closing) {
			if _, g := d.attribution(next, j); g != none {
				return j + 1
			}
		}
	}
	return i
}

// ruleAbove returns the line of dashes or underscores above a header block (Outlook), or start.
func (d *document) ruleAbove(from, start int) int {
	i, ok := d.lastAbove(from, start)
	if ok && d.is(i, rule) {
		return i
	}
	return start
}

// interleaved reports whether answers stand between quoted lines. Lines that somebody quotes among own words, without
// saying whose they are, and the mail that is answered below, are no answer to each other.
func interleaved(passages []passage) bool {
	runs, answered, anchored := 0, false, false
	words := false
	for _, p := range passages {
		switch p.kind {
		case own:
			words, answered = true, runs > 0
		case run:
			if answered && (!p.intro || anchored) {
				return true
			}
			anchored = anchored || p.intro || !words
			runs, answered = runs+1, false
		}
	}
	return false
}

// showInline makes lines that somebody quotes among own words, without saying whose they are, part of these.
func showInline(passages []passage) {
	last := len(passages) - 1
	for last >= 0 && passages[last].kind != own && passages[last].kind != forwarded {
		last--
	}
	words := false
	for i := range passages[:max(last, 0)] {
		switch p := &passages[i]; {
		case p.kind == own:
			words = true
		case p.kind == run && !p.intro && words:
			p.kind = own
		}
	}
}

// ranges returns the passages with what is shown of them. Neighbours of one kind become one.
func (d *document) ranges(passages []passage) []Range {
	var all []Range
	for _, p := range passages {
		r := Range{Kind: Visible, Start: d.start(p.from), End: d.start(p.to)}
		switch p.kind {
		case footer:
			r.Kind = Signature
		case run, history:
			r.Kind = Quoted
		}
		if n := len(all); n > 0 && all[n-1].Kind == r.Kind {
			all[n-1].End = r.End
			continue
		}
		all = append(all, r)
	}
	return all
}

func allSpace(s string) bool {
	for _, r := range s {
		if !isSpace(r) {
			return false
		}
	}
	return true
}
