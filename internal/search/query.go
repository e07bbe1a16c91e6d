package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxQuery is the number of characters (code points, after normalisation) of a query that count.
// What is typed beyond them is ignored.
const MaxQuery = 256

// maxQueryBytes is how much of a query is looked at, so that a huge one costs no more than a long
// one.
const maxQueryBytes = 16 * MaxQuery

// Query is a compiled query. The zero Query is the empty one; a Query is safe for concurrent use.
type Query struct {
	words []word
}

// Compile reads what somebody typed. Every string is a query, and every text matches itself (texts
// of up to 4 KiB for certain).
func Compile(typed string) Query {
	var q Query
	for w := range strings.FieldsSeq(cutRunes(NewKey(cutBytes(typed)).text)) {
		q.words = append(q.words, newWord(w))
	}
	return q
}

// Empty reports whether the query has no words and so matches everything.
func (q Query) Empty() bool { return len(q.words) == 0 }

// Match reports whether every word of the query occurs in the text.
func (q Query) Match(k Key) bool {
	for _, w := range q.words {
		if w.index(k.text) < 0 {
			return false
		}
	}
	return true
}

// cutBytes bounds the raw query: before a character that nothing combines with, if there is one.
func cutBytes(s string) string {
	if len(s) <= maxQueryBytes {
		return s
	}
	n := maxQueryBytes
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	if i := norm.NFKC.LastBoundary([]byte(s[:n])); i > 0 {
		n = i
	}
	return s[:n]
}

// cutRunes bounds the normalised query. It must not be done before normalising: half of a combined
// character would match nothing.
func cutRunes(s string) string {
	n := 0
	for i := range s {
		if n == MaxQuery {
			return s[:i]
		}
		n++
	}
	return s
}

// word is one word of a query: runes where Hangul needs the closer look, else only text.
type word struct {
	text  string
	runes []rune
}

func newWord(text string) word {
	runes := []rune(text)
	if slices.ContainsFunc(runes, isInitial) {
		return word{text, runes}
	}
	if isSyllable(runes[len(runes)-1]) {
		return word{text, runes}
	}
	return word{text: text}
}

// index returns where in text the word first occurs, in bytes, or -1.
func (w word) index(text string) int {
	if w.runes == nil {
		return strings.Index(text, w.text)
	}
	for i := range text {
		if w.starts(text[i:]) {
			return i
		}
	}
	return -1
}

// starts reports whether text starts with the word.
func (w word) starts(text string) bool {
	last := len(w.runes) - 1
	for _, typed := range w.runes[:last] {
		r, size := utf8.DecodeRuneInString(text)
		if size == 0 || !covers(typed, r) {
			return false
		}
		text = text[size:]
	}
	r, size := utf8.DecodeRuneInString(text)
	next, _ := utf8.DecodeRuneInString(text[size:])
	return size > 0 && begins(w.runes[last], r, next)
}

// place returns where the word occurs in text at its best.
func (w word) place(text string) Rank {
	best := NoMatch
	for at := 0; ; {
		i := w.index(text[at:])
		if i < 0 {
			return best
		}
		at += i
		if at == 0 {
			return TextStart
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		if !unicode.In(before, unicode.L, unicode.N, unicode.M) {
			return WordStart
		}
		best = Inside
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
}
