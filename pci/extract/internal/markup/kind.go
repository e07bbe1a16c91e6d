package markup

import (
	"bytes"
	"strings"
)

// kind is what data is by its first tag.
type kind int

const (
	isNeither kind = iota
	isHTML
	isXML
)

// elements begin HTML. The WHATWG's MIME sniffing has fewer: a file's name may make a browser show what
// it would not sniff.
var elements = set(`html head body title meta link base style script noscript template iframe frameset
 h1 h2 h3 h4 h5 h6 div p span a b i u s em strong font center br hr table tbody thead tr td th ul ol li dl dt dd
 form input select textarea button label fieldset img map area object embed applet video audio canvas picture
 blockquote pre code tt small big sub sup section article header footer nav main aside figure address details
 marquee bgsound basefont plaintext xmp`)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for word := range strings.FieldsSeq(words) {
		m[word] = true
	}
	return m
}

// kindOf looks for the first tag, behind comments, instructions and the document type.
func kindOf(data []byte) kind {
	s := narrow(data)
	declared, html := false, false
	for {
		s = bytes.TrimLeft(s, " \t\r\n\f\x00")
		switch {
		case len(s) < 2 || s[0] != '<':
			return choose(html, declared)
		case bytes.HasPrefix(s, []byte("<!--")):
			s = after(s, "-->")
			html = html || !declared
		case folded(s, "<?xml"):
			declared, html = true, false
			s = after(s, ">")
		case s[1] == '?', s[1] == '%':
			s = after(s, ">")
		case folded(s, "<!doctype"):
			name := tagName(bytes.TrimLeft(s[len("<!doctype"):], " \t\r\n"))
			if name == "html" {
				return isHTML
			}
			declared = declared || name != ""
			s = after(subset(s), ">")
		case s[1] == '!':
			html = true
			s = after(s, ">")
		default:
			return root(s, data, declared)
		}
	}
}

// root judges by the first tag.
func root(s, data []byte, declared bool) kind {
	name := tagName(s[1:])
	ends := bytes.HasSuffix(bytes.TrimRight(narrow(data[max(0, len(data)-64)&^1:]), " \t\r\n\x00"), []byte(">"))
	switch {
	case name == "html" || elements[name] && !declared:
		return isHTML
	case declared || name != "" && ends:
		return isXML
	}
	return isNeither
}

// choose judges where there is no tag.
func choose(html, declared bool) kind {
	switch {
	case declared:
		return isXML
	case html:
		return isHTML
	}
	return isNeither
}

// narrow returns the first of data in bytes of ASCII: without a byte order mark, and UTF-16 without zeros.
func narrow(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	begin := data[:min(len(data), 64)]
	if marked := bytes.HasPrefix(begin, []byte("\xFF\xFE")) || bytes.HasPrefix(begin, []byte("\xFE\xFF")); marked {
		data = data[2:]
	} else if bytes.Count(begin, []byte{0})*3 < len(begin) {
		return data
	}
	return bytes.ReplaceAll(data[:min(len(data), 64<<10)], []byte{0}, nil)
}

// subset skips the internal subset of a document type, if it has one.
func subset(s []byte) []byte {
	if before, _, _ := bytes.Cut(s, []byte(">")); bytes.IndexByte(before, '[') < 0 {
		return s
	}
	return after(s, "]")
}

func after(s []byte, mark string) []byte {
	if _, rest, ok := bytes.Cut(s, []byte(mark)); ok {
		return rest
	}
	return nil
}

func folded(s []byte, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(string(s[:len(prefix)]), prefix)
}

// tagName is the name that s begins with, in lower case, if it ends as a name does.
func tagName(s []byte) string {
	n := 0
	for n < len(s) && n < 64 && nameByte(s[n], n) {
		n++
	}
	if n == 0 || n == len(s) || bytes.IndexByte([]byte(" \t\r\n\f/>["), s[n]) < 0 {
		return ""
	}
	return strings.ToLower(string(s[:n]))
}

func nameByte(c byte, at int) bool {
	letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
	return letter || at > 0 && (c >= '0' && c <= '9' || c == '-' || c == ':' || c == '.')
}
