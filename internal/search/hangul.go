package search

import "strings"

// Precomposed syllables and leading jamo, the only Hangul of a normalised text that queries treat
// in a special way. The arithmetic is that of the Unicode Standard, section 3.12.
const (
	firstSyllable = 0xAC00 // 가
	lastSyllable  = 0xD7A3 // 힣
	firstInitial  = 0x1100 // leading ㄱ
	lastInitial   = 0x1112 // leading ㅎ
)

// The letters of each part of a syllable in the order of its code points, as the keys of the
// standard two-set keyboard. Doubled consonants are one key (with Shift), other pairs are two.
var (
	initialKeys = [...]string{
		"ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㄹ", "ㅁ", "ㅂ", "ㅃ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
	}
	vowelKeys = [...]string{
		"ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ",
		"ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
	}
	finalKeys = [...]string{
		"", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
		"ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
	}
)

func isSyllable(r rune) bool { return r >= firstSyllable && r <= lastSyllable }
func isInitial(r rune) bool  { return r >= firstInitial && r <= lastInitial }

// parts returns the places of a syllable's initial, vowel and final in the tables above.
func parts(syllable rune) (initial, vowel, final int) {
	i := int(syllable - firstSyllable)
	perVowel := len(finalKeys)
	perInitial := len(vowelKeys) * perVowel
	return i / perInitial, i % perInitial / perVowel, i % perVowel
}

// initialOf returns the initial of a syllable, or the leading jamo itself, as a key; "" of others.
func initialOf(r rune) string {
	switch {
	case isSyllable(r):
		initial, _, _ := parts(r)
		return initialKeys[initial]
	case isInitial(r):
		return initialKeys[r-firstInitial]
	}
	return ""
}

// covers reports whether typed, inside a query word, stands for r: the same character, or the
// initial of the syllable r.
func covers(typed, r rune) bool {
	return typed == r || isInitial(typed) && isSyllable(r) && initialOf(typed) == initialOf(r)
}

// begins reports whether typed, at the end of a query word, may become r followed by next: what
// covers says, or a syllable whose keys are struck on the way there.
func begins(typed, r, next rune) bool {
	if covers(typed, r) {
		return true
	}
	if !isSyllable(typed) || !isSyllable(r) {
		return false
	}
	ti, tv, tf := parts(typed)
	ri, rv, rf := parts(r)
	if ti != ri {
		return false
	}
	if tv != rv {
		return tf == 0 && strings.HasPrefix(vowelKeys[rv], vowelKeys[tv]) // 호, 환
	}
	rest, more := strings.CutPrefix(finalKeys[tf], finalKeys[rf])
	if !more {
		return strings.HasPrefix(finalKeys[rf], finalKeys[tf]) // 화, 환 and 갑, 값
	}
	return rest == initialOf(next) // 환, 화나 and 갃, 각사
}
