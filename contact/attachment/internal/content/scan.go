package content

import (
	"bytes"
	"strings"
)

// kind is what a token is.
type kind uint8

const (
	end         kind = iota
	characters       // text between tags
	tag              // name is that of a start tag; its attributes follow
	attribute        // name and value, which may have references such as &amp;
	comment          // value
	instruction      // value is what is in <? ?>, in HTML that is a comment
	directive        // value is what is in <! >
)

type token struct {
	kind        kind
	name, value []byte
}

// A scanner reads markup as one of its readers does. It takes whatever comes, keeps nothing but its place,
// and needs time in proportion to the text, which the tokenizers at hand do not promise for a tag with
// millions of attributes.
type scanner struct {
	rest    []byte
	xml     bool // instructions and declarations end as in XML
	foreign bool // as in XML and in SVG within HTML: CDATA, and no element whose content is raw text
	inTag   bool
	ignored bool   // the tag is an end tag, so its attributes count for nothing
	raw     string // the element whose raw text comes next
}

const space = " \t\r\n\f"

// Sets of characters that end something.
var (
	blank    = set{' ': true, '\t': true, '\r': true, '\n': true, '\f': true}
	gap      = set{' ': true, '\t': true, '\r': true, '\n': true, '\f': true, '/': true}
	nameEnd  = set{' ': true, '\t': true, '\r': true, '\n': true, '\f': true, '/': true, '>': true}
	keyEnd   = set{' ': true, '\t': true, '\r': true, '\n': true, '\f': true, '/': true, '>': true, '=': true}
	valueEnd = set{' ': true, '\t': true, '\r': true, '\n': true, '\f': true, '>': true}
	nesting  = set{'"': true, '\'': true, '<': true, '>': true, '[': true, ']': true}
)

type set [256]bool

// next returns the next token; at the end, and from then on, one of the kind end.
func (s *scanner) next() token {
	for {
		if s.inTag {
			if t, ok := s.attribute(); ok {
				return t
			}
			continue
		}
		if s.raw != "" {
			s.skipRaw()
		}
		if len(s.rest) == 0 {
			return token{}
		}
		if at := bytes.IndexByte(s.rest, '<'); at != 0 {
			if at < 0 {
				at = len(s.rest)
			}
			return token{kind: characters, value: s.take(at, 0)}
		}
		if t, ok := s.markup(); ok {
			return t
		}
	}
}

// take returns n bytes and goes on behind them and skip more.
func (s *scanner) take(n, skip int) []byte {
	taken := s.rest[:n]
	s.rest = s.rest[min(n+skip, len(s.rest)):]
	return taken
}

// until returns all before a mark, or all there is, and goes on behind the mark.
func (s *scanner) until(mark string) []byte {
	at := bytes.Index(s.rest, []byte(mark))
	if at < 0 {
		at = len(s.rest)
	}
	return s.take(at, len(mark))
}

// begins goes on behind a mark if the rest begins with it.
func (s *scanner) begins(mark string) bool {
	if len(s.rest) < len(mark) || string(s.rest[:len(mark)]) != mark {
		return false
	}
	s.rest = s.rest[len(mark):]
	return true
}

// markup reads what begins with a <; ok is false for what is no token.
func (s *scanner) markup() (t token, ok bool) {
	switch {
	case s.begins("<!--"):
		return token{kind: comment, value: s.comment()}, true
	case s.foreign && s.begins("<![CDATA["):
		return token{kind: characters, value: s.until("]]>")}, true
	case s.begins("<!"):
		return token{kind: directive, value: s.directive()}, true
	case s.begins("<?"):
		if s.xml {
			return token{kind: instruction, value: s.until("?>")}, true
		}
		return token{kind: instruction, value: s.until(">")}, true
	}
	s.take(1, 0)
	ignored := s.begins("/")
	if len(s.rest) == 0 || !s.isNameStart(s.rest[0]) {
		if ignored {
			s.until(">")
		}
		return token{}, false
	}
	name := s.name(&nameEnd)
	s.inTag, s.ignored = true, ignored
	if !ignored && !s.foreign {
		s.raw = rawText(name)
	}
	return token{kind: tag, name: name}, !ignored
}

func (s *scanner) isNameStart(c byte) bool {
	letter := c|0x20 >= 'a' && c|0x20 <= 'z'
	return letter || s.xml && (c == '_' || c == ':' || c >= 0x80)
}

// name returns all before one of these characters.
func (s *scanner) name(ends *set) []byte {
	at := 0
	for at < len(s.rest) && !ends[s.rest[at]] {
		at++
	}
	return s.take(at, 0)
}

// skip goes on behind these characters.
func (s *scanner) skip(these *set) {
	for len(s.rest) > 0 && these[s.rest[0]] {
		s.rest = s.rest[1:]
	}
}

// attribute reads one; ok is false at the end of the tag and for those that do not count.
func (s *scanner) attribute() (t token, ok bool) {
	s.skip(&gap)
	if len(s.rest) == 0 || s.begins(">") {
		s.inTag = false
		return token{}, false
	}
	t = token{kind: attribute}
	begin := s.rest
	s.take(1, 0) // even a = is a name here
	t.name = begin[:1+len(s.name(&keyEnd))]
	s.skip(&blank)
	if s.begins("=") {
		s.skip(&blank)
		switch {
		case s.begins(`"`):
			t.value = s.until(`"`)
		case s.begins("'"):
			t.value = s.until("'")
		default:
			t.value = s.name(&valueEnd)
		}
	}
	return t, !s.ignored
}

// comment ends with --> and in HTML also with --!>, or at once with > and ->.
func (s *scanner) comment() []byte {
	if !s.xml && (s.begins(">") || s.begins("->")) {
		return nil
	}
	text := s.rest
	for n := 0; ; n++ {
		at := bytes.Index(s.rest, []byte("--"))
		if at < 0 {
			s.rest = nil
			return text
		}
		n += at
		s.rest = s.rest[at+2:]
		if s.begins(">") || !s.xml && s.begins("!>") {
			return text[:n]
		}
		s.rest = text[n+1:] // the second may be the first of a pair
	}
}

// directive ends with > and in XML only outside of quotes, comments and the brackets of declarations.
func (s *scanner) directive() []byte {
	if !s.xml {
		return s.until(">")
	}
	text, depth := s.rest, 0
	for len(s.rest) > 0 {
		s.name(&nesting)
		switch {
		case s.begins(`"`):
			s.until(`"`)
		case s.begins("'"):
			s.until("'")
		case s.begins("<!--"):
			s.until("-->")
		case s.begins("<?"):
			s.until("?>")
		case s.begins("["):
			depth++
		case s.begins("]"):
			depth--
		case s.begins(">"):
			if depth <= 0 {
				return text[:len(text)-len(s.rest)]
			}
		default:
			s.begins("<")
		}
	}
	return text
}

// rawText returns the name of an element whose content HTML takes as it is, else "".
func rawText(name []byte) string {
	switch lower := strings.ToLower(string(name[:min(len(name), 16)])); lower {
	case "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "textarea", "title", "plaintext":
		return lower
	}
	return ""
}

// skipRaw goes to the end tag of the element of raw text.
func (s *scanner) skipRaw() {
	name := s.raw
	s.raw = ""
	for len(s.rest) > 0 {
		s.until("</")
		n := len(name)
		if len(s.rest) > n && strings.EqualFold(string(s.rest[:n]), name) && nameEnd[s.rest[n]] {
			return // the rest of the end tag is text without markup, or attributes that do not count
		}
	}
}
