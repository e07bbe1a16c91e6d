package safehtml

import (
	"net/url"
	"strings"
)

// A Link is a link of a mail.
type Link struct {
	Text     string // what is shown for it, on one line, cut at 500 bytes
	Target   string // what it opens, the host in ASCII; "" if it was removed
	Warnings []Warning
}

// Warning says what makes a link suspicious.
type Warning string

// The warnings.
const (
	TextDiffers  Warning = "text-differs"  // its text is an address, and its target is of another site
	IPAddress    Warning = "ip-address"    // its host is a number, not a name
	Punycode     Warning = "punycode"      // its host has letters other than ASCII (RFC 3492), which may look like others
	MixedScripts Warning = "mixed-scripts" // and they are of scripts that no language mixes
	UserInfo     Warning = "user-info"     // it has a user before its host, which may look like the host
	Port         Warning = "port"          // it has a port that is not the usual one
	Refused      Warning = "refused"       // its target is none that may be opened: the link was removed, its text is kept
)

const (
	maxLinks    = 5_000
	maxLinkText = 500
)

// warnings returns what is suspicious about a link with a target.
func warnings(text, target string) (list []Warning) {
	u, err := url.Parse(target)
	if err != nil {
		return []Warning{Refused}
	}
	add := func(w Warning, is bool) {
		if is {
			list = append(list, w)
		}
	}
	host := u.Hostname()
	add(TextDiffers, differs(text, u))
	add(IPAddress, numeric(host))
	add(Punycode, strings.Contains("."+host, ".xn--"))
	add(MixedScripts, mixed(host))
	add(UserInfo, u.User != nil)
	add(Port, u.Port() != "")
	return list
}

// differs reports whether a text promises another site than the target is of.
func differs(text string, target *url.URL) bool {
	promised := promise(text)
	if promised == "" {
		return false
	}
	if target.Scheme == "mailto" {
		to, err := url.PathUnescape(target.Opaque)
		if err != nil {
			return true
		}
		_, to, _ = strings.Cut(to, "@")
		return site(strings.ToLower(to)) != site(promised)
	}
	return site(target.Hostname()) != site(promised)
}

// promise returns the host of the address that a text looks like, or "".
func promise(text string) string {
	text = strings.Map(func(r rune) rune {
		if invisible(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200c || r == 0x200d || r == 0x200e || r == 0x200f {
			return -1
		}
		return r
	}, text)
	words := strings.Fields(text)
	for _, word := range words {
		word = strings.Trim(word, `<>()[]{}"'“”‘’,;!…·:`)
		lower := strings.ToLower(word)
		switch {
		case strings.Contains(lower, "://"):
			_, word, _ = strings.Cut(word, "://")
		case strings.HasPrefix(lower, "www."):
		case len(words) > 1:
			continue
		}
		if host := hostOf(word); host != "" {
			return host
		}
	}
	return ""
}

// hostOf returns the host at the beginning of an address without a scheme, if it is one of a known top-level domain.
func hostOf(address string) string {
	if i := strings.IndexAny(address, `/\?#`); i >= 0 {
		address = address[:i]
	}
	u := url.URL{Scheme: "https", Host: address[strings.LastIndexByte(address, '@')+1:]}
	if !hostInASCII(&u) {
		return ""
	}
	host := strings.TrimSuffix(u.Hostname(), ".")
	if numeric(host) && strings.Count(host, ".") == 3 || strings.Contains(host, ".") && known(host) {
		return host
	}
	return ""
}
