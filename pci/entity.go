package pci

import (
	"bytes"
	"html"
	"unicode/utf8"
)

const (
	maxEntity = 40 // bytes from & to ;
	maxName   = 33 // bytes of the longest name, with its ;
)

// entityAt reads a character reference at text[at], which is '&' (HTML 5, 13.2.5.72). As in browsers, a number needs no
// semicolon at its end, nor do some old names. One that stands for several characters is a boundary.
func entityAt(text []byte, at int) glyph {
	rest := text[at:min(len(text), at+maxEntity)]
	if len(rest) > 1 && rest[1] == '#' {
		return numericEntity(rest)
	}
	for _, old := range [...]string{"&nbsp", "&shy", "&middot"} {
		if bytes.HasPrefix(rest, []byte(old)) {
			size := len(old)
			if size < len(rest) && rest[size] == ';' {
				size++
			}
			return plainGlyph(namedRune(rest[1:len(old)]), size)
		}
	}
	for i := 1; i < len(rest) && i <= maxName; i++ {
		if c := rest[i]; c == ';' {
			return namedEntity(rest[:i+1])
		} else if !alphanumeric(c) {
			break
		}
	}
	return glyph{other, 0, 1}
}

// numericEntity reads &#52; or &#x34;
func numericEntity(rest []byte) glyph {
	base, i := rune(10), 2
	if i < len(rest) && rest[i]|0x20 == 'x' {
		base, i = 16, 3
	}
	r := rune(0)
	for ; i < len(rest) && hexadecimal(rest[i]) && (base == 16 || rest[i]-'0' < 10); i++ {
		if r = r*base + unhex(rest[i]); r > utf8.MaxRune {
			return glyph{other, 0, 1}
		}
	}
	if r == 0 || i == maxEntity {
		return glyph{other, 0, 1}
	}
	shut := i < len(rest) && rest[i] == ';'
	if shut {
		i++
	}
	if 0x80 <= r && r < 0xA0 { // taken for Windows-1252
		r, _ = utf8.DecodeRuneInString(html.UnescapeString(string(rest[:i])))
	}
	g := plainGlyph(r, i)
	if (g.class == other || r < ' ') && !shut {
		g.size = 1 // a number more likely
	}
	return g
}

// namedEntity reads an entity from & to ; with a name.
func namedEntity(source []byte) glyph {
	r := namedRune(source[1 : len(source)-1])
	if r == 0 {
		plain := html.UnescapeString(string(source))
		first, n := utf8.DecodeRuneInString(plain)
		if n != len(plain) {
			return glyph{other, 0, 1}
		}
		r = first
	}
	return plainGlyph(r, len(source))
}

// namedRune knows the usual separators, for which nothing need be allocated.
func namedRune(name []byte) rune {
	switch string(name) {
	case "nbsp":
		return '\u00a0'
	case "shy":
		return '\u00ad'
	case "middot":
		return '·'
	case "ensp", "emsp", "thinsp", "hairsp", "numsp":
		return ' '
	case "ndash", "mdash", "hyphen", "dash", "minus":
		return '-'
	case "amp", "lt", "gt", "quot", "apos":
		return '&' // a boundary
	}
	return 0
}

// plainGlyph returns the glyph of a character that is written in size bytes.
func plainGlyph(r rune, size int) glyph {
	if r >= utf8.RuneSelf {
		return runeGlyph(r, size)
	}
	if '0' <= r && r <= '9' {
		return glyph{digit, uint8(r - '0'), size}
	}
	return glyph{asciiClass[r], 0, size}
}
