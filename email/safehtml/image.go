package safehtml

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// remoteSource is where the address of a blocked image is kept.
const remoteSource = "data-remote-src"

// source returns what an image may show: an attribute and its value, or false if it is nothing that may be shown.
func (c *cleaner) source(n *node) (attribute, bool) {
	src := squeezed(n.attrs.get("src"))
	if src == "" {
		src = squeezed(n.attrs.get(remoteSource))
	}
	scheme, rest, _ := strings.Cut(src, ":")
	switch strings.ToLower(scheme) {
	case "cid":
		id, ok := contentID(rest)
		return attribute{"src", "cid:" + url.PathEscape(id)}, ok
	case "data":
		value, ok := picture(rest)
		return attribute{"src", value}, ok && len(value) <= c.dataBytes
	}
	address, ok := target(src)
	return attribute{remoteSource, address}, ok && strings.HasPrefix(address, "http")
}

// contentID returns the Content-ID that a cid: address is for (RFC 2392).
func contentID(rest string) (string, bool) {
	id, err := url.PathUnescape(rest)
	id = strings.Trim(strings.ToValidUTF8(plain(id), "\uFFFD"), "<> ")
	return id, err == nil && id != "" && len(id) <= 500
}

// picture returns the address of an image that is in it, if it is of the plain kinds. SVG is not: it is a document.
func picture(rest string) (string, bool) {
	kind, data, ok := strings.Cut(rest, ",")
	switch kind = strings.ToLower(kind); kind {
	case "image/png;base64", "image/jpeg;base64", "image/gif;base64", "image/webp;base64":
	default:
		return "", false
	}
	digits := strings.TrimRight(data, "=")
	return "data:" + kind + "," + data, ok && digits != "" && !strings.ContainsFunc(digits, func(r rune) bool {
		return !letter(r) && !digit(r) && r != '+' && r != '/'
	})
}

// tracker reports whether a remote image is there to be asked for only: it has no size to be seen.
func tracker(n *node) bool {
	side := func(name string) (pixels float64, ok bool) {
		size := n.style.get(name)
		if size == "" {
			size = strings.TrimSpace(n.attrs.get(name))
		}
		l, ok := readLength(size)
		return l.pixels(), ok && l.unit != "%"
	}
	width, a := side("width")
	height, b := side("height")
	return a && width <= 0 || b && height <= 0 || a && b && width <= 1 && height <= 1
}

// ShowRemote puts the remote images back that Clean has blocked, without a referrer. It takes what Clean returned, and changes
// nothing else.
func (p *Policy) ShowRemote(clean string) string {
	return images(clean, func(key, value string) (string, bool) {
		if key != remoteSource {
			return "", false
		}
		address, ok := target(value)
		return ` referrerpolicy="no-referrer" src="` + html.EscapeString(address) + `"`, ok && strings.HasPrefix(address, "http")
	})
}

// WithImages puts images in that came with a mail. Resolve is asked for the address of a Content-ID, without angle brackets; what
// it does not know is shown by its alternative text. It takes what Clean or ShowRemote returned, and changes nothing
// else; the result is not to be cleaned again, which would remove the addresses of the host.
func (p *Policy) WithImages(clean string, resolve func(contentID string) (address string, ok bool)) string {
	return images(clean, func(key, value string) (string, bool) {
		rest, ok := strings.CutPrefix(value, "cid:")
		if key != "src" || !ok {
			return "", false
		}
		id, _ := contentID(rest)
		if address, ok := resolve(id); ok {
			return ` src="` + html.EscapeString(address) + `"`, true
		}
		return "", true
	})
}

// images writes the attributes of images anew for which replace reports true. All other bytes stay as they are.
func images(clean string, replace func(key, value string) (string, bool)) string {
	out := make([]byte, 0, len(clean))
	z := html.NewTokenizer(strings.NewReader(clean))
	for t := z.Next(); t != html.ErrorToken; t = z.Next() {
		before := len(out)
		out = append(out, z.Raw()...)
		if t != html.StartTagToken {
			continue
		}
		if name, more := z.TagName(); string(name) == "img" {
			out = append(out[:before], "<img"...)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				text, ok := replace(string(key), string(value))
				if !ok {
					text = " " + string(key) + `="` + html.EscapeString(string(value)) + `"`
				}
				out = append(out, text...)
			}
			out = append(out, '>')
		}
	}
	return string(out)
}
