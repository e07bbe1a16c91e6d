package mime

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"
)

// lineLength is what lines are wrapped at (RFC 2045 6.7 and 6.8).
const lineLength = 76

// encodeBase64 encodes in lines.
func encodeBase64(data []byte, newline string) []byte {
	flat := base64.StdEncoding.AppendEncode(nil, data)
	out := make([]byte, 0, len(flat)+len(flat)/lineLength*len(newline)+len(newline))
	for len(flat) > 0 {
		n := min(len(flat), lineLength)
		out = append(append(out, flat[:n]...), newline...)
		flat = flat[n:]
	}
	return out
}

// encodeQuoted encodes text as quoted-printable. Its line breaks stay as they are.
func encodeQuoted(data []byte, newline string) []byte {
	out := make([]byte, 0, len(data)+len(data)/8)
	column := 0
	for i, c := range data {
		if c == '\n' || c == '\r' && i+1 < len(data) && data[i+1] == '\n' {
			out, column = append(out, c), 0
			continue
		}
		atEnd := i+1 == len(data) || data[i+1] == '\n' || data[i+1] == '\r'
		literal := c > ' ' && c < 0x7F && c != '=' || (c == ' ' || c == '\t') && !atEnd
		if size := 1; column+3 >= lineLength || literal && column+size >= lineLength {
			out, column = append(append(out, '='), newline...), 0
		}
		if literal {
			out, column = append(out, c), column+1
		} else {
			out, column = fmt.Appendf(out, "=%02X", c), column+3
		}
	}
	return out
}

// encodeWords writes the text of a header field in ASCII: what is beyond in encoded words, folded.
func encodeWords(text, newline string, column int) string {
	text = strings.Join(strings.Fields(text), " ") // no line breaks: nothing may begin another field
	var lines []string
	var now strings.Builder
	put := func(word string) {
		if now.Len() > 0 && column+1+len(word) > lineLength {
			lines = append(lines, now.String())
			now.Reset()
			column = 0
		}
		if now.Len() > 0 {
			now.WriteByte(' ')
		}
		now.WriteString(word)
		column += 1 + len(word)
	}
	words := strings.Fields(text)
	for i := 0; i < len(words); {
		n := 0
		for i+n < len(words) && !clear7(words[i+n]) {
			n++
		}
		if n == 0 {
			put(words[i])
			i++
			continue
		}
		for _, w := range encodedWords(strings.Join(words[i:i+n], " ")) {
			put(w)
		}
		i += n
	}
	return strings.Join(append(lines, now.String()), newline+" ")
}

// clear7 reports whether a word may stand in a header as it is.
func clear7(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7F {
			return false
		}
	}
	return !strings.Contains(s, "=?")
}

// encodedWords encodes text in words of at most 75 characters, which do not part characters (RFC 2047 5).
func encodedWords(text string) (words []string) {
	if quoted := strings.TrimSuffix(strings.TrimPrefix(text, `"`), `"`); len(quoted) == len(text)-2 {
		text = quoted // no encoded words in quotes
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	for text != "" {
		n := min(len(text), 42)
		for n < len(text) && !utf8.RuneStart(text[n]) {
			n--
		}
		words = append(words, "=?UTF-8?B?"+base64.StdEncoding.EncodeToString([]byte(text[:n]))+"?=")
		text = text[n:]
	}
	return words
}

// encodeParams writes a field with parameters anew.
func encodeParams(first string, params []Param, newline string) string {
	var b strings.Builder
	b.WriteString(first)
	for _, p := range params {
		b.WriteString(";" + newline + "\t" + encodeParam(p))
	}
	return b.String()
}

// encodeParam writes one parameter, beyond ASCII as RFC 2231 4 has it.
func encodeParam(p Param) string {
	if clear7(p.Value) {
		return p.Name + `="` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(p.Value) + `"`
	}
	out := []byte(p.Name + "*=UTF-8''")
	for i := range len(p.Value) {
		c := p.Value[i]
		if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || bytes.IndexByte([]byte("-._*"), c) >= 0 && c != '*' {
			out = append(out, c)
		} else {
			out = fmt.Appendf(out, "%%%02X", c)
		}
	}
	return string(out)
}
