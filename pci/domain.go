package pci

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// domainEnd returns where the domain ends that begins at text[at], at most at stop, or 0 if there is none with a dot.
func domainEnd(text []byte, at, stop int) int {
	whole := text
	text = text[:stop]
	if at < len(text) && text[at] == '[' {
		return literalEnd(text, at)
	}
	end, from := 0, at
	for labels := 1; ; labels++ {
		to, more := labelEnd(text, from)
		if labels > 1 {
			if n := topLevel(text[from:to]); n > 0 && n <= maxPart && from+n-at <= maxDomain && (from+n == len(whole) || whole[from+n] != '@') {
				end = from + n
			}
		}
		if to == from || to-from > maxPart || to-at > maxDomain {
			return end
		}
		dot := dotSize(text, to)
		if !more || dot == 0 {
			return end
		}
		from = to + dot
	}
}

// labelEnd returns where the part of a domain ends that begins at text[at], and whether another may follow.
func labelEnd(text []byte, at int) (end int, more bool) {
	i := at
	first, _ := utf8.DecodeRune(text[at:])
	asian := eastAsian(first)
	for i < len(text) && i-at <= maxPart {
		r, n := utf8.DecodeRune(text[i:])
		if r != '-' && !domainRune(r) || r == '-' && i == at {
			break
		}
		if r != '-' && r >= utf8.RuneSelf && eastAsian(r) != asian || asian && r < utf8.RuneSelf && letter(byte(r)) {
			return i, false
		}
		i += n
	}
	for i > at && text[i-1] == '-' {
		i, more = i-1, true
	}
	return i, !more
}

func dotSize(text []byte, at int) int {
	switch {
	case at < len(text) && text[at] == '.':
		return 1
	case bytes.HasPrefix(text[at:], []byte("。")):
		return len("。")
	}
	return 0
}

// topLevel returns how many bytes of label can be the last part of a domain: two letters and more, or its ASCII form
// (RFC 5890, 2.3.2.1). A hyphen may follow, or digits after letters beyond ASCII: they belong to something else.
func topLevel(label []byte) int {
	if len(label) > len("xn--") && equalFold(label, "xn--") {
		return len(label)
	}
	n := 0
	for n < len(label) {
		r, size := utf8.DecodeRune(label[n:])
		if !topicRune(r) {
			break
		}
		n += size
	}
	if n < 2 || n < len(label) && label[n-1] < utf8.RuneSelf && label[n] != '-' {
		return 0
	}
	return n
}

// literalEnd is domainEnd for an address in brackets (RFC 5321, 4.1.3).
func literalEnd(text []byte, at int) int {
	const most = 48
	for i := at + 1; i < len(text) && i < at+most; i++ {
		switch c := text[i]; {
		case c == ']' && i-at >= 4:
			return i + 1
		case c != ':' && c != '.' && !alphanumeric(c):
			return 0
		}
	}
	return 0
}

// domainRune reports whether r may be in a domain, but for the hyphen, or in a local part.
func domainRune(r rune) bool {
	if r < utf8.RuneSelf {
		return alphanumeric(byte(r))
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}

// eastAsian reports whether r is of a script that is written without spaces, or with particles at the
// word: with it, what is written in other letters ends.
func eastAsian(r rune) bool {
	return r >= 0x1100 && (r == 'ー' || r == 'ｰ' || unicode.In(r, unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana))
}
