package pci

import "bytes"

// tagAt reads a tag of HTML, or a comment, at text[at], which is '<'. Inline tags are hidden, tags of
// cells a tab, all others a line break; what a browser does not show (script, style) is a part of its tag.
func tagAt(text []byte, at int) glyph {
	rest := text[at:min(len(text), at+maxTag)]
	if bytes.HasPrefix(rest, []byte("<!--")) {
		if n := bytes.Index(rest, []byte("-->")); n >= 0 {
			return glyph{hidden, 0, n + len("-->")}
		}
		return glyph{other, 0, 1}
	}
	if len(rest) < 3 || !letter(rest[1]) && rest[1] != '/' && rest[1] != '!' && rest[1] != '?' {
		return glyph{other, 0, 1}
	}
	end := tagEnd(rest)
	if end < 0 {
		return glyph{other, 0, 1}
	}
	var buf [10]byte
	name := tagName(&buf, rest)
	if unseen(name) && rest[1] != '/' && rest[end-2] != '/' {
		return element(rest, name)
	}
	return glyph{tagClass(name), 0, end}
}

// tagEnd returns the length of the tag that rest begins with, or -1. A > in quotes does not end it.
func tagEnd(rest []byte) int {
	var quote byte
	for i, c := range rest[1:] {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i + 2
		case c == '<':
			return -1
		case (c == '"' || c == '\'') && rest[i] == '=':
			quote = c
		}
	}
	return -1
}

// tagName returns the name in a tag, in lower case; at most as much of it as buf holds.
func tagName(buf *[10]byte, rest []byte) []byte {
	n := 0
	for _, c := range bytes.TrimPrefix(rest[1:], []byte("/")) {
		if !alphanumeric(c) || n == len(buf) {
			break
		}
		if letter(c) {
			c |= 0x20
		}
		buf[n] = c
		n++
	}
	return buf[:n]
}

// unseen reports whether a browser shows nothing of the element.
func unseen(name []byte) bool {
	switch string(name) {
	case "script", "style", "template", "noscript", "title":
		return true
	}
	return false
}

// element returns the element that rest begins with, to the end of its closing tag. It looks at so many < at most.
func element(rest, name []byte) glyph {
	at := 0
	for range 64 {
		i := bytes.IndexByte(rest[at:], '<')
		if i < 0 {
			break
		}
		at += i + 1
		if at < len(rest) && rest[at] == '/' && tagBegins(rest[at+1:], name) {
			if n := bytes.IndexByte(rest[at:], '>'); n >= 0 {
				return glyph{hidden, 0, at + n + 1}
			}
			break
		}
	}
	return glyph{other, 0, 1}
}

// tagBegins reports whether text begins with name, which is in lower case.
func tagBegins(text, name []byte) bool {
	if len(text) < len(name) {
		return false
	}
	for i := range len(name) {
		if text[i]|0x20 != name[i] {
			return false
		}
	}
	return true
}

func tagClass(name []byte) class {
	switch string(name) {
	case "td", "th":
		return tab
	case "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
		"ins", "kbd", "label", "mark", "nobr", "o", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "st1",
		"strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "var", "wbr", "x":
		return hidden
	}
	return line
}
