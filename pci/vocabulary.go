package pci

import "strings"

// A vocabulary is words in lower case, and what each of them says. Most words of a text are in none, which their first two
// letters and their length tell.
type vocabulary[T comparable] struct {
	words [256][]saying[T] // by the first byte
	sizes [1 << 10]uint32  // by the low bits of the first two bytes, a bit for each length
}

type saying[T comparable] struct {
	word string
	says T
}

func newVocabulary[T comparable](words map[T]string) *vocabulary[T] {
	v := new(vocabulary[T])
	for says, list := range words {
		for word := range strings.FieldsSeq(list) {
			v.words[word[0]] = append(v.words[word[0]], saying[T]{word, says})
			v.sizes[beginningOf([]byte(word))] |= 1 << len(word)
		}
	}
	return v
}

// beginningOf returns the low bits of the first two letters of a word, which are the same in both cases.
func beginningOf(word []byte) int {
	if len(word) == 1 {
		return int(word[0] & 0x1f)
	}
	return beginningBits(word[0], word[1])
}

func beginningBits(a, b byte) int { return int(a&0x1f)<<5 | int(b&0x1f) }

// has reports whether a word of ASCII, which is not empty, may be in the vocabulary.
func (v *vocabulary[T]) has(word []byte) bool {
	return v.sizes[beginningOf(word)]>>len(word)&1 != 0
}

// plain returns what a word of ASCII letters and digits says, in whatever case, if has.
func (v *vocabulary[T]) plain(word []byte) (says T) {
	words := v.words[word[0]|0x20]
	for i := range words {
		if w := &words[i]; len(w.word) == len(word) && equalFold(word, w.word) {
			return w.says
		}
	}
	return says
}

// of returns what a word in lower case says.
func (v *vocabulary[T]) of(word []byte) (says T, known bool) {
	words := v.words[word[0]]
	for i := range words {
		if w := &words[i]; w.word == string(word) {
			return w.says, true
		}
	}
	return says, false
}
