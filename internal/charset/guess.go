package charset

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const bom8 = "\xEF\xBB\xBF"

// marks are the byte order marks. UTF-32 is before UTF-16, whose little mark it begins with.
var marks = []struct {
	mark     string
	encoding encoding.Encoding
}{
	{"\xFF\xFE\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{"\x00\x00\xFE\xFF", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{"\xFF\xFE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"\xFE\xFF", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"\x84\x31\x95\x33", simplifiedchinese.GB18030},
}

// marked decodes what begins with a byte order mark.
func marked(data []byte) (text []byte, ok bool) {
	for _, m := range marks {
		rest, ok := bytes.CutPrefix(data, []byte(m.mark))
		if ok && (len(m.mark) == 2 || m.mark[0] == 0x84 || width4(rest)) {
			return decode(m.encoding, rest), true
		}
	}
	return nil, false
}

// Marked reports whether data begins with a byte order mark, which no name of a charset can change.
func Marked(data []byte) bool {
	_, ok := marked(data[:min(len(data), 64)])
	return ok || bytes.HasPrefix(data, []byte(bom8))
}

// zeros counts the zero bytes at even and at odd places.
func zeros(data []byte) (even, odd int) {
	for i, c := range data {
		if c == 0 {
			even += 1 - i&1
			odd += i & 1
		}
	}
	return even, odd
}

// width4 reports whether data may be UTF-32, by the bytes that are zero in all planes.
func width4(data []byte) bool {
	n := min(len(data), 4096) &^ 3
	var count [4]int
	for i, c := range data[:n] {
		if c == 0 {
			count[i&3]++
		}
	}
	return n > 4 && (count[0] == n/4 && count[1] >= n/5 && count[3] == 0 || count[3] == n/4 && count[2] >= n/5 && count[0] == 0)
}

// unmarked16 decodes UTF-16 and UTF-32 that only their zero bytes tell.
func unmarked16(data []byte) ([]byte, bool) {
	even, odd := zeros(data)
	var text []byte
	switch order := unicode.LittleEndian; {
	case width4(data) && data[0] != 0:
		text = decode(utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), data)
	case width4(data):
		text = decode(utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), data)
	case max(even, odd)*40 < len(data)/2, min(even, odd)*20 > max(even, odd):
		return nil, false
	case even > odd:
		order = unicode.BigEndian
		fallthrough
	default:
		text = decode(unicode.UTF16(order, unicode.IgnoreBOM), data)
	}
	return text, !binary(text) && bytes.Count(text, []byte("\uFFFD"))*100 <= len(text)
}

// strewn reports whether data is text of one byte a character, or UTF-8, with zero bytes in it: fewer than one in four, so that
// they do not make it UTF-16.
func strewn(data []byte) bool {
	even, odd := zeros(data)
	n := even + odd
	return n > 0 && n*4 < len(data) && (utf8.Valid(data) || clean(decode(korean.EUCKR, data)))
}

// binary reports whether data has more control characters than texts have: more than one in a hundred. Strewn zero bytes do
// not count.
func binary(data []byte) bool {
	n, zero := 0, 0
	for _, c := range data {
		switch {
		case c == 0:
			zero++
		case c < ' ' && control(c):
			n++
		}
	}
	return n*100 > len(data) || (n+zero)*100 > len(data) && !strewn(data)
}

// control reports whether no text has c: ISO 2022, terminals, printers and old DOS have the others.
func control(c byte) bool {
	switch c {
	case '\t', '\n', '\v', '\f', '\r', '\b', esc, so, si, 0x1A:
		return false
	}
	return true
}

// pairs are the charsets of two bytes, the likelier first.
var pairs = []encoding.Encoding{
	korean.EUCKR, japanese.EUCJP, japanese.ShiftJIS, simplifiedchinese.GB18030, traditionalchinese.Big5,
}

// eightBit decodes what is neither ASCII nor UTF-8.
func eightBit(data []byte) []byte {
	if mostlyUTF8(data) {
		return valid(data)
	}
	sample := data[:min(len(data), 64<<10)]
	for _, e := range pairs {
		text := decode(e, sample)
		if len(sample) < len(data) { // may end within a character
			text = text[:max(0, len(text)-8)]
		}
		if !bytes.ContainsRune(text, utf8.RuneError) {
			return decode(e, data)
		}
	}
	return decode(charmap.Windows1252, data)
}

// mostlyUTF8 reports whether most of what is beyond ASCII are whole characters of UTF-8.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if i += size; r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
	}
	return good > bad
}
