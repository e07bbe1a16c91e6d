package content

import (
	"bytes"
	"strings"
)

// htmlElements are those that an HTML text may begin with.
const htmlElements = `a abbr address article b base big blockquote body br center code dd div dl dt em embed fieldset
 figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input li link main
 map marquee meta nav noscript object ol p pre script section select small span strong style sub sup table
 tbody td template textarea th thead title tr u ul video audio`

func isHTMLElement(name string) bool { return isOneOf(htmlElements, name) }

// markupKind returns the media type and family of markup by the document type or the first element, and
// Text for any other text.
func markupKind(text []byte) (string, Family) {
	s := scanner{rest: bytes.TrimLeft(text, space), xml: true, foreign: true}
	declared := bytes.HasPrefix(s.rest, []byte("<?xml"))
	for first := true; ; first = false {
		switch t := s.next(); {
		case t.kind == directive && beginsWith(t.value, "doctype html"):
			return htmlType(declared), HTML
		case t.kind == tag:
			return elementKind(&s, string(t.name[:min(len(t.name), 64)]), declared)
		case t.kind == end, t.kind == characters && (first || len(bytes.TrimSpace(t.value)) > 0):
			switch {
			case declared:
				return "text/xml", XML
			case bytes.HasPrefix(bytes.TrimLeft(text, space), []byte("<!--")):
				return "text/html", HTML
			}
			return "", Text
		}
	}
}

func htmlType(declared bool) string {
	if declared {
		return "application/xhtml+xml"
	}
	return "text/html"
}

// elementKind decides by the first element, whose attributes come next.
func elementKind(s *scanner, name string, declared bool) (string, Family) {
	xmlns := false
	t := s.next()
	for ; t.kind == attribute; t = s.next() {
		xmlns = xmlns || bytes.HasPrefix(t.name, []byte("xmlns"))
	}
	lower := strings.ToLower(name)
	switch {
	case strings.TrimPrefix(lower, "svg:") == "svg":
		return "image/svg+xml", XML
	case lower == "html" || !declared && !xmlns && isHTMLElement(lower):
		return htmlType(declared), HTML
	case declared || xmlns || bytes.Contains(s.rest, []byte("</"+name)):
		return "text/xml", XML
	}
	return "", Text
}
