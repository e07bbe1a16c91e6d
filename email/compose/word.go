package compose

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"
)

// What need not be encoded in an encoded word of Q (RFC 2047 5): in a phrase, such as a name, and in text.
const (
	letters     = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	phraseChars = letters + "!*+-/"
	textChars   = phraseChars + "\"#$%&'(),.:;<>@[\\]^`{|}~"
)

// leastWord is how many characters there must be room for where an encoded word is begun; any character fits. A word has at most
// 75 (RFC 2047 2), which is what a line has behind its blank.
const leastWord = 36

// A coding is how encoded words are encoded.
type coding struct {
	prefix string
	size   func(text string) int // how long text becomes
	encode func(text string) string
}

// words adds text in encoded words of UTF-8. No character is parted; literals are what Q need not encode.
func (f *field) words(text, literals string) {
	c := chooseCoding(text, literals)
	for text != "" {
		if f.column+1+leastWord > width {
			f.fold()
		}
		n := c.fit(text, width-f.column-1-len(c.prefix)-len("?="))
		f.put(" ", c.prefix+c.encode(text[:n])+"?=")
		text = text[n:]
	}
}

// chooseCoding returns B or Q, whichever makes text shorter.
func chooseCoding(text, literals string) coding {
	b := coding{"=?utf-8?B?", func(s string) int { return base64.StdEncoding.EncodedLen(len(s)) },
		func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }}
	q := coding{"=?utf-8?Q?", func(s string) int { return qSize(s, literals) },
		func(s string) string { return encodeQ(s, literals) }}
	if q.size(text) <= b.size(text) {
		return q
	}
	return b
}

// fit returns how much of text, in whole characters, becomes at most room long. It is one character at least.
func (c coding) fit(text string, room int) int {
	n := 0
	for n < len(text) {
		_, size := utf8.DecodeRuneInString(text[n:])
		if n > 0 && c.size(text[:n+size]) > room {
			break
		}
		n += size
	}
	return n
}

func qSize(text, literals string) int {
	size := 0
	for i := range len(text) {
		if size++; text[i] != ' ' && strings.IndexByte(literals, text[i]) < 0 {
			size += 2
		}
	}
	return size
}

func encodeQ(text, literals string) string {
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; {
		case c == ' ':
			b.WriteByte('_')
		case strings.IndexByte(literals, c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "=%02X", c)
		}
	}
	return b.String()
}
