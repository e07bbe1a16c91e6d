package template

import (
	"strings"
	"unicode"
)

// MaxValue is the number of characters (code points) of a value that count.
const MaxValue = 200

// Values is what the variables of a text stand for. Empty and blank values are missing.
type Values struct {
	Customer string // the customer's name
	Agent    string // the agent's display name (C2)
	Queue    string // the name of the queue
}

// Expand returns the text with its variables filled in, as the package comment says. In a text that
// Validate refuses, what is no variable stays as it is.
func (t Template) Expand(v Values) string {
	var b strings.Builder
	for _, piece := range tokens(t.Text) {
		if piece.variable == nil {
			b.WriteString(piece.text)
			continue
		}
		value := oneLine(piece.variable.value(v))
		if strings.TrimSpace(value) == "" {
			value = t.missing(piece.variable)
		}
		b.WriteString(value)
	}
	return b.String()
}

// Compose makes one answer of several responses, in the order given (T2): each expanded and on a line
// of its own, without the line breaks around it. What the agent has typed already is the caller's to
// keep.
func Compose(v Values, templates ...Template) string {
	var b strings.Builder
	for _, t := range templates {
		text := strings.Trim(t.Expand(v), "\n")
		if text != "" && b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(text)
	}
	return b.String()
}

// missing returns the word that stands in for a missing value.
func (t Template) missing(v *variable) string {
	spoken, _ := parseLocale(t.Language)
	if spoken.korean() || spoken.tag == "" && strings.ContainsFunc(t.Text, isHangul) {
		return v.Missing.Korean
	}
	return v.Missing.English
}

func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }

// oneLine returns the value as it may stand in a text. Bytes that are not UTF-8 become U+FFFD.
func oneLine(value string) string {
	n := 0
	for i := range value {
		if n == MaxValue {
			value = value[:i]
			break
		}
		n++
	}
	return strings.Map(func(r rune) rune {
		if unprintable(r) {
			return ' '
		}
		return r
	}, value)
}
