package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FromText makes a document of plain text: a paragraph of each line. ErrTooLarge and the limits of Validate
// refuse what is too much.
func FromText(text string) (Doc, error) {
	if err := checkInput(len(text)); err != nil {
		return Doc{}, err
	}
	var d Doc
	for line := range strings.SplitSeq(clean(text), "\n") {
		d.Blocks = append(d.Blocks, Block{Line: Line{{Text: line}}})
	}
	return d.checked()
}

// uniform makes one character of each kind out of line breaks and spaces. A tab is four spaces wide.
var uniform = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n",
	"\u00a0", " ", "\t", "    ")

// clean returns text as runs have it: valid UTF-8, LF for all line breaks, a space for a tab or a space that
// does not break, and no other control characters.
func clean(text string) string {
	if !strings.ContainsFunc(text, unclean) {
		return text
	}
	text = uniform.Replace(strings.ToValidUTF8(text, string(utf8.RuneError)))
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, text)
}

// unclean reports characters that clean may change.
func unclean(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r < ' ' && r != '\n' || r == 0x7f
	case r <= 0xa0, r == '\u2028', r == '\u2029', r == utf8.RuneError:
		return true
	}
	return false
}

// oneLine returns at most so many characters (code points) of text, clean and on one line.
func oneLine(text string, most int) string {
	text = strings.ReplaceAll(clean(text), "\n", " ")
	if len(text) <= most {
		return text
	}
	n := 0
	for i := range text {
		if n == most {
			return text[:i]
		}
		n++
	}
	return text
}
