package compose

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// encodeText returns a text with CRLF line ends, as it is or encoded, and the name of its encoding.
func encodeText(text string) (body []byte, encoding string) {
	text = lines(text)
	if plain(text) {
		return []byte(text), "7bit"
	}
	if body := appendQuoted(nil, text); int64(len(body)) <= base64Size(int64(len(text))) {
		return body, "quoted-printable"
	}
	return appendBase64(nil, []byte(text)), "base64"
}

// lines ends all lines with CRLF, the last one too, and makes blanks of control characters.
func lines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, text)
	return strings.ReplaceAll(text, "\n", "\r\n")
}

// plain reports whether every mail system and mailbox leaves text as it is, and no boundary is in it.
func plain(text string) bool {
	for l := range strings.SplitSeq(text, "\r\n") {
		if len(l) > width || strings.HasSuffix(l, " ") || strings.HasPrefix(l, "From ") || strings.HasPrefix(l, ".") ||
			!printable(strings.ReplaceAll(l, "\t", "")) || strings.HasSuffix(l, "\t") || strings.Contains(l, boundaryMark) {
			return false
		}
	}
	return true
}

// appendQuoted encodes text in quoted-printable (RFC 2045 6.7). What mailboxes and mail systems may change at the
// beginning of a line, a dot and "From ", is encoded too.
func appendQuoted(b []byte, text string) []byte {
	for l := range strings.SplitAfterSeq(text, "\r\n") {
		l, end := cutBefore(l, "\r\n")
		column := 0
		for i := range len(l) {
			c := l[i]
			literal := c > ' ' && c <= '~' && c != '=' || (c == ' ' || c == '\t') && i+1 < len(l)
			if i == 0 && (c == '.' || strings.HasPrefix(l, "From ")) {
				literal = false
			}
			size := 3
			if literal {
				size = 1
			}
			if column+size > width-1 {
				b, column = append(b, "=\r\n"...), 0
			}
			if column += size; literal {
				b = append(b, c)
			} else {
				b = fmt.Appendf(b, "=%02X", c)
			}
		}
		b = append(b, end...)
	}
	return b
}

const (
	charsInLine = 76 // of base64 (RFC 2045 6.8)
	bytesInLine = charsInLine / 4 * 3
)

// appendBase64 encodes data in lines.
func appendBase64(b, data []byte) []byte {
	b = slices.Grow(b, int(base64Size(int64(len(data)))))
	for len(data) > 0 {
		n := min(len(data), bytesInLine)
		b = base64.StdEncoding.AppendEncode(b, data[:n])
		b = append(b, "\r\n"...)
		data = data[n:]
	}
	return b
}

// base64Size returns how long so many bytes become.
func base64Size(n int64) int64 {
	return (n+2)/3*4 + (n+bytesInLine-1)/bytesInLine*2
}
