package document

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// style is what an element's style attribute declares, by property.
type style map[string]string

func styleOf(n *html.Node) style {
	text := attribute(n, "style")
	if text == "" {
		return nil
	}
	s := make(style)
	for declaration := range strings.SplitSeq(text, ";") {
		property, value, _ := strings.Cut(declaration, ":")
		value, _, _ = strings.Cut(strings.ToLower(value), "!important")
		s[strings.ToLower(strings.TrimSpace(property))] = strings.TrimSpace(value)
	}
	return s
}

// apply changes the looks of text.
func (s style) apply(c *context) {
	if s == nil {
		return
	}
	c.paint(s["color"])
	weight := s["font-weight"]
	switch weight {
	case "bold", "bolder":
		c.run.Marks |= Bold
	case "normal", "lighter":
		c.run.Marks &^= Bold
	default:
		if n := number(weight, 1000); n >= 600 {
			c.run.Marks |= Bold
		} else if n > 0 {
			c.run.Marks &^= Bold
		}
	}
	switch slant, _, _ := strings.Cut(s["font-style"], " "); slant {
	case "italic", "oblique":
		c.run.Marks |= Italic
	case "normal":
		c.run.Marks &^= Italic
	}
	decoration := s["text-decoration"] + " " + s["text-decoration-line"]
	if strings.Contains(decoration, "underline") {
		c.run.Marks |= Underline
	}
	if strings.Contains(decoration, "line-through") {
		c.run.Marks |= Strike
	}
	switch s["white-space"] {
	case "pre", "pre-wrap", "pre-line", "break-spaces":
		c.pre = true
	case "normal", "nowrap":
		c.pre = false
	}
}

// indent returns the left margin in levels.
func (s style) indent() int {
	left := s["margin-left"]
	if left == "" {
		switch sides := strings.Fields(s["margin"]); len(sides) {
		case 1:
			left = sides[0]
		case 2, 3:
			left = sides[1]
		case 4:
			left = sides[3]
		}
	}
	return int(math.Round(min(max(pixels(left), 0), (MaxIndent+1)*indentWidth) / indentWidth))
}

// borderless reports what browsers write to tell an indented block from a block quote.
func (s style) borderless() bool {
	border := s["border"]
	return border == "0" || border == "0px" || strings.HasPrefix(border, "none") || s["border-style"] == "none"
}

// units are lengths in pixels (CSS Values 4, section 6); an em is taken to be 16.
var units = map[string]float64{"px": 1, "pt": 96. / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16, "rem": 16}

// pixels reads a length; 0 if it is none.
func pixels(length string) float64 {
	at := strings.LastIndexFunc(length, func(r rune) bool { return r >= '0' && r <= '9' || r == '.' }) + 1
	n, err := strconv.ParseFloat(length[:at], 64)
	if err != nil || math.IsNaN(n) {
		return 0
	}
	return n * units[length[at:]]
}
