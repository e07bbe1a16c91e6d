package pci

import (
	"unicode"
	"unicode/utf8"
)

// A class is what a glyph is to a number.
type class uint8

const (
	other  class = iota // a boundary
	digit               // any decimal digit of Unicode
	blank               // a space of any width
	tab                 // a tab, or the border of a cell
	line                // a line break, or the border of a block
	dash                // hyphens, dashes and minus signs
	point               // full stops
	middle              // dots at half height
	low                 // underscores
	slash               // solidi
	hidden              // what takes no room: zero-width characters, marks, inline tags
)

// A glyph is what a reader would see as one: a character, an entity of HTML, a tag, an escape of a URL.
type glyph struct {
	class class
	value uint8 // of a digit
	size  int   // bytes
}

const maxTag = 2048 // bytes from < to >

// glyphAt reads the glyph at text[at], which is in bounds.
func glyphAt(text []byte, at int) glyph {
	switch c := text[at]; {
	case c-'0' < 10:
		return glyph{digit, c - '0', 1}
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRune(text[at:])
		return runeGlyph(r, n)
	case c == '&':
		return entityAt(text, at)
	case c == '<':
		return tagAt(text, at)
	case c == '%':
		return percentAt(text, at)
	case c == '\\':
		return backslashAt(text, at)
	default:
		return glyph{asciiClass[c], 0, 1}
	}
}

var asciiClass = [utf8.RuneSelf]class{
	' ': blank, '\t': tab, '\n': line, '\v': line, '\f': line, '\r': line,
	'-': dash, '.': point, '_': low, '/': slash,
	0: hidden, 1: hidden, 2: hidden, 3: hidden, 4: hidden, 5: hidden, 6: hidden, 7: hidden, 8: hidden,
	14: hidden, 15: hidden, 16: hidden, 17: hidden, 18: hidden, 19: hidden, 20: hidden, 21: hidden, 22: hidden,
	23: hidden, 24: hidden, 25: hidden, 26: hidden, 27: hidden, 28: hidden, 29: hidden, 30: hidden, 31: hidden,
	127: hidden,
}

// syllable reports whether r is a syllable of Hangul (Unicode, U+AC00 to U+D7A3), to spare Korean text the tables.
func syllable(r rune) bool { return '가' <= r && r <= '힣' }

func runeGlyph(r rune, size int) glyph {
	if syllable(r) {
		return glyph{other, 0, size}
	}
	switch r {
	case utf8.RuneError:
		return glyph{other, 0, size}
	case '\u0085', '\u2028', '\u2029':
		return glyph{line, 0, size}
	case '·', '•', '∙', '・', '･':
		return glyph{middle, 0, size}
	case '．', '․', '﹒':
		return glyph{point, 0, size}
	case '＿':
		return glyph{low, 0, size}
	case '／', '⁄', '∕':
		return glyph{slash, 0, size}
	case '−', '⁃', '˗', '➖':
		return glyph{dash, 0, size}
	case '⠀': // braille without dots
		return glyph{blank, 0, size}
	case 'ᅟ', 'ᅠ', 'ㅤ', 'ﾠ': // Hangul fillers
		return glyph{hidden, 0, size}
	}
	switch {
	case unicode.Is(unicode.Nd, r):
		return glyph{digit, decimal(r), size}
	case unicode.Is(unicode.Zs, r):
		return glyph{blank, 0, size}
	case unicode.Is(unicode.Pd, r):
		return glyph{dash, 0, size}
	case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me):
		return glyph{hidden, 0, size}
	}
	return glyph{other, 0, size}
}

// decimal returns the value of a decimal digit. Unicode keeps the ten of each script together, in
// order, and every range of Nd begins with a zero (The Unicode Standard, 4.6).
func decimal(r rune) uint8 {
	for _, rt := range unicode.Nd.R16 {
		if rune(rt.Lo) <= r && r <= rune(rt.Hi) {
			return uint8((r - rune(rt.Lo)) % 10)
		}
	}
	for _, rt := range unicode.Nd.R32 {
		if rune(rt.Lo) <= r && r <= rune(rt.Hi) {
			return uint8((r - rune(rt.Lo)) % 10)
		}
	}
	return 0
}

func letter(c byte) bool       { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func alphanumeric(c byte) bool { return letter(c) || c-'0' < 10 }
func hexadecimal(c byte) bool  { return c-'0' < 10 || c|0x20 >= 'a' && c|0x20 <= 'f' }
