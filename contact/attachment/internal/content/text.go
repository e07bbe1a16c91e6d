package content

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// decode returns a text as UTF-8 without byte order mark, and false if data is no text. Only UTF-16 is
// translated: the letters of markup are the same bytes in UTF-8 and in every legacy code page, such as
// CP949, which cannot be told apart reliably.
func decode(data []byte) ([]byte, bool) {
	if order := wide(data); order != nil {
		return decodeWide(data, order)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	return data, printable(data)
}

// printable reports whether data holds none of the control characters that no text has. The characters
// from bell to shift-in are let pass, as is escape: logs and ISO 2022 code pages have them. The end mark
// of DOS may be last.
func printable(data []byte) bool {
	for _, c := range bytes.TrimSuffix(data, []byte{0x1A}) {
		if isBinary(rune(c)) {
			return false
		}
	}
	return true
}

func isBinary(c rune) bool { return c < 7 || c > 0x0F && c < ' ' && c != 0x1B }

// wide returns the byte order of UTF-16: by its mark, or by the zeros beside the first characters.
func wide(data []byte) binary.ByteOrder {
	switch {
	case len(data) < 2:
		return nil
	case data[0] == 0xFF && data[1] == 0xFE:
		return binary.LittleEndian
	case data[0] == 0xFE && data[1] == 0xFF:
		return binary.BigEndian
	}
	zeros := [2]bool{true, true} // in the even and in the odd places
	for i, c := range data[:min(len(data), 16)] {
		zeros[i%2] = zeros[i%2] && c == 0
	}
	switch zeros {
	case [2]bool{false, true}:
		return binary.LittleEndian
	case [2]bool{true, false}:
		return binary.BigEndian
	}
	return nil
}

// decodeWide refuses what has control characters or halves of pairs: that is how other binary data shows.
func decodeWide(data []byte, order binary.ByteOrder) ([]byte, bool) {
	text := make([]byte, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		switch {
		case i == 0 && r == '\ufeff':
			continue
		case isBinary(r):
			return nil, false
		case utf16.IsSurrogate(r):
			if i += 2; i+1 >= len(data) {
				return nil, false
			}
			if r = utf16.DecodeRune(r, rune(order.Uint16(data[i:]))); r == utf8.RuneError {
				return nil, false
			}
		}
		text = utf8.AppendRune(text, r)
	}
	return text, true
}
