package search

import (
	"strings"
	"unicode"
)

var hangulSyllables = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0xAC00, Hi: 0xD7A3, Stride: 1}}}

// composed is what a Korean input method shows after the keys: it takes the longest syllable that
// can be made, but leaves the last consonant before a vowel to the vowel.
func composed(keys []rune) string {
	var out strings.Builder
	for len(keys) > 0 {
		r, n := syllableOf(keys)
		out.WriteRune(r)
		keys = keys[n:]
	}
	return out.String()
}

// syllableOf returns the first character that the keys make, and how many keys it takes.
func syllableOf(keys []rune) (rune, int) {
	for r := '가'; len(keys) > 1 && r <= '힣'; r += 588 {
		if !strings.HasPrefix(string(keys), firstStroke(r)) {
			continue
		}
		best, taken := keys[0], 1
		for s := r; s < r+588; s++ {
			struck := []rune(strokes(s))
			n := len(struck)
			fits := strings.HasPrefix(string(keys), strokes(s))
			if fits && n > taken && (!isConsonant(struck[n-1]) || n == len(keys) || isConsonant(keys[n])) {
				best, taken = s, n
			}
		}
		return best, taken
	}
	return keys[0], 1
}

func isConsonant(key rune) bool { return key >= 'ㄱ' && key <= 'ㅎ' }
