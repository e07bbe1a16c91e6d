package pdf

import (
	"bytes"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// An encoding is what each code of a simple font stands for; "" is not known.
type encoding [256]string

// Characters of the standard encoding from 0xA1 on (ISO 32000-1, annex D); a blank is none.
const standardUpper = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß"

// Characters of PDFDocEncoding from 0x18 and from 0x80 on, where it differs from Latin-1.
const (
	docLower = "˘ˇˆ˙˝˛˚˜"
	docUpper = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\uFFFD€"
)

// Greek letters at the places of A to Z and a to z in the font Symbol.
const (
	symbolUpper = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
	symbolLower = "αβχδεφγηιϕκλµνοπθρστυϖωξψζ"
)

// standardEncoding is what Type 1 fonts have by themselves.
func standardEncoding() *encoding {
	e := &encoding{}
	for c := ' '; c <= '~'; c++ {
		e[c] = string(c)
	}
	e['\''], e['`'] = "’", "‘"
	e.fill(0xA1, standardUpper)
	return e
}

// fill sets the codes from begin on.
func (e *encoding) fill(begin int, chars string) {
	for _, r := range chars {
		if r != ' ' && begin < len(e) {
			e[begin] = string(r)
		}
		begin++
	}
}

// blank makes the codes that have no character known: nothing is shown for them.
func (e *encoding) blank() {
	for c := range e {
		if e[c] == "" {
			e[c] = "\uFFFD"
		}
	}
}

// symbolEncoding is that of the font Symbol, as far as letters and digits go.
func symbolEncoding() *encoding {
	e := standardEncoding()
	e.fill('A', symbolUpper)
	e.fill('a', symbolLower)
	for c := 0xA0; c < 256; c++ {
		e[c] = "\uFFFD"
	}
	return e
}

// pageEncoding is one of the code pages.
func pageEncoding(page *charmap.Charmap) *encoding {
	e := &encoding{}
	for c := ' '; c < 256; c++ {
		e[c] = string(page.DecodeByte(byte(c)))
	}
	return e
}

// namedEncoding returns an encoding by its name, or nil.
func namedEncoding(n name) *encoding {
	switch n {
	case "WinAnsiEncoding":
		e := pageEncoding(charmap.Windows1252)
		for c := 0x7F; c < 256; c++ { // annex D.2, note 3: unused codes are a bullet
			if e[c] == "\uFFFD" || c == 0x7F {
				e[c] = "•"
			}
		}
		return e
	case "MacRomanEncoding":
		return pageEncoding(charmap.Macintosh)
	case "StandardEncoding", "MacExpertEncoding": // the expert's digits are at the same places
		return standardEncoding()
	case "PDFDocEncoding":
		e := &encoding{}
		for c := range 256 {
			e[c] = docText(str([]byte{byte(c)}))
		}
		return e
	}
	return nil
}

// textOf decodes a text string (7.9.2.2): UTF-16, UTF-8 or PDFDocEncoding.
func textOf(s str) string {
	b := []byte(s)
	switch {
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return unescaped(utf16Text(s[2:]))
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		units := make([]uint16, 0, len(b)/2)
		for i := 2; i+1 < len(b); i += 2 {
			units = append(units, uint16(b[i])|uint16(b[i+1])<<8)
		}
		return string(utf16.Decode(units))
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return string(b[3:])
	}
	return docText(s)
}

// unescaped takes the names of languages out, which stand between two escapes.
func unescaped(s string) string {
	out, inside := make([]rune, 0, len(s)), false
	for i, r := range s {
		switch {
		case r == 0x1B:
			inside = !inside && i+1 < len(s)
		case inside && (r > 'z' || r < 'A'): // nothing that a language is named by
			inside = false
			out = append(out, r)
		case !inside:
			out = append(out, r)
		}
	}
	return string(out)
}

// docText decodes PDFDocEncoding.
func docText(s str) string {
	lower, upper := []rune(docLower), []rune(docUpper)
	out := make([]rune, 0, len(s))
	for _, c := range []byte(s) {
		switch {
		case c == 0: // QUIRK: UTF-16 without its mark
		case 0x18 <= c && c < 0x20:
			out = append(out, lower[c-0x18])
		case 0x80 <= c && c <= 0xA0:
			out = append(out, upper[c-0x80])
		default:
			out = append(out, rune(c))
		}
	}
	return string(out)
}
