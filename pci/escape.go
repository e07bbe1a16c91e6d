package pci

import "unicode/utf8"

// Escapes stand for one character each: %2D in a URL (RFC 3986, 2.1), \u2013 or \/ in JSON (RFC 8259, 7) and in
// source code.

const maxEscape = 6 // bytes of the longest escape of one code unit

// percentAt reads an escape of a URL at text[at], which is '%'. Letters and digits are never escaped: %45 is a percent
// sign and a number.
func percentAt(text []byte, at int) glyph {
	var b [utf8.UTFMax]byte
	n := 0
	for n < len(b) && (n == 0 || b[0] >= utf8.RuneSelf) && percent(text, at+3*n) {
		b[n] = byte(unhex(text[at+3*n+1])<<4 | unhex(text[at+3*n+2]))
		n++
	}
	switch r, size := utf8.DecodeRune(b[:n]); {
	case n == 0 || alphanumeric(b[0]) || r == utf8.RuneError:
		return glyph{other, 0, 1}
	case r < utf8.RuneSelf:
		return glyph{asciiClass[r], 0, 3}
	default:
		g := runeGlyph(r, 3*size)
		if g.class == digit {
			g.class = other
		}
		return g
	}
}

func percent(text []byte, at int) bool {
	return at+2 < len(text) && text[at] == '%' && hexadecimal(text[at+1]) && hexadecimal(text[at+2])
}

// percentLead returns where the escapes begin that the one at text[at] makes a character with.
func percentLead(text []byte, at, from int) int {
	lead := at
	for n := 1; n < utf8.UTFMax && percent(text, lead) && unhex(text[lead+1])&^3 == 8; n++ { // 10xxxxxx
		if lead -= 3; lead < from || !percent(text, lead) {
			return at
		}
	}
	return lead
}

// backslashAt reads an escape at text[at], which is '\\'.
func backslashAt(text []byte, at int) glyph {
	if at+1 == len(text) {
		return glyph{other, 0, 1}
	}
	switch c := text[at+1]; c {
	case 'n', 'r', 'f', 'v':
		return glyph{line, 0, 2}
	case 't':
		return glyph{tab, 0, 2}
	case '-', '.', '_', '/':
		return glyph{asciiClass[c], 0, 2}
	case 'u':
		return unicodeAt(text, at)
	}
	return glyph{other, 0, 1}
}

// unicodeAt reads \uXXXX.
func unicodeAt(text []byte, at int) glyph {
	if at+maxEscape > len(text) {
		return glyph{other, 0, 1}
	}
	var r rune
	for _, c := range text[at+2 : at+maxEscape] {
		if !hexadecimal(c) {
			return glyph{other, 0, 1}
		}
		r = r<<4 | unhex(c)
	}
	return plainGlyph(r, maxEscape)
}

// unhex returns the value of a hexadecimal digit.
func unhex(c byte) rune {
	if c-'0' < 10 {
		return rune(c - '0')
	}
	return rune(c|0x20-'a') + 10
}

// escapeEnds reports whether text ends with an escape, or with an entity without its semicolon, whose last letter is none
// of the text.
func escapeEnds(text []byte) bool {
	n := len(text)
	switch {
	case n >= 2 && text[n-2] == '\\':
		c := text[n-1]
		return c == 'n' || c == 't' || c == 'r'
	case n >= maxEscape && text[n-maxEscape] == '\\':
		return unicodeAt(text, n-maxEscape).size == maxEscape
	case n >= 5 && string(text[n-5:]) == "&nbsp":
		return true
	}
	return n >= 3 && percent(text, n-3)
}
