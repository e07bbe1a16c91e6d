package archive

import (
	"bytes"
	"encoding/binary"
	"iter"
	"math"
	"unicode/utf16"
)

// A record is a piece of a part of a binary workbook ([MS-XLSB] 2.1.4).
type record struct {
	kind int
	data []byte
}

// records goes through a part. The last one has kind -1 if the part contradicts itself.
func records(data []byte) iter.Seq[record] {
	return func(yield func(record) bool) {
		for len(data) > 0 {
			kind, n := varint(data, 2)
			size, m := varint(data[n:], 4)
			if n == 0 || m == 0 || size > len(data)-n-m {
				yield(record{kind: -1, data: data})
				return
			}
			data = data[n+m:]
			if !yield(record{kind: kind, data: data[:size]}) {
				return
			}
			data = data[size:]
		}
	}
}

// varint reads a number of 7 bits a byte, in so many bytes at most, and returns its length; 0 is none.
// The type of a record has its bytes as they are, two make a number of 14 bits ([MS-XLSB] 2.1.4).
func varint(data []byte, most int) (v, n int) {
	for i := 0; i < most && i < len(data); i++ {
		v |= int(data[i]&0x7F) << (7 * i)
		if data[i] < 0x80 || i == most-1 {
			return v, i + 1
		}
	}
	return 0, 0
}

// wide reads a string of [MS-XLSB] 2.5.168, and what follows it.
func wide(data []byte) (text, rest []byte, ok bool) {
	if len(data) < 4 {
		return nil, nil, false
	}
	n := binary.LittleEndian.Uint32(data)
	data = data[4:]
	if n > uint32(len(data)/2) {
		return nil, nil, false
	}
	return utf16Text(data[:2*n]), data[2*n:], true
}

// utf16Text is UTF-16, little endian, in UTF-8.
func utf16Text(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i+1 < len(data); i += 2 {
		r := rune(binary.LittleEndian.Uint16(data[i:]))
		if utf16.IsSurrogate(r) && i+3 < len(data) {
			if both := utf16.DecodeRune(r, rune(binary.LittleEndian.Uint16(data[i+2:]))); both != '\uFFFD' {
				r = both
				i += 2
			}
		}
		out = append(out, string(r)...)
	}
	return out
}

// rk is a number in 30 bits ([MS-XLSB] 2.5.122).
func rk(bits uint32) float64 {
	v := float64(int32(bits) >> 2)
	if bits&2 == 0 {
		v = math.Float64frombits(uint64(bits&^3) << 32)
	}
	if bits&1 != 0 {
		v /= 100
	}
	return v
}

// minRun is how many characters are a string, where records are not known.
const minRun = 2

// maxString is how many characters a string of Excel has at most. Longer counts are not believed, which
// also keeps the search from going over the same bytes again and again.
const maxString = 32767

// runs goes through the strings in a record that is not known: those that tell their length, as all do
// outside of formulas, and what else is UTF-16 of plain characters.
func runs(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := 0; i+1 < len(data); {
			from, n := 4, counted(data[i:])
			if n == 0 {
				from, n = 0, length(data[i:], plain)
			}
			if n < 2*minRun {
				i++
				continue
			}
			if !yield(utf16Text(data[i+from : i+from+n])) {
				return
			}
			i += from + n
		}
	}
}

// counted returns the length in bytes of the string that data begins with, after its count of
// characters; 0 is none.
func counted(data []byte) int {
	if len(data) < 4 {
		return 0
	}
	n := binary.LittleEndian.Uint32(data)
	if n < minRun || n > maxString || n > uint32(len(data)-4)/2 || length(data[4:4+2*n], shown) < int(2*n) {
		return 0
	}
	return int(2 * n)
}

// length returns how many bytes of data are such characters of UTF-16.
func length(data []byte, such func(c uint16) bool) int {
	i := 0
	for i+1 < len(data) && such(binary.LittleEndian.Uint16(data[i:])) {
		i += 2
	}
	return i
}

// shown reports what is no control character and no half of one.
func shown(c uint16) bool {
	return c >= ' ' && c != 0x7F && (c < 0xD800 || c >= 0xE000) && c < 0xFFFE || c == '\t' || c == '\n' || c == '\r'
}

// plain reports the characters that a number may be written with: ASCII, spaces and dashes, and full-width
// digits. Read at an odd place, these are others.
func plain(c uint16) bool {
	return c >= ' ' && c < 0x7F || c == 0xA0 || c > 0x2000 && c < 0x2070 || c >= 0xFF10 && c <= 0xFF19
}

// ptgNum begins a number in the tokens of a formula ([MS-XLSB] 2.5.97.54).
const ptgNum = 0x1F

// Whole numbers as long as a card's, as floating-point.
const minCard, maxCard = 1e11, 1e19

// constants goes through the numbers in a formula that are as long as a card's. Other bytes may look like
// one, but hardly ever.
func constants(data []byte) iter.Seq[float64] {
	return func(yield func(float64) bool) {
		for {
			i := bytes.IndexByte(data, ptgNum)
			if i < 0 || len(data)-i < 9 {
				return
			}
			data = data[i+1:]
			v := math.Float64frombits(binary.LittleEndian.Uint64(data))
			if v >= minCard && v < maxCard && v == math.Trunc(v) && !yield(v) {
				return
			}
		}
	}
}
