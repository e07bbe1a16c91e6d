package faq

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/internal/search"
)

// particles are what may follow a Korean word of one syllable.
var particles = strings.Fields("가 과 까지 께 나 는 대로 도 라도 랑 로 를 마다 만 밖에 부터 에 에게 에서 와 은 을 의 이 이나 이라도 이랑 조차 처럼 하고 한테 으로 보다")

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// words takes a text apart into its normalised words.
func words(text string) []string {
	text = search.NewKey(text).String()
	var list []string
	start, script := 0, noWord
	for i, c := range text {
		next := scriptOf(c, script)
		if next != script {
			if script != noWord {
				list = append(list, text[start:i])
			}
			start, script = i, next
		}
	}
	if script != noWord {
		list = append(list, text[start:])
	}
	return list
}

// A script is what a word is written in, as far as borders of words depend on it.
type script uint8

const (
	noWord script = iota
	hangul
	other
)

// scriptOf returns the script of a character behind one of another. A mark belongs to what it is on.
func scriptOf(c rune, before script) script {
	switch {
	case unicode.Is(unicode.Hangul, c):
		return hangul
	case unicode.IsLetter(c), unicode.IsNumber(c):
		return other
	case unicode.IsMark(c):
		return before
	}
	return noWord
}

func isHangul(word string) bool {
	c, _ := utf8.DecodeRuneInString(word)
	return unicode.Is(unicode.Hangul, c)
}

// oneSyllable returns the first syllable of a Korean word, and what follows it.
func oneSyllable(word string) (first, rest string) {
	_, size := utf8.DecodeRuneInString(word)
	return word[:size], word[size:]
}

// An utterance is what a customer said, ready to be looked into: its words in the order of their bytes, each once,
// and the syllables that only have a particle behind them.
type utterance []string

// maxRead is how many bytes of what a customer said are looked at, from the end: what was said last.
const maxRead = 16 << 10

func newUtterance(text string) utterance {
	list := words(text[max(0, len(text)-maxRead):])
	for _, w := range list {
		if !isHangul(w) {
			continue
		}
		if syllable, rest := oneSyllable(w); slices.Contains(particles, rest) {
			list = append(list, syllable)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// has reports whether a word of a question occurs.
func (u utterance) has(word string) bool {
	i, found := slices.BinarySearch(u, word)
	if found || i == len(u) || !isHangul(word) {
		return found
	}
	_, more := oneSyllable(word)
	return more != "" && strings.HasPrefix(u[i], word) // what begins with a word sorts right behind it
}

// A question is the words that all must occur.
type question struct {
	words  []string
	size   int // characters of the words
	answer int // its place in the script
}

func newQuestion(text string, answer int) question {
	q := question{words: words(text), answer: answer}
	slices.Sort(q.words)
	q.words = slices.Compact(q.words)
	for _, w := range q.words {
		q.size += utf8.RuneCountInString(w)
	}
	return q
}

func (u utterance) matches(q question) bool {
	for _, w := range q.words {
		if !u.has(w) {
			return false
		}
	}
	return true
}

// better reports whether a question says more than another.
func (q question) better(than question) bool {
	if len(q.words) != len(than.words) {
		return len(q.words) > len(than.words)
	}
	return q.size > than.size
}

// best returns the question that matches best, and whether any does.
func (u utterance) best(questions []question) (question, bool) {
	var top question
	for _, q := range questions {
		if q.better(top) && u.matches(q) {
			top = q
		}
	}
	return top, len(top.words) > 0
}
