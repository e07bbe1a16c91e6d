package htmltext

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/internal/mime"
)

// declaration is the encoding in an XML declaration.
var declaration = regexp.MustCompile(`^(?:\xEF\xBB\xBF)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// attribute takes an attribute of a tag: its name and value on a line, and what is packed in it.
func (p *page) attribute(key string, value []byte, depth int) {
	if p.hidden == nil {
		return
	}
	line := append(append([]byte(key), '='), value...)
	p.hide(line)
	if bytes.IndexByte(value, '%') >= 0 {
		p.hide(unpercent(value))
	}
	switch {
	case key == "srcdoc":
		p.nested(value, depth)
	case key == "style":
		p.hide(unescapeCSS(value))
	}
	if trimmed := bytes.TrimSpace(value); len(trimmed) > 5 && strings.EqualFold(string(trimmed[:5]), "data:") {
		p.dataURI(trimmed[len("data:"):])
	} else {
		p.dataURIs(value)
	}
}

// maxMedia bounds what is before the comma of a data URI (RFC 2397).
const maxMedia = 256

// dataURIs hands over what is in the data URIs in a text, such as a script or style sheet.
func (p *page) dataURIs(text []byte) {
	for p.hidden != nil {
		at := bytes.IndexByte(text, ':')
		if at < 0 {
			return
		}
		is := at >= 4 && strings.EqualFold(string(text[at-4:at]), "data")
		if text = text[at+1:]; !is {
			continue
		}
		end := bytes.IndexAny(text, "\"'()<>\\ \t\r\n")
		if end < 0 {
			end = len(text)
		}
		p.dataURI(text[:end])
		text = text[end:]
	}
}

// dataURI hands over what is in one, given without its "data:".
func (p *page) dataURI(uri []byte) {
	comma := bytes.IndexByte(uri[:min(len(uri), maxMedia)], ',')
	if p.hidden == nil || comma < 0 || len(uri) == comma+1 || comma > 0 && !bytes.ContainsAny(uri[:comma], "/;") {
		return
	}
	media, base64 := strings.CutSuffix(strings.ToLower(strings.TrimSpace(string(uri[:comma]))), ";base64")
	data := unpercent(uri[comma+1:])
	if base64 {
		data, _ = mime.Base64(data)
	}
	p.walk.File("data:"+media, data)
}

// unpercent decodes %XX, and leaves what is not.
func unpercent(s []byte) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(string(s[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

// escape is a character by its number in CSS.
var escape = regexp.MustCompile(`\\[0-9A-Fa-f]{1,6}[ \t\r\n]?`)

// unescapeCSS returns CSS with its digits as one sees them, or nil if none are escaped.
func unescapeCSS(text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 {
		return nil
	}
	return escape.ReplaceAllFunc(text, func(s []byte) []byte {
		n, err := strconv.ParseUint(string(bytes.TrimRight(s[1:], " \t\r\n")), 16, 32)
		if err != nil {
			return s
		}
		return []byte(string(rune(n)))
	})
}
