package mime

import (
	"bytes"
	"strings"
)

// A Block is a uuencoded file within a text.
type Block struct {
	Span        // from begin to end, lines included
	Name string // of the file
	Data []byte
	Open bool // it does not end
}

// UU finds the uuencoded files in a text ("begin 644 name", and begin-base64).
func UU(text []byte) (blocks []Block) {
	for pos := 0; pos < len(text); {
		at := bytes.Index(text[pos:], []byte("begin"))
		if at < 0 {
			break
		}
		at += pos
		textEnd, next := line(text, at, len(text))
		name, base64, ok := begin(string(text[at:min(textEnd, at+1000)]))
		if pos = at + len("begin"); !ok || at > 0 && text[at-1] != '\n' && text[at-1] != '\r' {
			continue
		}
		b := Block{Span: Span{at, next}, Name: name}
		if base64 {
			b.base64(text, next)
		} else {
			b.uu(text, next)
		}
		if len(b.Data) > 0 {
			blocks = append(blocks, b)
			pos = b.End
		}
	}
	return blocks
}

// begin reads the first line.
func begin(s string) (name string, base64, ok bool) {
	word, rest, _ := strings.Cut(s, " ")
	mode, name, ok := strings.Cut(rest, " ")
	octal := len(mode) >= 3 && len(mode) <= 5 && strings.Trim(mode, "01234567") == ""
	base64 = word == "begin-base64"
	return strings.TrimSpace(name), base64, ok && octal && (base64 || word == "begin")
}

// uu decodes lines up to one that is none.
func (b *Block) uu(text []byte, pos int) {
	for b.Open = true; pos < len(text); {
		end, next := line(text, pos, len(text))
		s := text[pos:end]
		if bytes.Equal(bytes.TrimSpace(s), []byte("end")) {
			b.Open, b.End = false, next
			return
		}
		data, ok := uuLine(s)
		if !ok {
			return
		}
		b.Data = append(b.Data, data...)
		pos, b.End = next, next
	}
}

// uuLine decodes a line: its length, and four characters for three bytes. Blanks at the end may be lost.
func uuLine(s []byte) (data []byte, ok bool) {
	if len(s) == 0 {
		return nil, true
	}
	if s[0] < ' ' || s[0] > '`' {
		return nil, false
	}
	n := int(s[0]-' ') & 63
	s = s[1:]
	if len(s) > (n+2)/3*4+2 || len(s) < (n+2)/3*4-8 && len(s) > 0 || n > 45+18 {
		return nil, false
	}
	var bits uint32
	for i := 0; len(data) < n; i++ {
		c := byte(' ')
		if i < len(s) {
			c = s[i]
		}
		if c < ' ' || c > '`' {
			return nil, false
		}
		if bits = bits<<6 | uint32(c-' ')&63; i&3 == 3 {
			data = append(data, byte(bits>>16), byte(bits>>8), byte(bits))
		}
	}
	return data[:n], true
}

// base64 decodes up to "====".
func (b *Block) base64(text []byte, pos int) {
	at := bytes.Index(text[pos:], []byte("===="))
	if b.Open = at < 0; b.Open {
		at = len(text) - pos
	}
	b.Data, _ = Base64(text[pos : pos+at])
	_, b.End = line(text, pos+at, len(text))
}
