package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxLink is the length in bytes that the target of a link may have.
const MaxLink = 2048

// target returns where a link leads in the form that is kept, or "" if a document has no such links: only
// those to http, https, mailto and tel, with something behind that. What would end an address in HTML or in text is
// percent-encoded, what cannot be seen is taken out.
func target(link string) string {
	if len(link) > MaxLink {
		return ""
	}
	var b strings.Builder
	for _, r := range strings.TrimSpace(strings.ToValidUTF8(link, string(utf8.RuneError))) {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf):
		case unicode.IsSpace(r) || strings.ContainsRune("\"<>\\^`{|}", r):
			escape(&b, r)
		default:
			b.WriteRune(r)
		}
	}
	scheme, rest, _ := strings.Cut(b.String(), ":")
	scheme = strings.ToLower(scheme)
	link = scheme + ":" + rest
	if !leads(scheme, rest) || len(link) > MaxLink {
		return ""
	}
	return link
}

func leads(scheme, rest string) bool {
	switch scheme {
	case "http", "https":
		host, ok := strings.CutPrefix(rest, "//")
		return ok && host != "" && !strings.ContainsRune("/?#:@", rune(host[0]))
	case "mailto", "tel":
		return rest != ""
	}
	return false
}

func escape(b *strings.Builder, r rune) {
	const hex = "0123456789ABCDEF"
	for _, c := range []byte(string(r)) {
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
}
