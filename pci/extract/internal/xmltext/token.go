package xmltext

import "bytes"

// kind tells what a token is.
type kind uint8

const (
	chars       kind = iota + 1 // character data, entities not yet replaced
	literal                     // a CDATA section
	start                       // a start tag
	end                         // an end tag
	remark                      // a comment
	instruction                 // a processing instruction
	doctype                     // a document type declaration
)

// A token is a piece of XML. Its slices are parts of the input.
type token struct {
	kind kind
	tag  Tag    // of a start or end tag
	text []byte // of all others, without their delimiters
}

// A scanner cuts XML into tokens. It takes whatever comes: what is no markup is character data.
type scanner struct {
	data []byte
	pos  int
	cut  bool // the input ends within markup
}

// next returns the next token, and false at the end.
func (s *scanner) next() (token, bool) {
	rest := s.data[s.pos:]
	if len(rest) == 0 {
		return token{}, false
	}
	if rest[0] == '<' {
		if t, n := s.markup(rest); n > 0 {
			s.pos += n
			return t, true
		}
	}
	n := bytes.IndexByte(rest[1:], '<') + 1
	if n == 0 {
		n = len(rest)
	}
	s.pos += n
	return token{kind: chars, text: rest[:n]}, true
}

// markup returns the markup that data begins with, and its length; 0 is none.
func (s *scanner) markup(data []byte) (token, int) {
	switch {
	case len(data) < 2:
		s.cut = true
		return token{}, 0
	case bytes.HasPrefix(data, []byte("<!--")):
		return s.until(remark, data, "<!--", "-->")
	case bytes.HasPrefix(data, []byte("<![CDATA[")):
		return s.until(literal, data, "<![CDATA[", "]]>")
	case data[1] == '?':
		return s.until(instruction, data, "<?", "?>")
	case data[1] == '!':
		n := s.closing(data, 2)
		return token{kind: doctype, text: bytes.TrimSuffix(data[2:n], []byte(">"))}, n
	case data[1] == '/':
		n := s.closing(data, 2)
		return token{kind: end, tag: newTag(bytes.TrimSuffix(data[2:n], []byte(">")))}, n
	case nameStart(data[1]):
		n := s.closing(data, 1)
		return token{kind: start, tag: newTag(bytes.TrimSuffix(data[1:n], []byte(">")))}, n
	}
	return token{}, 0
}

// until is the token that is between two delimiters.
func (s *scanner) until(k kind, data []byte, begin, close string) (token, int) {
	inner := data[len(begin):]
	n := bytes.Index(inner, []byte(close))
	if n < 0 {
		s.cut = true
		return token{kind: k, text: inner}, len(data)
	}
	return token{kind: k, text: inner[:n]}, len(begin) + n + len(close)
}

// closing returns the length of the tag or declaration that data begins with: to its '>', which quotes
// and brackets may hide.
func (s *scanner) closing(data []byte, i int) int {
	declaration := data[1] == '!'
	depth := 0
	for ; i < len(data); i++ {
		switch c := data[i]; {
		case c == '"' || c == '\'':
			n := bytes.IndexByte(data[i+1:], c)
			if n < 0 {
				s.cut = true
				return len(data)
			}
			i += n + 1
		case c == '>' && depth == 0:
			return i + 1
		case !declaration:
		case c == '[':
			depth++
		case c == ']':
			depth = max(0, depth-1)
		case c == '<' && bytes.HasPrefix(data[i:], []byte("<!--")):
			_, n := s.until(remark, data[i:], "<!--", "-->")
			i += n - 1
		}
	}
	s.cut = true
	return len(data)
}

// nameStart reports whether a name may begin with c, in UTF-8 (XML 1.0, 2.3).
func nameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}
