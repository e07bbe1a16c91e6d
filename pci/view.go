package pci

import "unicode/utf8"

const (
	maxView     = 72  // characters
	maxViewSpan = 512 // bytes of text they are read from
)

// A view is a stretch of text as a reader sees it, in ASCII: letters in upper case, digits of any script as
// 0 to 9, spaces, dashes and dots of any kind as one of theirs, and what cannot be seen left out.
type view struct {
	n     int
	char  [maxView]byte
	start [maxView]int // of the character, a byte offset
	end   [maxView]int
	stop  int    // where something graver begins: nothing that is found may reach beyond
	label string // of the mask
}

// read reads text from at on, as far as a character that has no place in numbers.
func (v *view) read(text []byte, at int) {
	v.n, v.stop = 0, len(text)
	for begin := at; at < len(text) && v.n < maxView && at-begin < maxViewSpan; {
		c, size := visible(text, at)
		if c == 0 {
			return
		}
		if c != unseenChar {
			v.char[v.n], v.start[v.n], v.end[v.n] = c, at, at+size
			v.n++
		}
		at += size
	}
}

// stopAt lets nothing reach into text[start:end], but for what is in a tag between two characters.
func (v *view) stopAt(start, end int) {
	for i := range v.n {
		if v.start[i] < end && v.end[i] > start {
			v.stop = min(v.stop, v.start[i])
			return
		}
	}
}

// unseenChar stands for what a reader does not see.
const unseenChar = 1

// visible returns what a reader sees at text[at], or 0 for what ends a number, and its bytes.
func visible(text []byte, at int) (c byte, size int) {
	switch c = text[at]; {
	case letter(c):
		return c &^ 0x20, 1
	case c-'0' < 10 || c == '(' || c == ')' || c == '+':
		return c, 1
	case c == 0xEF:
		if c := wideChar(text[at:]); c != 0 {
			return c, utf8.RuneLen('＋')
		}
	}
	g := glyphAt(text, at)
	if g.class == digit {
		return '0' + g.value, g.size
	}
	return classChar[g.class], g.size
}

var classChar = [hidden + 1]byte{blank: ' ', dash: '-', point: '.', low: '_', slash: '/', hidden: unseenChar}

// wideChar reads full-width letters, parentheses and plus signs (Unicode, U+FF01 to U+FF5E).
func wideChar(text []byte) byte {
	r, _ := utf8.DecodeRune(text)
	if r < '！' || r > '～' {
		return 0
	}
	switch c := byte(r - '！' + '!'); {
	case letter(c):
		return c &^ 0x20
	case c == '(' || c == ')' || c == '+':
		return c
	}
	return 0
}

// token returns how many letters and digits the view begins with, and how many of those are digits.
func (v *view) token() (n, digits int) {
	for ; n < v.n && alphanumeric(v.char[n]); n++ {
		if v.char[n] <= '9' {
			digits++
		}
	}
	return n, digits
}

// byteEnd returns where in the text the first n characters end.
func (v *view) byteEnd(n int) int { return v.end[n-1] }
