package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
)

// Doubt is what was wrong with the charset of a text. Doubts add up.
type Doubt uint8

// The doubts.
const (
	Unknown   Doubt = 1 << iota // a charset is declared that nobody knows
	Wrong                       // the text is not in the declared charset, and is read in another
	Undecoded                   // some bytes are legal in no likely charset: they are U+FFFD
	Guessed                     // nothing is declared, and the text is not in UTF-8
)

// Show decodes for people what was read: in the declared charset if it decodes cleanly, as UTF-8 if it is valid, in the
// declared charset with U+FFFD for what is illegal, in CP949 if every pair is legal, or in windows-1252. What it returns has
// the digits of one of the reading's texts, so that a scanner that has looked at those has seen it. It may share
// memory with the data.
//
// A declaration counts little where it cannot be wrong: of ASCII, of UTF-8 for what is mostly something else, of Latin-1
// and windows-1252, in which every byte is legal, for what is UTF-8, and of UTF-16 for plain ASCII.
func (r *Reading) Show(data []byte, declared string) (text []byte, doubt Doubt) {
	text, doubt = choose(data, normal(declared))
	if len(r.Texts) == 0 || r.has(text) {
		return text, doubt
	}
	return r.Texts[0], doubt | Wrong
}

// ShowFirst is Show for what a scanner looks at in the first of its readings only, such as words of a header.
func (r *Reading) ShowFirst(data []byte, declared string) (text []byte, doubt Doubt) {
	first := Reading{Texts: r.Texts[:min(1, len(r.Texts))]}
	return first.Show(data, declared)
}

// has reports whether one of the texts has the digits of this one.
func (r *Reading) has(text []byte) bool {
	for _, other := range r.Texts {
		if bytes.Equal(other, text) {
			return true
		}
	}
	mine := digits(text)
	for _, other := range r.Texts {
		if digits(other) == mine {
			return true
		}
	}
	return false
}

func choose(data []byte, declared string) (text []byte, doubt Doubt) {
	if text, ok := marked(data); ok {
		return text, undecoded(data, text)
	}
	if rest, ok := bytes.CutPrefix(data, []byte(bom8)); ok {
		data, declared = rest, "utf-8"
	}
	if declared == "" || ascii[declared] {
		return undeclared(data, declared)
	}
	text, known := Decode(declared, data)
	switch {
	case !known:
		text, doubt = undeclared(data, "")
		return text, doubt&^Guessed | Unknown
	case utf8.Valid(data) && believable(data, declared) < 0:
		return data, Wrong
	case clean(text), !utf8.Valid(data):
		return text, undecoded(data, text)
	}
	return data, Wrong
}

// believable is negative if what is UTF-8 is not likely to be in the declared charset, although it decodes cleanly.
func believable(data []byte, declared string) int {
	e := lookup(declared)
	plain := isASCII(data)
	switch {
	case e == charmap.Windows1252, e == charmap.ISO8859_1, e == charmap.ISO8859_15:
		if !plain {
			return -1
		}
	case plain && bytes.IndexByte(data, 0) < 0 && wideName(declared):
		return -1
	}
	return 1
}

// wideName reports whether a charset has no character of one byte.
func wideName(name string) bool {
	probe, ok := Decode(name, []byte("A"))
	return ok && string(probe) != "A"
}

// undeclared decodes what is in UTF-8, in seven bits with escapes, in CP949 or in windows-1252.
func undeclared(data []byte, declared string) (text []byte, doubt Doubt) {
	guessed := Guessed
	if declared != "" {
		guessed = Wrong
	}
	switch {
	case isASCII(data):
		if text, ok := escaped(data); ok {
			return text, guessed
		}
		if text, ok := zeroed(data); ok && !strewn(data) {
			return text, guessed
		}
		return data, 0
	case utf8.Valid(data):
		if declared == "" || strings.Contains(declared, "utf") || declared == "cp65001" {
			return data, 0
		}
		return data, Wrong
	}
	if text, ok := zeroed(data); ok && !strewn(data) {
		return text, guessed
	}
	if text := decode(korean.EUCKR, data); clean(text) { // before what is nearly UTF-8: some Hangul of EUC-KR is that by chance
		return text, guessed
	}
	if mostlyUTF8(data) {
		return valid(data), Undecoded
	}
	return decode(charmap.Windows1252, data), guessed
}

// escaped decodes ISO-2022-KR and ISO-2022-JP by their escapes.
func escaped(data []byte) ([]byte, bool) {
	if !bytes.Contains(data, []byte("\x1B$")) {
		return nil, false
	}
	if bytes.IndexByte(data, so) >= 0 {
		return shifted(data, true), true
	}
	text := decode(japanese.ISO2022JP, data)
	return text, clean(text)
}

// zeroed decodes UTF-16 and UTF-32 by their zero bytes.
func zeroed(data []byte) ([]byte, bool) {
	if bytes.IndexByte(data, 0) < 0 {
		return nil, false
	}
	return unmarked16(data)
}

// clean reports whether a text has neither replaced characters nor controls that texts have only when they are read in a
// wrong charset (C1).
func clean(text []byte) bool {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError || r < 0xA0 && r != 0x85 {
			return false
		}
		i += size
	}
	return true
}

var replacement = []byte("\uFFFD")

// undecoded tells whether decoding had to replace something.
func undecoded(data, text []byte) Doubt {
	if bytes.Contains(text, replacement) && !bytes.Contains(data, replacement) {
		return Undecoded
	}
	return 0
}
