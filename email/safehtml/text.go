package safehtml

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// Text returns what a reader of HTML sees, as plain text in UTF-8. Paragraphs have an empty line between them, items their
// bullets and numbers, rows of tables a line each with tabs between the cells, lines of a blockquote "> " for each level
// (but not where the blockquote is only an indent). A link whose text is not its target is followed by that in angle
// brackets; an image is its alternative text, a rule 32 underscores. It takes linear time and has the default limits of
// a Policy; what is beyond is cut off.
func Text(html string) string {
	limits := new(Policy).limits()
	t := texter{items: countItems(html, limits)}
	walk(html, limits, &t)
	text, _ := within(string(t.page.out), limits.bytes)
	return text
}

// A texter writes what is seen as text.
type texter struct {
	page  page
	lists []list
	rows  []row
	links []linkText
	items []int // of the lists that count down, in order
	fresh bool  // nothing has come in this pre
}

// linkText is a link that is open.
type linkText struct {
	target string
	text   string
	end    int // lines that were written with the end of its text
}

func (t *texter) open(n *node) {
	switch n.tag {
	case atom.A:
		t.openLink(n)
	case atom.Ol, atom.Ul:
		t.openList(n)
	case atom.Li:
		t.openItem(n)
	case atom.Blockquote:
		t.page.paragraph()
		t.page.indent("", mark(n))
	case atom.Dd:
		t.page.line()
		t.page.indent("", "  ")
	case atom.Table, atom.Tr, atom.Td, atom.Th, atom.Caption:
		t.openTable(n)
	case atom.Q:
		t.words("“")
	case atom.Pre:
		t.page.paragraph()
		t.fresh = true
	default:
		t.border(n)
	}
}

func (t *texter) close(n *node) {
	switch n.tag {
	case atom.A:
		t.closeLink()
	case atom.Ol, atom.Ul:
		t.closeList()
	case atom.Blockquote:
		t.page.paragraph()
		t.page.outdent()
	case atom.Li, atom.Dd:
		t.page.line()
		t.page.outdent()
	case atom.Table, atom.Tr, atom.Td, atom.Th, atom.Caption:
		t.closeTable(n)
	case atom.Q:
		t.words("”")
	default:
		t.border(n)
	}
}

// border ends the line at the edges of blocks, with an empty line at those of paragraphs.
func (t *texter) border(n *node) {
	switch {
	case heading(n.tag), n.tag == atom.P && !tight(n), n.tag == atom.Pre, n.tag == atom.Dl, n.tag == atom.Figure:
		t.page.paragraph()
	case n.kind == block:
		t.page.line()
	}
}

// tight reports whether a paragraph has no space around it: so Outlook writes each line.
func tight(n *node) bool {
	if outlook(n) {
		return true
	}
	for _, property := range []string{"margin", "margin-bottom"} {
		first, _, _ := strings.Cut(n.style.get(property), " ")
		if zero(first) {
			return true
		}
	}
	return false
}

// outlook reports whether an element has a style of Word, such as MsoNormal.
func outlook(n *node) bool { return strings.HasPrefix(n.attrs.get("class"), "Mso") }

// mark returns what stands before each line of a blockquote. With neither a border nor padding it is what editors make of an
// indent: the words of the sender.
func mark(n *node) string {
	if n.style.get("border") == "none" && zero(n.style.get("padding")) && n.attrs.get("type") == "" {
		return ""
	}
	return "> "
}

func (t *texter) void(n *node) {
	switch n.tag {
	case atom.Br:
		t.page.newline()
	case atom.Hr:
		t.page.line()
		t.page.write("________________________________")
		t.page.line()
	case atom.Img:
		if remote := n.attrs.get("src"); strings.Contains(remote, ":") && !strings.HasPrefix(remote, "cid:") && tracker(n) {
			return
		}
		alt, _ := prose(n.attrs.get("alt"))
		t.words(alt)
	}
}

func (t *texter) text(text string, n *node) {
	if n != nil && n.look.pre {
		t.preformatted(text)
		return
	}
	t.words(text)
}

// words writes text whose spaces and line ends are only spaces.
func (t *texter) words(text string) {
	for text != "" {
		i := strings.IndexFunc(text, gap)
		if i < 0 {
			i = len(text)
		}
		if word := visible(text[:i]); word != "" {
			t.page.write(word)
			t.link(word)
		}
		text = text[i:]
		for text != "" {
			r, size := utf8.DecodeRuneInString(text)
			if !gap(r) {
				break
			}
			t.page.space(r)
			t.link(" ")
			text = text[size:]
		}
	}
}

// gap reports whether a character is a space.
func gap(r rune) bool { return r < 0x80 && unicode.IsSpace(r) || r == '\u00a0' }

// preformatted writes text as it is. The line end right after the tag is none.
func (t *texter) preformatted(text string) {
	if t.fresh {
		text = strings.TrimPrefix(text, "\n")
		t.fresh = false
	}
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			t.page.hard()
		}
		if line == "-- " {
			t.page.write(line)
			continue
		}
		line = visible(strings.ReplaceAll(strings.TrimRight(line, " \t"), "\u00a0", " "))
		if line != "" {
			t.page.write(line)
			t.link(line)
		}
	}
}

// visible returns text without characters that take no place and join nothing.
func visible(text string) string {
	if strings.IndexFunc(text, invisible) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, text)
}

// invisible: soft hyphen, grapheme joiner, space of no width, byte order mark.
func invisible(r rune) bool { return r == 0xad || r == 0x34f || r == 0x200b || r == 0xfeff }

// link adds to the text of the link that is open.
func (t *texter) link(text string) {
	if len(t.links) > 0 {
		l := &t.links[len(t.links)-1]
		if len(l.text) <= maxTarget {
			l.text += text
		}
		l.end = t.page.lines
	}
}

func (t *texter) openLink(n *node) {
	address, ok := target(n.attrs.get("href"))
	if !ok {
		address = ""
	}
	t.links = append(t.links, linkText{target: address})
}

// closeLink writes the target after the text, on the same line.
func (t *texter) closeLink() {
	l := t.links[len(t.links)-1]
	t.links = t.links[:len(t.links)-1]
	text := joined(l.text)
	if l.target == "" || plainly(text) == plainly(l.target) {
		return
	}
	after := t.page
	if text != "" && l.end == t.page.lines {
		t.page.fresh, t.page.blank = false, 0
		t.page.gap = append(t.page.gap[:0], ' ')
	}
	t.page.write("<" + l.target + ">")
	if text != "" && after.fresh {
		t.page.line()
		t.page.blank = after.blank
	}
}

// plainly returns an address as people write it.
func plainly(address string) string {
	address = strings.ToLower(strings.TrimSuffix(address, "/"))
	for _, prefix := range []string{"https://", "http://", "mailto:", "tel:", "www."} {
		address = strings.TrimPrefix(address, prefix)
	}
	return strings.ReplaceAll(address, " ", "")
}
