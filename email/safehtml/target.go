package safehtml

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

const maxTarget = 8_000 // bytes of an address

// target returns an address in the one form that all browsers and net/url read alike, or false if it is none that may be opened:
// http, https, mailto or tel. Browsers take more than RFC 3986 allows (backslashes, missing slashes, line breaks
// within); what they make of that is written out.
func target(raw string) (string, bool) {
	raw = squeezed(raw)
	if len(raw) > maxTarget {
		return "", false
	}
	if len(raw) > 1 && slash(raw[0]) && slash(raw[1]) {
		raw = "https:" + raw // there is no page whose scheme it could take
	}
	scheme, rest, _ := strings.Cut(raw, ":")
	switch scheme = strings.ToLower(scheme); scheme {
	case "http", "https":
		return webTarget(scheme, rest)
	case "mailto":
		return mailTarget(rest)
	case "tel":
		rest = strings.ReplaceAll(strings.ReplaceAll(rest, "%20", ""), " ", "")
		return "tel:" + rest, rest != "" && len(rest) <= 40 && strings.Trim(rest, "0123456789+-.()") == ""
	}
	return "", false
}

// squeezed returns an address without what browsers pass over: spaces around, and tabs and line breaks within.
func squeezed(raw string) string {
	if !strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return raw
	}
	raw = strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' })
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, raw)
}

func slash(c byte) bool { return c == '/' || c == '\\' }

func webTarget(scheme, rest string) (string, bool) {
	path, query := rest, ""
	if i := strings.IndexAny(rest, "?#"); i >= 0 {
		path, query = rest[:i], rest[i:]
	}
	path = strings.TrimLeft(strings.ReplaceAll(path, `\`, "/"), "/")
	u, err := url.Parse(scheme + "://" + escaped(path) + escaped(query))
	if err != nil || !hostInASCII(u) {
		return "", false
	}
	return u.String(), true
}

// escaped writes what an address may not hold in hexadecimal, per cent signs that begin no such number among it.
func escaped(text string) string {
	var out []byte
	from := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '%' && !(i+2 < len(text) && hexadecimal(text[i+1]) && hexadecimal(text[i+2])),
			c <= ' ', c >= 0x7f, strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			const digits = "0123456789ABCDEF"
			out = append(append(out, text[from:i]...), '%', digits[c>>4], digits[c&15])
			from = i + 1
		}
	}
	if from == 0 {
		return text
	}
	return string(append(out, text[from:]...))
}

func hexadecimal(c byte) bool {
	return digit(rune(c)) || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// profile maps names of hosts as browsers do (UTS 46, nontransitional).
var profile = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.CheckHyphens(false))

// hostInASCII brings the host of an address into the form that is asked of the DNS (RFC 5891), without a port that goes
// without saying. It reports false for what is no host.
func hostInASCII(u *url.URL) bool {
	host, port := u.Hostname(), u.Port()
	if host == "" || len(host) > 1000 || strings.HasSuffix(u.Host, ":") {
		return false
	}
	if strings.Contains(host, ":") {
		if strings.Trim(host, "0123456789abcdefABCDEF:.") != "" {
			return false
		}
		host = "[" + strings.ToLower(host) + "]"
	} else {
		ascii, err := profile.ToASCII(host)
		if err != nil || ascii == "" || len(ascii) > 253 || strings.Trim(ascii, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != "" {
			return false
		}
		host = ascii
	}
	if port != "" && port != ports[u.Scheme] {
		host += ":" + port
	}
	u.Host = host
	return true
}

// ports are those that are meant if none is named.
var ports = map[string]string{"http": "80", "https": "443"}

// mailTarget keeps the addresses, the subject and the body; other fields are for programs to abuse (RFC 6068 7).
func mailTarget(rest string) (string, bool) {
	rest, _, _ = strings.Cut(rest, "#")
	to, query, _ := strings.Cut(rest, "?")
	var kept []string
	for field := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(strings.ToLower(field), "=")
		if name == "subject" || name == "body" {
			kept = append(kept, escaped(field))
		}
	}
	out := "mailto:" + escaped(strings.TrimLeft(to, "/"))
	if len(kept) > 0 {
		out += "?" + strings.Join(kept, "&")
	}
	return out, out != "mailto:"
}
