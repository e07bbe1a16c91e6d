package pci

import "strings"

// A vocabulary is words in lower case, and what each of them says. Most words of a text are in none, which their first
// letter and their length tell.
type vocabulary[T comparable] struct {
	says  map[string]T
	sizes [256]uint64 // by the first byte in lower case, a bit for each length
}

func newVocabulary[T comparable](words map[T]string) *vocabulary[T] {
	v := &vocabulary[T]{says: map[string]T{}}
	for says, list := range words {
		for word := range strings.FieldsSeq(list) {
			v.says[word] = says
			v.sizes[word[0]|0x20] |= 1 << len(word)
		}
	}
	return v
}

// has reports whether a word of ASCII may be in the vocabulary, in whatever case.
func (v *vocabulary[T]) has(word []byte) bool {
	return len(word) > 0 && v.sizes[word[0]|0x20]>>len(word)&1 != 0
}
