package pci

import (
	"encoding/binary"
	"math/bits"
)

// Most text is clean. What decides the speed is how fast a block of 64 bytes is seen to have nothing
// that could be part of a finding: digits are looked for in eight bytes at a time (SWAR).

const (
	block = 64
	each  = 0x0101010101010101 // 1 in each byte
	high  = 0x8080808080808080 // the high bit of each byte
)

// digits8 has the high bit of each byte set that is an ASCII digit.
func digits8(x uint64) uint64 { return ^(apart8(x&^high) | x) & high }

// apart8 has the high bit of each byte set that is no digit, if all of them are ASCII. If not all are, one of the high bits
// is not set, or all bytes beyond ASCII are B0 to B9, which go on with a character.
func apart8(x uint64) uint64 { return x ^ 0x30*each + 0x76*each }

// leads8 has the high bit of each byte set that may begin a digit beyond ASCII in UTF-8: D9 to E1, EA
// and EF up. In next are the bytes that follow each, or zeros: after EA, B0 and up make a syllable of Hangul.
func leads8(x, next uint64) uint64 {
	y := x &^ high
	early := (y + (0x80-0x59)*each) & ((0x80+0x61)*each - y)
	cham := (high - (y ^ 0x6a*each)) & ((0x80+0x2f)*each - next&^high)
	return (early | cham | (y + (0x80-0x6f)*each)) & x & high
}

// letters8 has the high bit of each byte set that is a letter of ASCII.
func letters8(x uint64) uint64 {
	y := x&^high | 0x20*each
	return (y + (0x80-'a')*each) & ((0x80+'z')*each - y) &^ x & high
}

// letterBits has a bit for each letter of ASCII in text, which has at most 64 bytes, and a bit in foreign for each byte
// beyond ASCII.
func letterBits(text []byte) (letters, foreign uint64) {
	var all uint64
	i := 0
	for ; i+8 <= len(text); i += 8 {
		w := load(text[i:])
		letters |= bits8(letters8(w)) << i
		all |= w
	}
	if i < len(text) {
		w := loadSome(text[i:])
		letters |= bits8(letters8(w)) << i
		all |= w
	}
	if all&high == 0 {
		return letters, 0
	}
	for i = 0; i < len(text); i += 8 {
		foreign |= bits8(loadSome(text[i:])&high) << i
	}
	return letters, foreign
}

// loadSome is load, with zeros after the end of b.
func loadSome(b []byte) uint64 {
	if len(b) >= 8 {
		return load(b)
	}
	var rest [8]byte
	copy(rest[:], b)
	return load(rest[:])
}

// bits8 has a bit for each high bit of the bytes of x.
func bits8(x uint64) uint64 { return x >> 7 * 0x0102040810204080 >> 56 }

func load(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// anchor returns the first place at or after from, and before limit, where a digit stands that may
// matter, or limit. A place that matters for nothing is no harm; a place left out would be.
func anchor(text []byte, from, limit int) int {
	for len(text) >= block && from < limit {
		at := min(from, len(text)-block) // the last block overlaps the one before
		b := (*[block]byte)(text[at:])
		w0, w1, w2, w3 := load(b[0:]), load(b[8:]), load(b[16:]), load(b[24:])
		w4, w5, w6, w7 := load(b[32:]), load(b[40:]), load(b[48:]), load(b[56:])
		none := apart8(w0) & apart8(w1) & apart8(w2) & apart8(w3) & apart8(w4) & apart8(w5) & apart8(w6) & apart8(w7)
		if none&high != high {
			if plain(b) {
				if digits := digitBits(b) >> (from - at); digits != 0 {
					return min(from+bits.TrailingZeros64(digits), limit)
				}
			} else if digital(b) {
				if d := digitIn(text, from, at+block); d < at+block {
					return min(d, limit)
				}
			}
		}
		from = at + block
	}
	if from >= limit {
		return limit
	}
	return min(digitIn(text, from, len(text)), limit)
}

// digitBits has a bit for each digit in b, which is ASCII.
func digitBits(b *[block]byte) uint64 {
	return bits8(^apart8(load(b[0:]))&high) | bits8(^apart8(load(b[8:]))&high)<<8 |
		bits8(^apart8(load(b[16:]))&high)<<16 | bits8(^apart8(load(b[24:]))&high)<<24 |
		bits8(^apart8(load(b[32:]))&high)<<32 | bits8(^apart8(load(b[40:]))&high)<<40 |
		bits8(^apart8(load(b[48:]))&high)<<48 | bits8(^apart8(load(b[56:]))&high)<<56
}

// plain reports whether all of b is ASCII.
func plain(b *[block]byte) bool {
	w0, w1, w2, w3 := load(b[0:]), load(b[8:]), load(b[16:]), load(b[24:])
	w4, w5, w6, w7 := load(b[32:]), load(b[40:]), load(b[48:]), load(b[56:])
	return (w0|w1|w2|w3|w4|w5|w6|w7)&high == 0
}

// digital reports whether a digit may begin in b, ASCII or not.
func digital(b *[block]byte) bool {
	return begins8(load(b[0:]), load(b[1:]))|begins8(load(b[8:]), load(b[9:]))|
		begins8(load(b[16:]), load(b[17:]))|begins8(load(b[24:]), load(b[25:]))|
		begins8(load(b[32:]), load(b[33:]))|begins8(load(b[40:]), load(b[41:]))|
		begins8(load(b[48:]), load(b[49:]))|begins8(load(b[56:]), load(b[56:])>>8) != 0
}

// begins8 has the high bit of each byte set that may begin a digit; next is as for leads8.
func begins8(x, next uint64) uint64 { return digits8(x) | leads8(x, next) }

// digitIn returns the first place in text[from:to] where an ASCII digit stands or another may begin, or to.
func digitIn(text []byte, from, to int) int {
	for ; to-from >= 8; from += 8 {
		w := load(text[from:])
		m := digits8(w)
		if w&high != 0 {
			next := w >> 8
			if from+8 < len(text) {
				next |= uint64(text[from+8]) << 56
			}
			m |= leads8(w, next)
		}
		for ; m != 0; m &= m - 1 {
			if at := from + bits.TrailingZeros64(m)/8; mayBeDigit(text, at) {
				return at
			}
		}
	}
	for ; from < to; from++ {
		if c := text[from]; c-'0' < 10 || c >= 0xD9 && mayBeDigit(text, from) {
			return from
		}
	}
	return to
}

// mayBeDigit reports whether a digit begins at text[at], which is an ASCII digit or one of leads8.
func mayBeDigit(text []byte, at int) bool {
	switch c := text[at]; {
	case c < 0x80:
		return true
	case c >= 0xE2 && c < 0xEA, c > 0xEA && c < 0xEF:
		return false
	case c == 0xEA: // Hangul syllables from U+AC00 on
		return at+1 < len(text) && text[at+1] < 0xB0
	case c == 0xEF: // only full-width forms
		return at+1 < len(text) && text[at+1] == 0xBC
	}
	return true
}

// figureIn returns the first place at or after from where an ASCII digit stands in text, or its length.
func figureIn(text []byte, from int) int {
	for ; len(text)-from >= 8; from += 8 {
		if m := digits8(load(text[from:])); m != 0 {
			return from + bits.TrailingZeros64(m)/8
		}
	}
	for from < len(text) && text[from]-'0' >= 10 {
		from++
	}
	return from
}
