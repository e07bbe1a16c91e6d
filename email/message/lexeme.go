package message

import "strings"

// A lexeme is a piece of an address field.
type lexeme struct {
	kind kind
	text string // without its quotes or brackets
}

type kind byte

const (
	word    kind = iota // what stands between blanks
	quoted              // in quotes
	angle               // in angle brackets
	comment             // in parentheses
)

// A lexer cuts a field into entries. What it has found not to end, it does not look for again.
type lexer struct {
	rest        string
	openQuote   bool
	openComment bool
}

// next cuts the next entry. A colon ends the name of a group, which counts nothing.
func (l *lexer) next() (e entry) {
	for l.rest != "" {
		switch c := l.rest[0]; {
		case c == ',', c == ';':
			l.rest = l.rest[1:]
			e.end = c
			return e
		case c == ':':
			e.lexemes, l.rest = nil, l.rest[1:]
		case c <= ' ' || c == 0x7F:
			l.rest = l.rest[1:]
		default:
			e.lexemes = append(e.lexemes, l.lexeme())
		}
	}
	return e
}

// lexeme cuts the next lexeme.
func (l *lexer) lexeme() lexeme {
	switch s := l.rest; s[0] {
	case '"':
		end := l.quote(s)
		if end > 0 && end+1 < len(s) && s[end+1] == '@' { // a local part
			return l.word(end + 1)
		}
		if end > 0 {
			l.rest = s[end+1:]
			return lexeme{quoted, unescape(s[1:end])}
		}
	case '(':
		if end := l.comment(s); end > 0 {
			l.rest = s[end+1:]
			return lexeme{comment, unescape(s[1:end])}
		}
	case '<':
		return l.angle()
	}
	return l.word(1)
}

func (l *lexer) quote(s string) int {
	if l.openQuote {
		return -1
	}
	end := quoteEnd(s)
	l.openQuote = end < 0
	return end
}

func (l *lexer) comment(s string) int {
	if l.openComment {
		return -1
	}
	end := commentEnd(s)
	l.openComment = end < 0
	return end
}

// quoteEnd returns where the quotes end that s begins with, or -1.
func quoteEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}

// commentEnd returns where the comment ends that s begins with, or -1.
func commentEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// angle cuts what is in angle brackets. Without a closing one it ends at a separator or a blank.
func (l *lexer) angle() lexeme {
	s := strings.TrimLeft(l.rest, "<")
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			if end := l.quote(s[i:]); end > 0 {
				i += end
			}
		case '>':
			l.rest = strings.TrimLeft(s[i:], ">")
			return lexeme{angle, s[:i]}
		case '<':
			l.rest = s[i:]
			return lexeme{angle, s[:i]}
		}
	}
	end := strings.IndexAny(s, ",; ")
	if end < 0 {
		end = len(s)
	}
	l.rest = s[end:]
	return lexeme{angle, s[:end]}
}

// word cuts a word that has from bytes at least. An encoded word is one, whatever it has (RFC 2047 5), and so is what
// stands in square brackets.
func (l *lexer) word(from int) lexeme {
	s := l.rest
	for i := from - 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '=':
			i += encodedLen(s[i:])
		case c == '[' && i > 0 && s[i-1] == '@':
			if end := strings.IndexAny(s[i:min(len(s), i+maxLiteral)], "] ,;<"); end > 0 && s[i+end] == ']' {
				i += end
			}
		case i < from:
		case c <= ' ', c == 0x7F, strings.IndexByte(`,;:"<(`, c) >= 0:
			l.rest = s[i:]
			return lexeme{word, s[:i]}
		}
	}
	l.rest = ""
	return lexeme{word, s}
}

const (
	maxLiteral = 100  // an address literal
	maxEncoded = 2000 // an encoded word: the standard has 75, programs write more
)

// encodedLen returns how long the encoded word is that s begins with, but for its last byte, or 0.
func encodedLen(s string) int {
	if !strings.HasPrefix(s, "=?") {
		return 0
	}
	parts := strings.SplitN(s[2:min(len(s), maxEncoded)], "?", 3)
	if len(parts) < 3 || len(parts[1]) != 1 || strings.ContainsAny(parts[0], " \t<>,;\"") {
		return 0
	}
	end := strings.Index(parts[2], "?=")
	if end < 0 || strings.ContainsAny(parts[2][:end], "<>@") {
		return 0
	}
	return 2 + len(parts[0]) + 3 + end + 1
}
