// Package charset turns text of any character set into UTF-8, with the doubts a scanner must have: names
// that lie, names that nobody knows, and no name at all. What matters is that digits come out right.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// aliases are names that neither the WHATWG's nor IANA's lists have, or that the former sends to nothing.
var aliases = map[string]encoding.Encoding{
	"cp949": korean.EUCKR, "uhc": korean.EUCKR, "ms949": korean.EUCKR, "x-windows-949": korean.EUCKR,
	"windows-949": korean.EUCKR, "ks_c_5601-1987": korean.EUCKR, "ks_c_5601": korean.EUCKR, "ksc_5601": korean.EUCKR,
	"ksc5601": korean.EUCKR, "ks_c_5601-1989": korean.EUCKR, "euckr": korean.EUCKR, "x-euc-kr": korean.EUCKR,
	"hz-gb-2312": simplifiedchinese.HZGB2312, "cp936": simplifiedchinese.GBK, "ms936": simplifiedchinese.GBK,
	"windows-936": simplifiedchinese.GBK, "x-gbk": simplifiedchinese.GBK, "cp950": traditionalchinese.Big5,
	"ms950": traditionalchinese.Big5, "big5-hkscs": traditionalchinese.Big5,
	"utf-16be": unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), "utf-32be": utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
	"utf-32": utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "cp932": mustHTML("shift_jis"), "sjis": mustHTML("shift_jis"),
	"ms932": mustHTML("shift_jis"), "cp874": mustHTML("windows-874"),
}

// ascii are names of what is read as UTF-8, which they are a part of.
var ascii = map[string]bool{
	"us-ascii": true, "ascii": true, "ansi_x3.4-1968": true, "iso646-us": true, "utf-8": true, "utf8": true,
	"unicode-1-1-utf-8": true, "utf-8-mac": true, "cp65001": true, "646": true,
}

func mustHTML(name string) encoding.Encoding {
	e, _ := htmlindex.Get(name)
	return e
}

// normal is a name as it is looked up.
func normal(name string) string {
	name = strings.ToLower(strings.Trim(name, " \t\r\n\"'"))
	name, _, _ = strings.Cut(name, "*") // RFC 2231 5: a language
	return name
}

// lookup returns the encoding of that normal name, or nil.
func lookup(name string) encoding.Encoding {
	if e := aliases[name]; e != nil {
		return e
	}
	if e, err := htmlindex.Get(name); err == nil && e != encoding.Replacement {
		return e
	}
	if e, err := ianaindex.IANA.Encoding(name); err == nil && e != nil {
		return e
	}
	for prefix, to := range map[string]string{"cp-": "cp", "cp": "ibm", "ibm-": "ibm", "windows": "windows-", "iso8859": "iso-8859"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
			if e, err := ianaindex.IANA.Encoding(to + rest); err == nil && e != nil {
				return e
			}
		}
	}
	return nil
}

// Decode returns data in UTF-8, and false if the name is not known. What is not legal in the charset
// becomes U+FFFD.
func Decode(name string, data []byte) ([]byte, bool) {
	name = normal(name)
	switch name {
	case "utf-7", "unicode-1-1-utf-7", "csunicode11utf7", "x-unicode-2-0-utf-7":
		text, _ := utf7(data, false)
		return text, true
	case "iso-2022-kr", "csiso2022kr", "iso-2022-cn", "iso-2022-cn-ext":
		return shifted(data, !strings.Contains(name, "cn")), true
	case "utf-16", "unicode", "ucs-2", "iso-10646-ucs-2":
		return decode16(data), true
	}
	if ascii[name] {
		return valid(bytes.TrimPrefix(data, []byte(bom8))), true
	}
	e := lookup(name)
	if e == nil {
		return nil, false
	}
	return decode(e, data), true
}

// Encode returns text, which is UTF-8, in a charset, and false if the name is not known or has no
// such characters.
func Encode(name string, text []byte) ([]byte, bool) {
	name = normal(name)
	if utf8.Valid(text) && ascii[name] {
		return text, strings.HasPrefix(name, "utf") || isASCII(text)
	}
	if name == "utf-16" || strings.HasPrefix(name, "utf-7") {
		return nil, false
	}
	e := lookup(name)
	if e == nil {
		return nil, false
	}
	data, err := e.NewEncoder().Bytes(text)
	return data, err == nil
}

func decode(e encoding.Encoding, data []byte) []byte {
	text, err := e.NewDecoder().Bytes(data)
	if err != nil { // of no decoder that is known; the bytes themselves are the safe answer
		return valid(data)
	}
	return text
}

// decode16 reads UTF-16 whose order of bytes is told by nothing but the data; big endian without any
// sign (RFC 2781 4.3).
func decode16(data []byte) []byte {
	order := unicode.BigEndian
	if even, odd := zeros(data); odd > even {
		order = unicode.LittleEndian
	}
	return decode(unicode.UTF16(order, unicode.UseBOM), data)
}

func valid(data []byte) []byte {
	if utf8.Valid(data) {
		return data
	}
	return bytes.ToValidUTF8(data, []byte("\uFFFD"))
}

func isASCII(data []byte) bool {
	for _, c := range data {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
