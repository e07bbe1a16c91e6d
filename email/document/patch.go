package document

import "strings"

// patch brings hunks into lines, from the first line to the last.
type patch struct {
	hunks []hunk // those to come
	gone  int    // up to where the last one replaces the text
}

// line returns a line, which begins at an offset, with the hunks that begin in it or right behind it.
func (p *patch) line(l Line, at int) Line {
	var out Line
	var format Run
	for _, r := range l {
		if r.Image == (Image{}) {
			end := at + len(r.Text)
			r.Text = p.text(r.Text, at)
			at = end
			format = r.format()
		}
		out = append(out, r)
	}
	for len(p.hunks) > 0 && p.hunks[0].start <= at {
		format.Text = p.next()
		out = append(out, format)
	}
	return out
}

// text returns the text of a run, which begins at an offset.
func (p *patch) text(text string, at int) string {
	var b strings.Builder
	end := at + len(text)
	rest := func(to int) { // what stays, up to there
		from := min(max(at, p.gone), end)
		b.WriteString(text[from-at : max(from, to)-at])
	}
	for len(p.hunks) > 0 && p.hunks[0].start < end {
		rest(p.hunks[0].start)
		b.WriteString(p.next())
	}
	rest(end)
	return b.String()
}

// next takes the next hunk and returns what stands there then.
func (p *patch) next() string {
	h := p.hunks[0]
	p.hunks, p.gone = p.hunks[1:], h.end
	return h.text
}
