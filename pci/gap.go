package pci

import "unicode/utf8"

// A gap is what stands between two groups of digits of one number: the class of its separator, and how many bytes
// it takes. Class other: they are not of one number. Class hidden: a reader sees nothing between them.
type gap struct {
	class class
	size  int
}

// continues tells the bytes that a gap, or a digit beyond ASCII, can begin with, or go on with. EB and EC begin syllables
// of Hangul in UTF-8.
var continues = func() (yes [256]bool) {
	for c := range yes {
		if c >= utf8.RuneSelf {
			yes[c] = c != 0xEB && c != 0xEC
		} else {
			yes[c] = c == '&' || c == '<' || c == '%' || c == '\\' || asciiClass[c] != other
		}
	}
	return yes
}()

// gapAt reads what stands before the next digit. It may be one separator, with up to two spaces on each
// side, or two spaces, tabs or line breaks; white space beside tags, which browsers fold, has no limit.
func gapAt(text []byte, at int) gap {
	if at >= len(text) || !continues[text[at]] {
		return gap{}
	}
	if c := text[at]; at+1 < len(text) && c < utf8.RuneSelf && asciiClass[c] != other { // the usual cases
		switch next := text[at+1]; {
		case next-'0' < 10:
			return gap{asciiClass[c], 1}
		case !continues[next] || ends(text[at+1:]):
			return gap{}
		}
	}
	var f filling
	for i := at; i < len(text) && i-at <= maxGap; {
		g := glyphAt(text, i)
		if g.class == digit {
			return gap{f.class(), i - at}
		}
		if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' { // one line break
			g.size = 2
		}
		if !f.add(g.class, text[i] == '<') {
			return gap{}
		}
		i += g.size
	}
	return gap{}
}

// ends reports whether it is plain that after some separators of one byte each there comes no digit.
func ends(text []byte) bool {
	for _, c := range text[:min(len(text), 4)] {
		if c >= utf8.RuneSelf || asciiClass[c] == other {
			return c-'0' >= 10 && !continues[c]
		}
	}
	return false
}

// A filling counts what a gap is made of.
type filling struct {
	blanks, tabs, lines int
	mark                class // dash, point, middle, low or slash
	tagged              bool
}

// add counts a glyph, and reports whether it may be there.
func (f *filling) add(c class, tag bool) bool {
	f.tagged = f.tagged || tag && c != hidden
	switch c {
	case other:
		return false
	case blank:
		f.blanks++
	case tab:
		f.tabs++
	case line:
		f.lines++
	case dash, point, middle, low, slash:
		if f.mark != other {
			return false
		}
		f.mark = c
	}
	if f.tagged {
		return true
	}
	most := 2
	if f.mark != other || f.lines > 0 {
		most = 4
	}
	return f.blanks <= most && f.tabs <= 2 && f.lines <= 2
}

func (f *filling) class() class {
	switch {
	case f.mark != other:
		return f.mark
	case f.lines > 0:
		return line
	case f.tabs > 0:
		return tab
	case f.blanks > 0:
		return blank
	}
	return hidden
}
