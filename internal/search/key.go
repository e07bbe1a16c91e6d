package search

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Key is a text made ready for matching: case folded, NFKC, white space collapsed. Keys of texts
// that differ in nothing else are equal. The zero Key is that of the empty text; a Key is safe for
// concurrent use.
type Key struct {
	text string
}

// NewKey normalises text. Bytes that are not UTF-8 count as U+FFFD. It never fails.
func NewKey(text string) Key {
	return Key{strings.Join(strings.Fields(normalise(text)), " ")}
}

// String returns the normalised text. It is for tests and tools; show people the original.
func (k Key) String() string { return k.text }

// Compare orders keys by code point, which puts Hangul syllables into dictionary order.
func (k Key) Compare(other Key) int { return strings.Compare(k.text, other.text) }

var (
	// Consonant pairs that a keyboard joins when the consonants are typed alone. NFKC would turn them
	// into trailing jamo and glue them to the syllable before.
	pairs = strings.NewReplacer(
		"ㄳ", "ㄱㅅ", "ㄵ", "ㄴㅈ", "ㄶ", "ㄴㅎ", "ㄺ", "ㄹㄱ", "ㄻ", "ㄹㅁ", "ㄼ", "ㄹㅂ",
		"ㄽ", "ㄹㅅ", "ㄾ", "ㄹㅌ", "ㄿ", "ㄹㅍ", "ㅀ", "ㄹㅎ", "ㅄ", "ㅂㅅ",
	)
	// Folding leaves a dot above on İ and keeps ı apart; people type either for all four letters.
	dots = strings.NewReplacer("i\u0307", "i", "ı", "i")
)

// normalise is the compatibility caseless form of the Unicode Standard (section 3.13, D146),
// composed at the end. Single compatibility jamo (U+3131 ㄱ) become leading jamo (U+1100) by NFKC.
func normalise(s string) string {
	s = pairs.Replace(strings.Map(visible, s))
	fold := cases.Fold() // not to be shared between goroutines
	s = fold.String(norm.NFD.String(s))
	s = fold.String(norm.NFKD.String(s))
	return norm.NFKC.String(dots.Replace(s))
}

// visible drops the characters that Unicode says to ignore: joiners, soft hyphens, byte order marks,
// variation selectors, Hangul fillers.
func visible(r rune) rune {
	if unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
		return -1
	}
	return r
}
