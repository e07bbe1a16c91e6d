package charset

import (
	"bytes"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// utf7 decodes UTF-7 (RFC 2152) and reports whether it hid a digit. Strict: a block that is not just as it must be,
// or has characters no text has, stays as it is, so that other texts with a plus sign do.
func utf7(data []byte, strict bool) (text []byte, digits bool) {
	for {
		at := bytes.IndexByte(data, '+')
		if at < 0 {
			return append(text, data...), digits
		}
		text = append(text, data[:at]...)
		data = data[at+1:]
		n := 0
		for n < len(data) && sextet(data[n]) >= 0 {
			n++
		}
		units, ok := utf7Block(data[:n], strict)
		switch {
		case n == 0 && len(data) > 0 && data[0] == '-':
			text, data = append(text, '+'), data[1:]
			continue
		case n == 0, strict && (!ok || !plausible(units)), !ok:
			text = append(text, '+')
			text = append(text, data[:n]...)
			data = data[n:]
			continue
		}
		for _, r := range utf16.Decode(units) {
			text = utf8.AppendRune(text, r)
			digits = digits || unicode.IsDigit(r)
		}
		if data = data[n:]; len(data) > 0 && data[0] == '-' {
			data = data[1:]
		}
	}
}

// utf7Block decodes base64 without padding to 16-bit units. Strict: what is left over must be zero, and
// less than a digit of base64.
func utf7Block(block []byte, strict bool) (units []uint16, ok bool) {
	var bits uint32
	n := 0
	for _, c := range block {
		bits, n = bits<<6|uint32(sextet(c)), n+6
		if n >= 16 {
			n -= 16
			units = append(units, uint16(bits>>n))
		}
	}
	left := bits & (1<<n - 1)
	return units, len(units) > 0 && (!strict || n < 6 && left == 0)
}

// plausible reports whether units are characters of a text.
func plausible(units []uint16) bool {
	for _, r := range utf16.Decode(units) {
		if !unicode.IsGraphic(r) && !unicode.IsSpace(r) || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// sextet is the value of a digit of base64, or -1.
func sextet(c byte) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	case '0' <= c && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}
