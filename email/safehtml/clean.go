package safehtml

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A cleaner writes what is seen as HTML again.
type cleaner struct {
	out       []byte
	dataBytes int
	remote    int
	links     []Link
	within    []int // indexes of the links that are open
}

func (c *cleaner) write(parts ...string) {
	for _, part := range parts {
		c.out = append(c.out, part...)
	}
}

func (c *cleaner) open(n *node) {
	switch n.tag {
	case atom.A:
		c.openLink(n)
		return
	case atom.Span, atom.Font:
		before := len(c.out)
		c.tag(n)
		if n.bare = len(c.out) == before+len(n.tag.String())+len("<>"); n.bare { // it says nothing
			c.out = c.out[:before]
		}
		return
	}
	c.tag(n)
}

func (c *cleaner) close(n *node) {
	if n.link > 0 {
		c.closeLink(n)
	}
	if !n.bare {
		c.write("</", n.tag.String(), ">")
	}
}

func (c *cleaner) void(n *node) {
	if n.tag == atom.Img {
		c.image(n)
		return
	}
	c.tag(n)
}

func (c *cleaner) text(text string, _ *node) {
	c.escape(text)
	c.say(text)
}

// escape writes text as html.EscapeString has it.
func (c *cleaner) escape(text string) {
	from := 0
	for i := range len(text) {
		if e := escapes[text[i]]; e != "" {
			c.write(text[from:i], e)
			from = i + 1
		}
	}
	c.write(text[from:])
}

var escapes = [256]string{'&': "&amp;", '\'': "&#39;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\r': "&#13;"}

// say adds to the text of the links that are open.
func (c *cleaner) say(text string) {
	if len(c.within) > 0 {
		l := &c.links[c.within[len(c.within)-1]]
		if room := maxLinkText - len(l.Text); room > 0 {
			text, _ = within(text, room)
			l.Text += text
		}
	}
}

// tag writes a start tag with the attributes that may stay, and with those that are given.
func (c *cleaner) tag(n *node, more ...attribute) {
	c.write("<", n.tag.String())
	for _, a := range n.attrs {
		if a.key == "bgcolor" && a.value == foreground(n) { // there is an image between the two, or the text is hidden
			continue
		}
		check := own[n.tag][a.key]
		if check == nil {
			check = global[a.key]
		}
		if check == nil {
			continue
		}
		if value, ok := check(a.value); ok {
			c.attribute(a.key, value)
		}
	}
	c.style(n)
	for _, a := range more {
		c.attribute(a.key, a.value)
	}
	c.write(">")
}

// style writes the style of an element that may stay. Paragraphs of Outlook keep close together without the style sheet of
// the mail.
func (c *cleaner) style(n *node) {
	sign := ` style="` // before the next declaration
	if n.tag == atom.P && outlook(n) && n.style.get("margin") == "" && n.style.get("margin-bottom") == "" && n.style.get("margin-top") == "" {
		c.write(sign, "margin-top: 0; margin-bottom: 0")
		sign = "; "
	}
	behind := pictured(n)
	for _, d := range n.style {
		if d, ok := n.style.safe(d, behind); ok {
			c.write(sign, d.property, ": ")
			c.escape(d.value)
			sign = "; "
		}
	}
	if sign == "; " {
		c.write(`"`)
	}
}

func (c *cleaner) attribute(key, value string) {
	c.write(" ", key, `="`)
	c.escape(value)
	c.write(`"`)
}

func (c *cleaner) image(n *node) {
	src, ok := c.source(n)
	remote := ok && src.key == remoteSource
	alt, _ := prose(n.attrs.get("alt"))
	switch {
	case remote && tracker(n), !ok && alt == "":
		return
	case !ok:
		c.tag(n)
	default:
		c.tag(n, src)
	}
	if remote {
		c.remote++
	}
	c.say(alt)
}

// openLink begins a link, if it leads anywhere that may be opened.
func (c *cleaner) openLink(n *node) {
	n.bare = true
	href := squeezed(n.attrs.get("href"))
	if href == "" || href[0] == '#' || len(c.links) >= maxLinks {
		return
	}
	address, ok := target(href)
	if ok {
		n.bare = false
		c.tag(n, attribute{"href", address}, attribute{"rel", "noopener noreferrer nofollow"}, attribute{"target", "_blank"})
	} else {
		address = ""
	}
	c.links = append(c.links, Link{Target: address})
	c.within = append(c.within, len(c.links)-1)
	n.link = len(c.links)
}

func (c *cleaner) closeLink(n *node) {
	c.within = c.within[:len(c.within)-1]
	l := &c.links[n.link-1]
	l.Text, _ = prose(strings.Clone(l.Text)) // not to hold on to the source
	if l.Target == "" {
		l.Warnings = []Warning{Refused}
		return
	}
	l.Warnings = warnings(l.Text, l.Target)
}
