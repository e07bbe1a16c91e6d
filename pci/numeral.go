package pci

import "unicode/utf8"

// A token is a word, or figures, that stands for digits of a number.
type token struct {
	size   int // bytes; 0 is no token
	n      int // digits
	digit  [maxPAN + 1]uint8
	end    [maxPAN + 1]uint8 // bytes up to where a word ends after the digit; 0 within figures
	repeat uint8             // of the next digit: double, triple
	figure bool
}

func (t *token) add(d uint8) {
	if t.n < len(t.digit) {
		t.digit[t.n] = d
		t.n++
	}
}

// tokenAt reads the token at text[at].
func tokenAt(text []byte, at int) (t token) {
	switch c := text[at]; {
	case letter(c):
		latinToken(text, at, &t)
	case c >= 0xEA && c <= 0xED:
		if d, n := koreanDigit(text[at:]); n > 0 {
			t.add(d)
			t.size = n
		}
	case c-'0' < 10 || c >= utf8.RuneSelf || c == '&' || c == '\\':
		figures(text, at, &t)
	}
	return t
}

// figures reads digits with nothing visible between, as many as no card number has at most.
func figures(text []byte, at int, t *token) {
	for i := at; i < len(text) && t.n < len(t.digit); {
		g := glyphAt(text, i)
		if g.class != digit {
			return
		}
		t.add(g.value)
		i += g.size
		t.size, t.figure = i-at, true
		if i < len(text) && text[i]-'0' >= 10 {
			i = seenAfter(text, i)
		}
	}
}

// latinToken reads a word of English that is nothing but digits, written together or not: fourfivethreedoublenine.
func latinToken(text []byte, at int, t *token) {
	for i := at; t.n < len(t.digit) && i < len(text) && letter(text[i]); i = at + t.size {
		repeat, n := repetition(text[i:])
		if alone := i+n == len(text) || !letter(text[i+n]); n > 0 && alone && t.n == 0 {
			t.repeat, t.size = repeat, n
			return
		} else if n > 0 && alone {
			*t = token{}
			return
		}
		d, size := englishDigit(text[i+n:])
		if size == 0 {
			*t = token{}
			return
		}
		for ; repeat > 1; repeat-- {
			t.add(d)
		}
		t.add(d)
		t.size += n + size
		t.end[t.n-1] = uint8(t.size)
	}
}

// digitWord reports whether word is nothing but digits written out.
func digitWord(word []byte) bool {
	var t token
	if len(word) > 0 {
		latinToken(word, 0, &t)
	}
	return t.size > 0
}

// repetition reads a word that repeats the digit after it: how often, and its bytes.
func repetition(text []byte) (times uint8, bytes int) {
	const size = len("double")
	switch {
	case len(text) < size:
		return 0, 0
	case equalFold(text, "double"):
		return 2, size
	case equalFold(text, "triple") || equalFold(text, "treble"):
		return 3, size
	}
	return 0, 0
}

// englishDigit reads the digit that word begins with.
func englishDigit(word []byte) (d uint8, size int) {
	for _, e := range englishDigits[word[0]&0x1f] {
		if len(word) >= len(e.word) && equalFold(word[:len(e.word)], e.word) {
			return e.digit, len(e.word)
		}
	}
	return 0, 0
}

type englishWord struct {
	word  string
	digit uint8
}

// englishDigits are the words by their first letter; of words that begin alike the longer comes first.
var englishDigits = [32][]englishWord{
	'e' & 0x1f: {{"eight", 8}},
	'f' & 0x1f: {{"four", 4}, {"five", 5}},
	'n' & 0x1f: {{"nine", 9}, {"nought", 0}, {"naught", 0}},
	'o' & 0x1f: {{"one", 1}, {"oh", 0}, {"o", 0}},
	's' & 0x1f: {{"six", 6}, {"seven", 7}},
	't' & 0x1f: {{"two", 2}, {"three", 3}},
	'z' & 0x1f: {{"zero", 0}},
}

// equalFold compares letters of ASCII; low is in lower case.
func equalFold(word []byte, low string) bool {
	for i := range len(low) {
		if word[i]|0x20 != low[i] {
			return false
		}
	}
	return true
}

// koreanDigit reads the digit that text begins with: Sino-Korean, as numbers are read out, or native.
func koreanDigit(text []byte) (d uint8, size int) {
	const syllable = 3
	if len(text) < syllable {
		return 0, 0
	}
	switch string(text[:syllable]) {
	case "영", "공", "령", "빵":
		return 0, syllable
	case "일":
		if len(text) >= 2*syllable && string(text[syllable:2*syllable]) == "곱" {
			return 7, 2 * syllable
		}
		return 1, syllable
	case "이":
		return 2, syllable
	case "삼", "셋":
		return 3, syllable
	case "사", "넷":
		return 4, syllable
	case "오":
		return 5, syllable
	case "육", "륙":
		return 6, syllable
	case "칠":
		return 7, syllable
	case "팔":
		return 8, syllable
	case "구":
		return 9, syllable
	case "둘":
		return 2, syllable
	}
	if len(text) < 2*syllable {
		return 0, 0
	}
	switch string(text[:2*syllable]) {
	case "하나":
		return 1, 2 * syllable
	case "다섯":
		return 5, 2 * syllable
	case "여섯":
		return 6, 2 * syllable
	case "여덟":
		return 8, 2 * syllable
	case "아홉":
		return 9, 2 * syllable
	}
	return 0, 0
}

const (
	maxPause     = 12 // glyphs between two tokens
	maxPauseSpan = 256
)

// pauseAt returns how many bytes there are before the next token after text[at:], if what stands there may
// part the digits of a number: separators, punctuation and words such as dash.
func pauseAt(text []byte, at int) int {
	i := at
	for range maxPause {
		if i == len(text) || i-at > maxPauseSpan {
			break
		}
		if n := fillerAt(text, i); n > 0 {
			i += n
			continue
		}
		g := glyphAt(text, i)
		if g.class == digit || g.class == other && !punctuation(text[i]) {
			break
		}
		i += g.size
	}
	return i - at
}

func punctuation(c byte) bool {
	switch c {
	case ',', ';', ':', '(', ')', '"', '\'', '|', '+':
		return true
	}
	return false
}

// fillerAt returns how many bytes a word has that is said between digits.
func fillerAt(text []byte, at int) int {
	if c := text[at]; c >= utf8.RuneSelf {
		for _, filler := range koreanFillers {
			if rest := text[at:]; len(rest) >= len(filler) && string(rest[:len(filler)]) == filler {
				return len(filler)
			}
		}
		return 0
	} else if !letter(c) || at > 0 && letter(text[at-1]) {
		return 0
	}
	word := lettersAfter(text[at:])
	var buf wordBuffer
	switch string(buf.lower(word)) {
	case "dash", "hyphen", "minus", "space", "and", "then", "comma", "dot", "point", "slash", "next", "followed", "by", "um", "uh":
		return len(word)
	}
	return 0
}

var koreanFillers = [...]string{"다시", "대시", "하이픈", "그리고", "다음", "에"}
