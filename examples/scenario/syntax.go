package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// syntaxError is a line that cannot be parsed.
type syntaxError struct {
	line int
	text string
}

func (e *syntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.line, e.text) }

func malformed(format string, args ...any) *syntaxError {
	return &syntaxError{text: fmt.Sprintf(format, args...)}
}

// token is one word of a line, or one option: key=value.
type token struct {
	key, text string
	option    bool
}

// tokenize cuts a line into tokens, up to its end or a comment.
func tokenize(line string) ([]token, error) {
	if !utf8.ValidString(line) {
		return nil, malformed("not UTF-8")
	}
	var tokens []token
	for {
		line = strings.TrimLeft(line, blanks)
		if line == "" || line[0] == '#' {
			return tokens, nil
		}
		t, rest, err := cutToken(line)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, t)
		line = rest
	}
}

// blanks separate tokens.
const blanks = " \t"

func cutToken(line string) (t token, rest string, err error) {
	if i := strings.IndexAny(line, blanks+`="`); i >= 0 && line[i] == '=' {
		if i == 0 {
			return t, "", malformed("nothing before the =")
		}
		t.key, t.option, line = line[:i], true, line[i+1:]
	}
	t.text, rest, err = cutValue(line)
	return t, rest, err
}

func cutValue(line string) (value, rest string, err error) {
	if strings.HasPrefix(line, `"`) {
		return cutQuoted(line[1:])
	}
	end := strings.IndexAny(line, blanks)
	if end < 0 {
		end = len(line)
	}
	if strings.Contains(line[:end], `"`) {
		return "", "", malformed("a quotation mark within a word")
	}
	return line[:end], line[end:], nil
}

// cutQuoted reads up to the closing quotation mark; \" and \\ stand for the two marks themselves.
func cutQuoted(line string) (value, rest string, err error) {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '"':
			if rest = line[i+1:]; rest != "" && !strings.ContainsRune(blanks, rune(rest[0])) {
				return "", "", malformed("no blank after the closing quotation mark")
			}
			return b.String(), rest, nil
		case c == '\\' && i+1 < len(line) && (line[i+1] == '"' || line[i+1] == '\\'):
			i++
			b.WriteByte(line[i])
		case c == '\\':
			return "", "", malformed(`only \" and \\ are escapes`)
		default:
			b.WriteByte(c)
		}
	}
	return "", "", malformed("no closing quotation mark")
}
