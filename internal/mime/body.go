package mime

import (
	"bytes"
	"strings"

	"github.com/acdkit/acdkit/internal/charset"
)

// A coding is what a Content-Transfer-Encoding asks for.
type coding int

const (
	asItIs coding = iota + 1
	asBase64
	asQuoted
	asUU
)

// codings are the encodings with the names that they are met under. What is no encoding but is met changes nothing.
var codings = map[string]coding{
	"": asItIs, "7bit": asItIs, "8bit": asItIs, "binary": asItIs, "7-bit": asItIs, "8-bit": asItIs, "none": asItIs,
	"7bits": asItIs, "8bits": asItIs, "utf-8": asItIs, "utf8": asItIs, "us-ascii": asItIs, "ascii": asItIs,
	"iso-8859-1": asItIs, "unicode": asItIs, "text": asItIs, "plain": asItIs, "text/plain": asItIs, "identity": asItIs,
	"base64": asBase64, "base-64": asBase64, "b64": asBase64, "x-base64": asBase64, "b": asBase64,
	"quoted-printable": asQuoted, "quoted_printable": asQuoted, "quotedprintable": asQuoted, "qp": asQuoted, "q": asQuoted,
	"x-uuencode": asUU, "x-uue": asUU, "uuencode": asUU, "x-uu": asUU,
}

func identity(encoding string) bool { return codings[encoding] == asItIs }

// Content returns the body decoded. It is false if the encoding is unknown or the body is not in it, so that
// readers may differ: then the body as it stands is worth a look, too.
func (p *Part) Content() (data []byte, ok bool) { return p.ContentOf(p.Body) }

// ContentOf decodes another part of the source as if it were the body, such as what begins at Odd.
func (p *Part) ContentOf(at Span) (data []byte, ok bool) {
	body := at.Of(p.raw)
	switch codings[p.Encoding] {
	case asBase64:
		if text, footer := cutFooter(body); footer != nil {
			data, _ := Base64(text)
			return append(data, footer...), false
		}
		return Base64(body)
	case asQuoted:
		return QuotedPrintable(body), true
	case asUU:
		for _, block := range UU(body) {
			data = append(data, block.Data...)
		}
		if data == nil {
			return body, false
		}
		return data, true
	}
	return body, p.Decodable()
}

// Decodable reports whether the encoding is known.
func (p *Part) Decodable() bool { return codings[p.Encoding] != 0 }

// Source returns the bytes of a span of the source.
func (p *Part) Source(at Span) []byte { return at.Of(p.raw) }

// Text returns what the body may say, by its charset.
func (p *Part) Text() charset.Reading {
	data, _ := p.Content()
	return charset.Read(data, p.Param("charset"))
}

// Base64 decodes leniently: what is not of the alphabet is passed over, padding may be missing or in the middle.
// It is false for other than well-formed data.
func Base64(s []byte) (data []byte, ok bool) {
	data = make([]byte, 0, len(s)/4*3+3)
	var bits uint32
	n, padded, ok := 0, false, true
	flush := func() {
		ok = ok && n != 1
		for n--; n > 0; n-- {
			data = append(data, byte(bits>>16))
			bits <<= 8
		}
		bits, n = 0, 0
	}
	for _, c := range s {
		v := sextets[c]
		switch {
		case v < 64:
			ok = ok && !padded
			if bits |= uint32(v) << (18 - 6*n); n == 3 {
				data = append(data, byte(bits>>16), byte(bits>>8), byte(bits))
				bits, n = 0, 0
				continue
			}
			n++
		case c == '=':
			if n > 0 {
				flush()
			}
			padded = true
		default:
			ok = ok && v == blank
		}
	}
	if n > 0 {
		flush()
	}
	return data, ok
}

// cutFooter cuts off what a mailing list has put behind base64: lines from one that is no base64 to the end, none of them
// long enough to be base64 again. The footer begins with the end of the line before; it is nil if there is none.
func cutFooter(s []byte) (encoded, footer []byte) {
	const long = 40
	end := 0
	for pos := 0; pos < len(s); {
		text, next := line(s, pos, len(s))
		word := bytes.TrimSpace(s[pos:text])
		switch {
		case footer == nil && !isBase64(word):
			if encoded, footer = s[:end], s[end:]; len(bytes.TrimSpace(encoded)) == 0 {
				return s, nil
			}
		case footer == nil:
			end = text
		case len(word) >= long && isBase64(word):
			return s, nil
		}
		pos = next
	}
	return encoded, footer
}

// isBase64 reports whether a line has nothing but base64.
func isBase64(s []byte) bool {
	for i, c := range s {
		if sextets[c] >= blank && (c != '=' || i < len(s)-2) {
			return false
		}
	}
	return true
}

const (
	blank = 64 + iota
	other
)

// sextets are the values of the digits of base64.
var sextets = func() (t [256]byte) {
	for c := range t {
		t[c] = other
		if at := strings.IndexByte(base64Digits, byte(c)); at >= 0 {
			t[c] = byte(at)
		}
	}
	for _, c := range " \t\r\n\f\v" {
		t[c] = blank
	}
	return t
}()

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// QuotedPrintable decodes (RFC 2045 6.7). What is not well-formed stays as it is.
func QuotedPrintable(s []byte) []byte {
	out := make([]byte, 0, len(s))
	for {
		at := bytes.IndexByte(s, '=')
		if at < 0 {
			return append(out, s...)
		}
		out = append(out, s[:at]...)
		s = s[at+1:]
		if len(s) >= 2 && hex(s[0]) >= 0 && hex(s[1]) >= 0 {
			out = append(out, byte(hex(s[0])<<4|hex(s[1])))
			s = s[2:]
			continue
		}
		n := 0
		for n < len(s) && (s[n] == ' ' || s[n] == '\t') {
			n++
		}
		switch {
		case n == len(s), n == 0 && s[0] != '\r' && s[0] != '\n':
			if n < len(s) {
				out = append(out, '=')
			}
		case s[n] == '\r' || s[n] == '\n': // a soft line break
			_, next := line(s, n, len(s))
			n = next
		default:
			out = append(out, '=')
			n = 0
		}
		s = s[n:]
	}
}
