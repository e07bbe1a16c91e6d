package pci

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// A phrase is words with glue between: spaces, punctuation, tags. The words beside a code are read one by one.

// maxGlue is how many characters there may be between two words.
const maxGlue = 12

// glue reports whether c, of ASCII, may stand between the words of a phrase.
func glue(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\r', ':', '=', '-', '#', '"', '\'', '(', ')', '/', '*', '_', '>', '[', ']', ',', '|', ';', '&', '{':
		return true
	}
	return false
}

// spoken reports whether r, beyond ASCII, is a part of words. All others are glue, such as wide colons and what makes
// keycaps of digits.
func spoken(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.In(r, unicode.Mn, unicode.Mc) && !unicode.Is(unicode.Variation_Selector, r)
}

// glueBefore returns how many bytes stand between the end of text and the last word in it, if they may
// stand within a phrase. Tags do not count.
func glueBefore(text []byte) int {
	all := len(text)
	if all > 1 && text[all-1] == ' ' && alphanumeric(text[all-2]) {
		return 1 // the usual case
	}
	for range maxGlue {
		size := glueLast(text)
		if size == 0 {
			break
		}
		text = text[:len(text)-size]
	}
	return all - len(text)
}

// glueLast returns how many bytes the glue at the end of text has: a character or tag, or none.
func glueLast(text []byte) int {
	if len(text) == 0 {
		return 0
	}
	if c := text[len(text)-1]; c < utf8.RuneSelf {
		if glue(c) {
			return 1 + tagBefore(text)
		}
		return 0
	}
	if r, n := utf8.DecodeLastRune(text); r != utf8.RuneError && !spoken(r) {
		return n
	}
	return 0
}

// tagBefore returns how many bytes there are from the < of the tag that text ends with to its >, or 0.
func tagBefore(text []byte) int {
	const most = 256
	if text[len(text)-1] != '>' {
		return 0
	}
	from := max(0, len(text)-most)
	at := bytes.LastIndexByte(text[from:], '<') + from
	if at < from {
		return 0
	}
	if g := tagAt(text, at); g.class == other || at+g.size != len(text) {
		return 0
	}
	return len(text) - 1 - at
}

// wordBefore returns the last word in text. Digits that touch its beginning are none of it: 4539...cvv
func wordBefore(text []byte) []byte {
	text = text[:len(text)-glueBefore(text)]
	i := len(text)
	for i > 0 && text[i-1]-'0' < 10 {
		i--
	}
	for i > 0 && letter(text[i-1]) {
		i--
	}
	if len(text)-i < maxWord && (i == 0 || text[i-1] < utf8.RuneSelf) {
		return text[i:] // the usual case
	}
	return foreignBefore(text)
}

// foreignBefore is for words with letters beyond ASCII.
func foreignBefore(text []byte) []byte {
	i, asian := len(text), false
	for letters := false; i > 0 && len(text)-i < maxWord; {
		r, n := rune(text[i-1]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeLastRune(text[:i])
		}
		digits := unicode.IsDigit(r)
		if is := eastAsian(r); letters && !digits && is != asian {
			break // 카드PIN
		} else if !digits {
			asian = is
		}
		if digits && letters || !digits && !letter(text[i-1]) && (r < utf8.RuneSelf || r == utf8.RuneError || !spoken(r)) {
			break
		}
		letters = letters || !digits
		i -= n
	}
	return text[i:]
}

// glueFirst returns how many bytes the glue at the beginning of text has: a character or tag, or none.
func glueFirst(text []byte) int {
	if len(text) == 0 {
		return 0
	}
	switch c := text[0]; {
	case c == '<':
		if g := tagAt(text, 0); g.class != other {
			return g.size
		}
		return 0
	case c == '&':
		if g := entityAt(text, 0); g.class != other && g.class != digit {
			return g.size
		}
		return 1
	case glue(c):
		return 1
	case c < utf8.RuneSelf:
		return 0
	}
	if r, n := utf8.DecodeRune(text); r != utf8.RuneError && !spoken(r) {
		return n
	}
	return 0
}

// glueAfter is for words that say what the digits before them are: less may be between.
func glueAfter(text []byte) int {
	n := 0
	for range maxGlue {
		if n == len(text) || text[n] < utf8.RuneSelf && text[n] != ' ' && text[n] != '(' && text[n] != '-' && text[n] != '\'' && text[n] != '=' {
			break
		}
		size := glueFirst(text[n:])
		if size == 0 {
			break
		}
		n += size
	}
	return n
}

// wordAfter returns the word that text begins with.
func wordAfter(text []byte) []byte {
	i := 0
	for i < len(text) && i < maxWord {
		if text[i] < utf8.RuneSelf {
			if !alphanumeric(text[i]) {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError || !spoken(r) {
			break
		}
		i += n
	}
	return text[:i]
}

// digitsFollow reports whether digits come before the next word, or a mask, which may stand at the end of text.
func digitsFollow(text []byte, masked bool) bool {
	for range 4 {
		n, stars := 0, 0
		for range maxGlue {
			size := glueFirst(text[n:])
			if size == 0 {
				break
			}
			if text[n] == '*' {
				stars++
			}
			n += size
		}
		word := wordAfter(text[n:])
		switch {
		case stars >= 3:
			return true
		case len(word) == 0:
			return stars > 0 || masked && (n == len(text) || text[n] == '<') // it may be in a comment
		case glyphAt(text, n).class == digit:
			return true
		}
		if roleOf(word) == stranger {
			return false
		}
		text = text[n+len(word):]
	}
	return false
}
