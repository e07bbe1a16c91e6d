package template

import (
	"strings"
	"unicode/utf8"

	"github.com/acdkit/acdkit/internal/search"
)

// An outline is a normalised text with one byte for each character: of Hangul its initial. A word of
// a query can only occur where its outline occurs, because search lets a Hangul letter stand for none
// but syllables with the same initial, and any other character for itself. Looking for outlines first
// takes a tenth of the time: texts are long, and Hangul has to be compared syllable by syllable.
type outline string

// The precomposed syllables, in the order of their initials (the Unicode Standard, section 3.12).
const firstSyllable, lastSyllable, perInitial = 0xAC00, 0xD7A3, 588

func newOutline(k search.Key) outline {
	var b strings.Builder
	for _, r := range k.String() {
		b.WriteByte(outlineOf(r))
	}
	return outline(b.String())
}

// outlineOf counts the initials from 0x80. Leading jamo, which stand for initials alone, begin at
// U+1100 in the same order: their last bytes count alike. That other characters share these bytes does
// no harm: a word may then seem to occur, but is never missed.
func outlineOf(r rune) byte {
	if r >= firstSyllable && r <= lastSyllable {
		r = (r - firstSyllable) / perInitial
	} else if r < utf8.RuneSelf {
		return byte(r)
	}
	return byte(r) | 0x80
}

// outlines returns the outlines of the words of a query. One that search may cut short has none.
func outlines(query string) []string {
	if len(query) > search.MaxQuery {
		return nil
	}
	o := newOutline(search.NewKey(query))
	if len(o) > search.MaxQuery {
		return nil
	}
	return strings.Split(string(o), " ") // keys have no other white space
}

// mayHave reports whether all words may occur in the text.
func (o outline) mayHave(words []string) bool {
	for _, w := range words {
		if !strings.Contains(string(o), w) {
			return false
		}
	}
	return true
}
