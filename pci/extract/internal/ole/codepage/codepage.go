// Package codepage decodes text by the number of its Windows code page.
package codepage

import (
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// Windows is the code page of Western Windows, which stands for one that is not told.
const Windows = 1252

// Decode returns b in UTF-8. It reports false, with everything beyond ASCII replaced, if it does not know
// the code page; 0 is Windows.
func Decode(page int, b []byte) (string, bool) {
	wide := page == 1200 || page == 1201
	if !wide && ascii(b) && !shifts(page) {
		return string(b), true
	}
	e := of(page)
	if e == nil {
		return replaced(b), false
	}
	out, err := e.NewDecoder().Bytes(b)
	return string(out), err == nil
}

// shifts reports whether ASCII bytes may stand for something else.
func shifts(page int) bool { return page >= 50220 && page <= 50229 || page == 52936 }

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func replaced(b []byte) string {
	out := make([]byte, 0, len(b)+8)
	for _, c := range b {
		if c < utf8.RuneSelf {
			out = append(out, c)
		} else {
			out = utf8.AppendRune(out, utf8.RuneError)
		}
	}
	return string(out)
}

// of returns the encoding of a code page, nil if it is not known.
func of(page int) encoding.Encoding {
	switch page {
	case 932:
		return japanese.ShiftJIS
	case 20932, 51932:
		return japanese.EUCJP
	case 50220, 50221, 50222:
		return japanese.ISO2022JP
	case 949, 51949, 20949:
		return korean.EUCKR
	case 936, 20936, 51936:
		return simplifiedchinese.GBK
	case 54936:
		return simplifiedchinese.GB18030
	case 52936:
		return simplifiedchinese.HZGB2312
	case 950:
		return traditionalchinese.Big5
	case 65001:
		return unicode.UTF8
	case 1200:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case 1201:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	if m := single(page); m != nil {
		return m
	}
	return nil
}

// single returns the code page if it has one byte a character.
func single(page int) *charmap.Charmap {
	switch page {
	case 0, Windows, 20127:
		return charmap.Windows1252
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1255:
		return charmap.Windows1255
	case 1256:
		return charmap.Windows1256
	case 1257:
		return charmap.Windows1257
	case 1258:
		return charmap.Windows1258
	case 874:
		return charmap.Windows874
	case 10000:
		return charmap.Macintosh
	case 10007:
		return charmap.MacintoshCyrillic
	case 20866:
		return charmap.KOI8R
	case 21866:
		return charmap.KOI8U
	}
	if m := dos(page); m != nil {
		return m
	}
	return iso(page)
}

func dos(page int) *charmap.Charmap {
	switch page {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 855:
		return charmap.CodePage855
	case 858:
		return charmap.CodePage858
	case 860:
		return charmap.CodePage860
	case 862:
		return charmap.CodePage862
	case 863:
		return charmap.CodePage863
	case 865:
		return charmap.CodePage865
	case 866:
		return charmap.CodePage866
	}
	return nil
}

// iso returns the parts of ISO 8859; 28605 is part 15.
func iso(page int) *charmap.Charmap {
	parts := []*charmap.Charmap{
		charmap.ISO8859_1, charmap.ISO8859_2, charmap.ISO8859_3, charmap.ISO8859_4, charmap.ISO8859_5,
		charmap.ISO8859_6, charmap.ISO8859_7, charmap.ISO8859_8, charmap.ISO8859_9, charmap.ISO8859_10,
		nil, nil, charmap.ISO8859_13, charmap.ISO8859_14, charmap.ISO8859_15, charmap.ISO8859_16,
	}
	if page == 38598 { // ISO 8859-8 in logical order
		return charmap.ISO8859_8
	}
	if n := page - 28591; n >= 0 && n < len(parts) {
		return parts[n]
	}
	return nil
}

// OfLanguage returns the ANSI code page of a Windows language identifier ([MS-LCID]).
func OfLanguage(lid int) int {
	switch lid {
	case 0x404, 0xC04, 0x1404: // Taiwan, Hong Kong, Macao
		return 950
	}
	switch lid & 0x3FF {
	case 0x04:
		return 936
	case 0x11:
		return 932
	case 0x12:
		return 949
	case 0x1E:
		return 874
	case 0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24: // Czech, Hungarian, Polish, Romanian, Croatian...
		return 1250
	case 0x02, 0x19, 0x22, 0x23, 0x2F: // Bulgarian, Russian, Ukrainian, Belarusian, Macedonian
		return 1251
	case 0x08:
		return 1253
	case 0x1F, 0x2C:
		return 1254
	case 0x0D:
		return 1255
	case 0x01, 0x20, 0x29: // Arabic, Urdu, Persian
		return 1256
	case 0x25, 0x26, 0x27:
		return 1257
	case 0x2A:
		return 1258
	}
	return Windows
}

// OfCharset returns the code page of a font's character set ([MS-WMF] 2.1.1.5), 0 if it says none.
func OfCharset(charset int) int {
	switch charset {
	case 0:
		return Windows
	case 77:
		return 10000
	case 128:
		return 932
	case 129:
		return 949
	case 130:
		return 1361
	case 134:
		return 936
	case 136:
		return 950
	case 161:
		return 1253
	case 162:
		return 1254
	case 163:
		return 1258
	case 177:
		return 1255
	case 178, 179, 180:
		return 1256
	case 186:
		return 1257
	case 204:
		return 1251
	case 222:
		return 874
	case 238:
		return 1250
	case 254:
		return 437
	case 255:
		return 850
	}
	return 0
}
