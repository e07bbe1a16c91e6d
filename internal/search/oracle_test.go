package search

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// The oracle knows Hangul only as key strokes: it spells every character out, and compares strings.

// spelt holds the keys of every syllable, in the order of code points.
var spelt = func() (all []string) {
	for initial := range strings.SplitSeq("ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ", " ") {
		for vowel := range strings.SplitSeq("ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ", " ") {
			for final := range strings.SplitSeq(" ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ", " ") {
				all = append(all, initial+vowel+final)
			}
		}
	}
	return all
}()

// strokes spells a syllable as the keys struck for it; other characters stand for themselves.
func strokes(r rune) string {
	if r < '가' || r > '힣' {
		return string(r)
	}
	return spelt[r-'가']
}

func firstStroke(r rune) string {
	_, size := utf8.DecodeRuneInString(strokes(r))
	return strokes(r)[:size]
}

// naiveAt reports whether the query word w occurs at the start of text.
func naiveAt(w, text []rune) bool {
	if len(text) < len(w) {
		return false
	}
	for i, typed := range w {
		consonant := typed >= 'ㄱ' && typed <= 'ㅎ'
		switch {
		case typed == text[i], consonant && firstStroke(text[i]) == string(typed):
			continue
		case i < len(w)-1 || strokes(typed) == string(typed):
			return false
		}
		keys := strokes(text[i])
		if i+1 < len(text) {
			keys += firstStroke(text[i+1])
		}
		if !strings.HasPrefix(keys, strokes(typed)) {
			return false
		}
	}
	return true
}

// naiveMatch is Match for texts of which it can be told without normalising.
func naiveMatch(query, text string) bool {
	runes := []rune(strings.ToLower(text))
	for w := range strings.FieldsSeq(strings.ToLower(query)) {
		found := false
		for i := range runes {
			found = found || naiveAt([]rune(w), runes[i:])
		}
		if !found {
			return false
		}
	}
	return true
}

// letters are few and related, so that matches are not rare. No vowel is among them: it would make
// a syllable with the consonant before.
const letters = "aB가각갃갂고과곽괴까나낙사산ㄱㄲㄴㅅ환호화불부  "

func TestMatchOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		query := rapid.StringOfN(rapid.SampledFrom([]rune(letters)), 0, 5, -1).Draw(t, "query")
		text := rapid.StringOfN(rapid.SampledFrom([]rune(letters)), 0, 10, -1).Draw(t, "text")
		if rapid.Bool().Draw(t, "decomposed") {
			text = norm.NFD.String(text)
		}
		got := Compile(query).Match(NewKey(text))
		if want := naiveMatch(query, norm.NFC.String(text)); got != want {
			t.Errorf("Compile(%q).Match(%q) = %v, want %v", query, text, got, want)
		}
	})
}

// TestSyllablesOracle compares every pair of syllables that share their initial, with every kind of
// letter after them.
func TestSyllablesOracle(t *testing.T) {
	for typed := '가'; typed < '까'; typed++ {
		for r := '가'; r < '까'; r++ {
			for _, next := range "\x00가까사하a" {
				text := string(r) + strings.Trim(string(next), "\x00")
				got := begins(typed, r, next)
				if want := naiveAt([]rune{typed}, []rune(text)); got != want {
					t.Fatalf("begins(%c, %q) = %v, want %v", typed, text, got, want)
				}
			}
		}
	}
}

// TestTyping types names on a two-set keyboard: with every key struck, the name is still found.
func TestTyping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := string(rapid.SliceOfN(rapid.RuneFrom(nil, hangulSyllables), 1, 5).Draw(t, "name"))
		var keys []rune
		for _, r := range name {
			keys = append(keys, []rune(strokes(r))...)
		}
		key := NewKey("환불 " + name)
		for n := range keys {
			shown := composed(keys[:n+1])
			if !Compile(shown).Match(key) {
				t.Errorf("%q, on the way to %q, does not match", shown, name)
			}
		}
		if shown := composed(keys); shown != name {
			t.Errorf("the keys of %q make %q", name, shown)
		}
	})
}
