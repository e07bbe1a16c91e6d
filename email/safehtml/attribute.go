package safehtml

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// attributes are those of a start tag that anything here asks for; of two with one name the first counts, as in browsers.
type attributes []attribute

type attribute struct{ key, value string }

// asked are the names of attributes that are read, by themselves. What is not here is not even copied.
var asked = func() map[string]string {
	names := make(map[string]string)
	for _, name := range []string{"style", "href", "src", remoteSource, "hidden", "background", "class", "role", "bgcolor"} {
		names[name] = name
	}
	for name := range global {
		names[name] = name
	}
	for _, list := range own {
		for name := range list {
			names[name] = name
		}
	}
	return names
}()

func (a attributes) get(key string) string {
	for i := range a {
		if a[i].key == key {
			return a[i].value
		}
	}
	return ""
}

func (a attributes) has(key string) bool {
	return slices.ContainsFunc(a, func(b attribute) bool { return b.key == key })
}

// A check returns the form in which a value is written, or false if it is not to be.
type check func(value string) (string, bool)

const (
	maxNumber = 1_000_000_000 // of a list item
	maxProse  = 2_000         // bytes of alt and title
)

func oneOf(words ...string) check {
	return func(value string) (string, bool) {
		value = strings.ToLower(strings.TrimSpace(value))
		return value, slices.Contains(words, value)
	}
}

var (
	alignment = oneOf("left", "right", "center", "justify", "middle", "top", "bottom", "baseline", "absmiddle", "texttop")
	vertical  = oneOf("top", "middle", "bottom", "baseline")
)

// listType keeps upper and lower case apart: "a" and "A" number differently.
func listType(value string) (string, bool) {
	return value, slices.Contains([]string{"1", "a", "A", "i", "I", "disc", "circle", "square"}, value)
}

func flag(string) (string, bool) { return "", true }

// prose is text that people read.
func prose(value string) (string, bool) {
	value, _ = within(joined(value), maxProse)
	return strings.TrimSpace(value), true
}

// joined returns the words of a text with one space between them.
func joined(text string) string {
	space := true
	for _, r := range text {
		was := space
		if space = unicode.IsSpace(r); space && (was || r != ' ') {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return strings.TrimSuffix(text, " ")
}

func number(least, most int) check {
	return func(value string) (string, bool) {
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), "px"))
		return strconv.Itoa(n), err == nil && n >= least && n <= most
	}
}

// extent is a width or a height: pixels up to maxPixels, or a part of the whole.
func extent(value string) (string, bool) {
	value = strings.TrimSpace(value)
	if percent, ok := strings.CutSuffix(value, "%"); ok {
		n, ok := number(0, 100)(percent)
		return n + "%", ok
	}
	return number(0, maxPixels)(value)
}

// fontSize is 1 to 7, or a step up or down.
func fontSize(value string) (string, bool) {
	value = strings.TrimSpace(value)
	digits := strings.TrimLeft(value, "+-")
	return value, len(value)-len(digits) <= 1 && len(digits) == 1 && digits >= "1" && digits <= "7"
}

// language is a tag of RFC 5646, such as "ko-KR".
func language(value string) (string, bool) {
	value = strings.TrimSpace(value)
	return value, value != "" && len(value) <= 35 && strings.IndexFunc(value, func(r rune) bool {
		return r != '-' && !letter(r) && !digit(r)
	}) < 0
}

func letter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }
func digit(r rune) bool  { return r >= '0' && r <= '9' }
