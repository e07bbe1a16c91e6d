package document

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unseen are elements that show no text of the author's.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Title: true, atom.Noscript: true, atom.Iframe: true,
	atom.Object: true, atom.Embed: true, atom.Svg: true, atom.Math: true, atom.Audio: true, atom.Video: true,
	atom.Canvas: true, atom.Noembed: true, atom.Noframes: true, atom.Head: true,
}

// blockElements stand on lines of their own (HTML, section 15.3).
var blockElements = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Blockquote: true, atom.H1: true,
	atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Pre: true, atom.Hr: true,
	atom.Tr: true, atom.Caption: true, atom.Address: true, atom.Article: true, atom.Aside: true, atom.Body: true,
	atom.Center: true, atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Dir: true, atom.Dl: true,
	atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true, atom.Footer: true, atom.Form: true,
	atom.Header: true, atom.Hgroup: true, atom.Legend: true, atom.Listing: true, atom.Main: true, atom.Menu: true,
	atom.Nav: true, atom.Option: true, atom.Plaintext: true, atom.Section: true, atom.Summary: true, atom.Xmp: true,
}

// standsEmpty reports elements that show a line even if there is nothing in them: so editors write empty ones.
func standsEmpty(a atom.Atom) bool { return a == atom.P || a == atom.Li || isHeading(a) }

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// dropped reports elements that go with all that is in them: the author does not see it.
func dropped(n *html.Node, s style) bool {
	return unseen[n.DataAtom] || n.Namespace != "" || hasAttribute(n, "hidden") ||
		s["display"] == "none" || s["visibility"] == "hidden"
}

// restyle changes the looks of text to those within an element.
func (c *context) restyle(n *html.Node, s style) {
	switch n.DataAtom {
	case atom.B, atom.Strong, atom.Th, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		c.run.Marks |= Bold
	case atom.I, atom.Em:
		c.run.Marks |= Italic
	case atom.U, atom.Ins:
		c.run.Marks |= Underline
	case atom.S, atom.Strike, atom.Del:
		c.run.Marks |= Strike
	case atom.Font:
		c.paint(attribute(n, "color"))
	case atom.A:
		c.run.Link = target(attribute(n, "href"))
	case atom.Pre, atom.Listing, atom.Plaintext, atom.Xmp, atom.Textarea:
		c.pre = true
	}
	s.apply(c)
}

func (c *context) paint(css string) {
	if rgb := color(css); rgb != "" {
		c.run.Color = rgb
	}
}

// enter goes into an element that stands on lines of its own.
func (c *context) enter(n *html.Node, s style) {
	switch n.DataAtom {
	case atom.Ul, atom.Menu, atom.Dir:
		c.list, c.item = Bullet, nil
		c.indent += max(1, s.indent())
		return
	case atom.Ol:
		c.list, c.item = Ordered, nil
		c.indent += max(1, s.indent())
		return
	case atom.Li:
		c.enterItem(n)
	case atom.Blockquote:
		if !s.borderless() {
			c.quote = true
			return
		}
		c.indent += max(1, s.indent()) // what browsers do to indent
		return
	case atom.Dd:
		c.indent++
	}
	if isHeading(n.DataAtom) {
		c.kind = Paragraph
		if n.DataAtom == atom.H1 {
			c.kind = Heading
		}
	}
	if n.DataAtom != atom.Li {
		c.indent += s.indent()
	}
	c.indent = min(c.indent+quillIndent(n), MaxIndent+1)
}

// enterItem goes into an item. Quill says at each what list it is in.
func (c *context) enterItem(n *html.Node) {
	c.item, c.kind = &item{}, Paragraph
	switch attribute(n, "data-list") {
	case "ordered":
		c.list = Ordered
	case "bullet", "checked", "unchecked":
		c.list = Bullet
	}
	if !c.list.isItem() { // in no list
		c.list = Bullet
		c.indent++
	}
}

// quillIndent returns the levels that Quill writes as a class.
func quillIndent(n *html.Node) int {
	for class := range strings.FieldsSeq(attribute(n, "class")) {
		if level, ok := strings.CutPrefix(class, "ql-indent-"); ok {
			return number(level, MaxIndent)
		}
	}
	return 0
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// number reads a whole number from 0 to most, such as "320" or "320px"; 0 for anything else.
func number(text string, most int) int {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(text), "px"))
	if err != nil {
		return 0
	}
	return min(max(n, 0), most)
}
