package content

import (
	"bytes"
	"html"
	"strings"

	"golang.org/x/text/encoding/japanese"
)

// danger is what a look through markup finds.
type danger struct {
	active  bool // runs or loads something when it is opened
	program bool // is an application (HTA), a scriptlet or what starts one
}

func (d *danger) add(e danger) { d.active, d.program = d.active || e.active, d.program || e.program }

// lookMarkup looks through HTML, XHTML, SVG and other XML. Readers differ in what is raw text, what ends
// a comment and what is CDATA, so it is read as HTML, as SVG within HTML, and as XML; one finding is
// enough. web is false for XML that is not opened as a page: then only the reading as XML counts.
//
// Active are: script, iframe, frame, object, embed, applet and their like, meta refresh, handlers
// (onload), addresses with javascript:, vbscript: or data:text/html, server-side exec, style sheets that
// transform (XSLT), and in XML also external entities, entities with markup, and attributes by default.
// Links, pictures, forms and styles are not.
func lookMarkup(text []byte, web bool) danger {
	found := look(scanner{rest: text, xml: true, foreign: true})
	if web {
		found.add(look(scanner{rest: text}))
		found.add(look(scanner{rest: text, foreign: true}))
	}
	// Browsers take a text with these escapes for ISO-2022-JP and drop them, which joins split names.
	if bytes.IndexByte(text, 0x1B) >= 0 {
		if plain, err := japanese.ISO2022JP.NewDecoder().Bytes(text); err == nil && bytes.IndexByte(plain, 0x1B) < 0 {
			found.add(lookMarkup(plain, web))
		}
	}
	return found
}

// A looker judges tokens. In XML, elements and attributes count only if the text names a name space that
// gives them life.
type looker struct {
	always, inWeb danger
	xml, web      bool
	entities      bool // the text declares some
}

// maxTokens bounds the tags, attributes and texts that are looked at, which is about a second's work. A page
// of 35 MB has half as many; one with more is taken for active.
const maxTokens = 2_000_000

func look(s scanner) danger {
	l := looker{xml: s.xml, web: !s.xml}
	for range maxTokens {
		switch t := s.next(); t.kind {
		case end:
			if l.web {
				l.always.add(l.inWeb)
			}
			return l.always
		case tag:
			l.element(t.name)
		case attribute:
			l.attribute(t.name, t.value)
		case comment:
			l.always.active = l.always.active || beginsWith(t.value, "#exec")
		case instruction:
			l.always.active = l.always.active || isTransform(t.value)
		case directive:
			l.entities = l.entities || bytes.Contains(t.value, []byte("<!ENTITY"))
			l.always.active = l.always.active || declares(t.value)
		}
	}
	l.always.active = true
	return l.always
}

// beginsWith compares without case, after space.
func beginsWith(text []byte, word string) bool {
	text = bytes.TrimLeft(text, space)
	return strings.EqualFold(string(text[:min(len(text), len(word))]), word)
}

// isTransform reports whether an instruction brings a style sheet that is not CSS.
func isTransform(instruction []byte) bool {
	return beginsWith(instruction, "xml-stylesheet") && !bytes.Contains(bytes.ToLower(instruction), []byte("text/css"))
}

// declares reports whether a document type declares entities that come from outside or hold markup or
// other entities, which can grow beyond measure, or attributes by default, which can be handlers.
func declares(directive []byte) bool {
	if bytes.Contains(directive, []byte("<!ATTLIST")) {
		return true
	}
	for i, part := range bytes.Split(directive, []byte("<!ENTITY")) {
		part, _, _ = bytes.Cut(part, []byte("<!"))
		outside := bytes.Contains(part, []byte("SYSTEM")) || bytes.Contains(part, []byte("PUBLIC"))
		if i > 0 && (outside || bytes.ContainsAny(part, "<&%")) {
			return true
		}
	}
	return false
}

// element judges a start tag. In XML the prefix may be any.
func (l *looker) element(name []byte) {
	if l.xml {
		name = name[bytes.LastIndexByte(name, ':')+1:]
	}
	switch strings.ToLower(string(name[:min(len(name), 32)])) {
	case "script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "fencedframe", "handler", "listener":
		l.inWeb.active = true
	case "hta:application", "scriptlet", "jnlp", "mmc_consolefile":
		l.always = danger{active: true, program: true}
	}
}

// webSpaces are the name spaces whose elements a browser gives life.
var webSpaces = []string{"http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/XSL/Transform"}

// attribute judges an attribute of the element before.
func (l *looker) attribute(name, value []byte) {
	text := html.UnescapeString(string(value))
	unknown := l.xml && l.entities && strings.ContainsRune(text, '&')
	if l.xml && bytes.HasPrefix(name, []byte("xmlns")) {
		for _, space := range webSpaces {
			l.web = l.web || strings.TrimSpace(text) == space
		}
		l.web = l.web || unknown
		return
	}
	if l.xml {
		name = name[bytes.LastIndexByte(name, ':')+1:]
	}
	key := strings.ToLower(string(name[:min(len(name), 64)]))
	l.inWeb.active = l.inWeb.active || unknown || isActive(key, text)
}

func isActive(key, value string) bool {
	switch {
	case len(key) > 4 && strings.HasPrefix(key, "on") && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz") == "":
		return true
	case key == "http-equiv":
		return strings.EqualFold(strings.TrimSpace(value), "refresh")
	case key == "attributename": // an animation that sets a handler
		return strings.HasPrefix(strings.ToLower(strings.TrimSpace(value)), "on")
	case key == "values": // of an animation
		for part := range strings.SplitSeq(value, ";") {
			if isActiveAddress(part) {
				return true
			}
		}
	}
	return isActiveAddress(value)
}

// isActiveAddress reports whether an address runs when it is followed. Browsers drop control characters
// and space before and within the name of the scheme.
func isActiveAddress(address string) bool {
	var b [16]byte
	start := b[:0]
	for i := 0; i < len(address) && len(start) < len(b); i++ {
		if address[i] > ' ' {
			start = append(start, address[i]|0x20) // lower case; colon and slash stay
		}
	}
	for _, scheme := range []string{"javascript:", "vbscript:", "data:text/html"} {
		if bytes.HasPrefix(start, []byte(scheme)) {
			return true
		}
	}
	return false
}
