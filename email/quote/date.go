package quote

import (
	"strings"
	"unicode/utf8"
)

// A date is what begins with words and numbers of a date, as far as it must be understood.
type date struct {
	numbers int  // words that are numbers
	day     bool // it tells a day: a month or a day of the week in words, or numbers that go together
	clock   bool // it tells a time of day
	year    bool
}

// ok reports whether it is one.
func (d date) ok() bool { return d.numbers > 0 && (d.day || d.numbers > 2) }

// readDate reads the date that a plain text begins with, and returns the rest.
func readDate(s string) (date, string) {
	var d date
	for s != "" {
		word, rest, _ := strings.Cut(s, " ")
		if !d.add(word) {
			break
		}
		s = rest
	}
	return d, s
}

// add takes a word, unless it is none of a date.
func (d *date) add(word string) bool {
	word = strings.Trim(word, "()[].,;、，")
	switch dateWords[word] {
	case nameOfDay:
		d.day = true
		return true
	case nearDate:
		return true
	}
	if word == "" {
		return true
	}
	if !strings.ContainsAny(word, "0123456789") || strings.ContainsAny(word, `@<"`) {
		return false
	}
	d.addNumber(word)
	return true
}

// addNumber takes a word with digits, such as "15.01.2024", "2024년", "3:04pm" or "15th".
func (d *date) addNumber(word string) {
	d.numbers++
	digits := 0
	for i, r := range word {
		if '0' <= r && r <= '9' {
			digits++
			continue
		}
		if digits > 0 {
			d.addUnit(r, i+utf8.RuneLen(r) < len(word) && isDigit(word[i+utf8.RuneLen(r)]))
		}
		d.year = d.year || digits == 4
		digits = 0
	}
	d.year = d.year || digits == 4
}

// addUnit takes what is behind digits; more tells whether other digits are behind it.
func (d *date) addUnit(r rune, more bool) {
	switch r {
	case ':', 'h':
		d.clock = d.clock || more
	case '.', '/', '-':
		d.day = d.day || more
	case '年', '月', '日', '년', '월', '일':
		d.day = true
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
