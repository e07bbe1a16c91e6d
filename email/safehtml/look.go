package safehtml

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// look is how text looks, as far as it matters: whether it is seen at all, and whether its line ends count.
type look struct {
	gone      bool // whatever is within
	small     bool // until something within has a size of its own
	invisible bool // until something within is visible
	blended   bool // in the colour of its own background, until something within has another of either
	pre       bool
}

func (l look) hides() bool { return l.gone || l.small || l.invisible || l.blended }

// within returns how an element looks in surroundings that look like l. A style that hides for Outlook only (mso-hide) hides
// nothing: all others see it. It counts where the text is tiny as well, as that of preheaders is.
func (l look) within(n *node) look {
	s := &n.style
	l.gone = l.gone || n.kind == unseen || n.attrs.has("hidden") || s.get("display") == "none" || zero(s.get("opacity")) ||
		s.get("overflow") == "hidden" && (zero(s.get("max-height")) || zero(s.get("height")) || zero(s.get("max-width"))) ||
		s.get("mso-hide") == "all" && (tiny(s.get("font-size")) || tiny(s.get("line-height")) || zero(s.get("max-height")))
	switch size := s.get("font-size"); {
	case tiny(size):
		l.small = true
	case size != "" && !relative(size), n.tag == atom.Font && n.attrs.has("size"):
		l.small = false
	}
	switch s.get("visibility") {
	case "hidden", "collapse":
		l.invisible = true
	case "visible":
		l.invisible = false
	}
	l.blended = l.blended && !recoloured(n) || blended(n)
	switch space := s.get("white-space"); {
	case strings.HasPrefix(space, "pre"), n.tag == atom.Pre && space == "":
		l.pre = true
	case space == "normal" || space == "nowrap":
		l.pre = false
	}
	return l
}

// blended reports whether an element itself sets its text in the colour of its background, or in none.
func blended(n *node) bool {
	text, ground := foreground(n), background(n)
	if text == "transparent" {
		return true
	}
	if text == "" || ground == "" || pictured(n) {
		return false
	}
	a, ok := readColor(text)
	b, same := readColor(ground)
	return ok && same && a == b
}

func recoloured(n *node) bool { return foreground(n) != "" || background(n) != "" || pictured(n) }

func foreground(n *node) string {
	if c := n.style.get("color"); c != "" {
		return c
	}
	if n.tag == atom.Font {
		return n.attrs.get("color")
	}
	return ""
}

func background(n *node) string {
	for _, c := range []string{n.style.get("background-color"), n.style.get("background"), n.attrs.get("bgcolor")} {
		if c != "" {
			return c
		}
	}
	return ""
}

// pictured reports whether there is an image behind the text.
func pictured(n *node) bool {
	return n.attrs.has("background") || strings.Contains(n.style.get("background"), "url(") || strings.Contains(n.style.get("background-image"), "url(")
}

// tiny reports whether a size is too small to read: less than 2 pixels.
func tiny(size string) bool {
	l, ok := readLength(size)
	return ok && l.pixels() < 2 && !(l.unit == "" && l.value > 0)
}

func zero(size string) bool {
	l, ok := readLength(size)
	return ok && l.value == 0
}

// relative reports whether a size is a multiple of the one around it.
func relative(size string) bool {
	l, ok := readLength(size)
	return ok && (l.unit == "em" || l.unit == "%" || l.unit == "ex") || size == "inherit" || size == "larger" || size == "smaller"
}
