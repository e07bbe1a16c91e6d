package charset

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// A Reading is what data may say.
type Reading struct {
	// Texts are in UTF-8, the likeliest first; there is more than one only where they differ in their digits. They may share
	// memory with the data.
	Texts [][]byte
	// Known is false if a charset was declared that nobody knows, and the data needs one.
	Known bool
	// Binary is set for what is not text at all. Texts is empty then.
	Binary bool
}

// Read decodes data, which is in the declared charset, or in any if that is "".
func Read(data []byte, declared string) Reading {
	r := Reading{Known: true}
	switch text, ok := marked(data); {
	case ok:
		r.add(text)
		if rest := data[2:]; isASCII(rest) && bytes.IndexByte(rest, 0) < 0 { // the mark lies
			r.add(rest)
		}
		return r
	case bytes.HasPrefix(data, []byte(bom8)):
		data, declared = data[len(bom8):], "utf-8"
	}
	if declared = normal(declared); declared != "" && !ascii[declared] {
		text, ok := Decode(declared, data)
		if r.Known = ok || isASCII(data) || utf8.Valid(data); ok {
			r.add(text)
		}
	}
	r.guess(data)
	return r
}

// guess adds what data may be by itself.
func (r *Reading) guess(data []byte) {
	text, ok := zeroed(data)
	if !ok || strewn(data) {
		r.narrow(data)
	}
	if ok {
		r.add(text)
		r.Binary = false
	}
}

// narrow adds what data may be if it is not in UTF-16 or UTF-32.
func (r *Reading) narrow(data []byte) {
	if utf8.Valid(data) {
		r.utf8(data)
		return
	}
	if ebcdic(data) {
		r.add(decode(charmap.CodePage1047, data))
	} else if r.Binary = binary(data) && len(r.Texts) == 0; binary(data) {
		return
	}
	r.add(eightBit(data))
	for _, w := range wides {
		if w.chain(data) {
			r.add(decode(w.encoding, data))
		}
	}
	r.sevenBit(data)
}

// utf8 adds what is UTF-8, even if something else was declared: few texts are UTF-8 by chance.
func (r *Reading) utf8(data []byte) {
	switch {
	case binary(data):
		r.Binary = len(r.Texts) == 0
		return
	case len(r.Texts) > 0 && !isASCII(data) && !bytes.Equal(r.Texts[0], data):
		r.Texts = append(r.Texts, data)
	default:
		r.add(data)
	}
	r.sevenBit(data)
}

// sevenBit adds what may be in data between escapes.
func (r *Reading) sevenBit(data []byte) {
	if bytes.IndexByte(data, '+') >= 0 {
		if text, digits := utf7(data, true); digits {
			r.add(text)
		}
	}
	if bytes.Contains(data, []byte("~{")) {
		r.add(decode(simplifiedchinese.HZGB2312, data))
	}
	switch {
	case bytes.IndexByte(data, esc) < 0 || !bytes.Contains(data, []byte("\x1B$")):
	case bytes.IndexByte(data, so) >= 0:
		r.add(shifted(data, true))
	default:
		r.add(decode(japanese.ISO2022JP, data))
	}
}

// add keeps a text if its digits are not those of another. The first is kept in any case.
func (r *Reading) add(text []byte) {
	if len(r.Texts) > 0 {
		mine := digits(text)
		for _, other := range r.Texts {
			if digits(other) == mine {
				return
			}
		}
	}
	r.Texts = append(r.Texts, text)
}

// digits is a hash of the digits in a text (FNV-1a), with what stands between them left out.
func digits(text []byte) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		i += size
		if r >= '0' && r <= '9' || r >= utf8.RuneSelf && unicode.IsDigit(r) {
			h = (h ^ uint64(r)) * 1099511628211
		}
	}
	return h
}
