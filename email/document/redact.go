package document

import (
	"strings"
	"unicode/utf8"
)

// Redact returns the document as a Guard lets it through (P1). Redact is called with the whole text at once, as a reader sees
// it and whatever it looks like: LF between blocks and between the rows of a table, tabs between the cells of a row, nothing
// for an image, no labels of lists. So a number is one wherever looks change, and can be seen across cells, items and lines. What
// it returns is fitted back: each character keeps its looks, and what replaces several has those of the first.
// Blocks and cells stay, even where what is hidden reaches over them.
//
// It is called with each alternative text and each target of a link, too.
func (d Doc) Redact(redact func(text string) string) Doc {
	d = d.Normal()
	text, starts := d.flat()
	p := patch{hunks: compare(text, strings.ToValidUTF8(redact(text), "\uFFFD"))}
	lines := 0
	return d.mapLines(func(_ Place, l Line) Line {
		l = p.line(l, starts[lines])
		lines++
		for i, r := range l {
			if r.Link != "" {
				l[i].Link = redact(r.Link)
			}
			if r.Image.Alt != "" {
				l[i].Image.Alt = redact(r.Image.Alt)
			}
		}
		return l
	})
}

// flat returns the text of the document and where in it each line begins.
func (d Doc) flat() (string, []int) {
	var b strings.Builder
	var starts []int
	for p, line := range d.lines() {
		switch {
		case len(starts) == 0:
		case p.Column > 0:
			b.WriteByte('\t')
		default:
			b.WriteByte('\n')
		}
		starts = append(starts, b.Len())
		b.WriteString(line.text())
	}
	return b.String(), starts
}

// hunk is a stretch of a text with what stands there afterwards.
type hunk struct {
	start, end int
	text       string
}

// compare returns what makes the new text of the old, in time that is linear: line by line, cell by cell and word by word
// where there are as many, and each stretch without what is the same at its ends.
func compare(old, now string) []hunk {
	var c comparison
	c.pieces(old, now, 0, "\n\t ")
	return c.hunks
}

type comparison struct{ hunks []hunk }

// pieces compares texts, of which the old one begins at an offset, by the pieces that separators leave.
func (c *comparison) pieces(old, now string, at int, separators string) {
	if old == now {
		return
	}
	if separators == "" {
		c.stretch(old, now, at)
		return
	}
	separator, finer := separators[:1], separators[1:]
	if strings.Count(old, separator) != strings.Count(now, separator) {
		c.stretch(old, now, at)
		return
	}
	for piece := range strings.SplitSeq(old, separator) {
		part, rest, _ := strings.Cut(now, separator)
		c.pieces(piece, part, at, finer)
		at += len(piece) + len(separator)
		now = rest
	}
}

// stretch compares what has no common structure: character by character, if there are as many.
func (c *comparison) stretch(old, now string, at int) {
	start := commonPrefix(old, now)
	old, now, at = old[start:], now[start:], at+start
	end := commonSuffix(old, now)
	old, now = old[:len(old)-end], now[:len(now)-end]
	if utf8.RuneCountInString(old) != utf8.RuneCountInString(now) {
		c.hunks = append(c.hunks, hunk{at, at + len(old), now})
		return
	}
	for i, r := range old {
		instead, size := utf8.DecodeRuneInString(now)
		if instead != r {
			c.hunks = append(c.hunks, hunk{at + i, at + i + utf8.RuneLen(r), now[:size]})
		}
		now = now[size:]
	}
}

// commonPrefix returns how many bytes of whole characters two texts begin with.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return n
}

// commonSuffix returns how many bytes of whole characters two texts end with.
func commonSuffix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return n
}
