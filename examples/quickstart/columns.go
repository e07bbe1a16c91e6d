package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columns returns how many columns of a terminal a text takes: 한글 takes four.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n += columnsOf(r)
	}
	return n
}

func columnsOf(r rune) int {
	joins := r >= 0x1160 && r <= 0x11ff // a Hangul vowel or final, which joins the consonant before
	if joins || unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// left fills a text up with spaces behind it, right before it.
func left(text string, n int) string  { return text + strings.Repeat(" ", max(0, n-columns(text))) }
func right(text string, n int) string { return strings.Repeat(" ", max(0, n-columns(text))) + text }

// cut shortens a text to that many columns.
func cut(text string, n int) string {
	if columns(text) <= n {
		return text
	}
	used := len("..")
	for i, r := range text {
		if used += columnsOf(r); used > n {
			return text[:i] + ".."
		}
	}
	return text
}

// wrap breaks a text at spaces into lines of that many columns; a longer word stays whole.
func wrap(text string, n int) []string {
	var lines []string
	now := ""
	for word := range strings.FieldsSeq(text) {
		if now != "" && columns(now)+1+columns(word) > n {
			lines, now = append(lines, now), ""
		}
		if now != "" {
			now += " "
		}
		now += word
	}
	return append(lines, now)
}

// clean replaces what would not print, or would rearrange or steer the terminal: names and ids are
// what somebody wrote.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, text)
}
