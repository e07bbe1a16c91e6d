package pci

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestWordsOfEight compares the functions that look at eight bytes at once with loops, for each byte at each place.
func TestWordsOfEight(t *testing.T) {
	lead := func(c byte) bool { return c >= 0xD9 && c <= 0xE1 || c == 0xEA || c >= 0xEF }
	var b [8]byte
	for place := range b {
		for _, around := range []byte{0, 'x', '0', '9', 0x7f, 0x80, 0xff} {
			for c := range 256 {
				for i := range b {
					b[i] = around
				}
				b[place] = byte(c)
				w := load(b[:])
				for i, c := range b {
					bit := uint64(0x80) << (8 * i)
					if got, want := digits8(w)&bit != 0, '0' <= c && c <= '9'; got != want {
						t.Fatalf("digits8(% x) says %v for byte %d", b, got, i)
					}
					if got, want := leads8(w, 0)&bit != 0, lead(c); got != want {
						t.Fatalf("leads8(% x) says %v for byte %d", b, got, i)
					}
					if got, want := letters8(w)&bit != 0, letter(c); got != want {
						t.Fatalf("letters8(% x) says %v for byte %d", b, got, i)
					}
				}
			}
		}
	}
}

// TestFilterSeesAllDigits: no decimal digit of Unicode is passed over, at any place of a block.
func TestFilterSeesAllDigits(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !unicode.Is(unicode.Nd, r) {
			continue
		}
		for before := range 2*block + 3 {
			text := make([]byte, before, before+3*utf8.UTFMax+block)
			for range 3 {
				text = utf8.AppendRune(text, r)
			}
			text = append(text, make([]byte, block)...)
			if got := anchor(text, 0, len(text)); got != before {
				t.Fatalf("anchor finds %q at %d, want %d", r, got, before)
			}
		}
	}
}

// TestDigitIn compares with a loop over random bytes.
func TestDigitIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.ByteRange(0, 255), 0, 200).Draw(t, "text")
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		want := len(text)
		for i := len(text) - 1; i >= from; i-- {
			if c := text[i]; '0' <= c && c <= '9' || c >= 0xD9 && mayBeDigit(text, i) {
				want = i
			}
		}
		if got := digitIn(text, from, len(text)); got != want {
			t.Fatalf("digitIn(% x, %d) = %d, want %d", text, from, got, want)
		}
		if got := anchor(text, from, len(text)); got < want {
			t.Fatalf("anchor(% x, %d) = %d, before any digit", text, from, got)
		}
	})
}

// TestFilterChangesNothing: a scanner that looks at every byte finds the same.
func TestFilterChangesNothing(t *testing.T) {
	fast, slow := newTestScanner(t, Config{}), newTestScanner(t, Config{})
	spaces := rapid.SampledFrom([]string{"", " ", "text ", "                                                                ", "한국어 "})
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for range rapid.IntRange(1, 5).Draw(t, "texts") {
			text.WriteString(spaces.Draw(t, "spaces") + genText(t) + spaces.Draw(t, "spaces"))
		}
		source := []byte(text.String())
		found := append([]Finding(nil), fast.Find(source)...)
		slow.found, slow.floor = slow.found[:0], 0
		for at := 0; at < len(source); {
			if c := source[at]; c-'0' < 10 || c >= 0xD9 && mayBeDigit(source, at) {
				at = slow.at(source, at)
				slow.floor = at
			} else {
				at++
			}
		}
		slow.finish()
		if len(found) != len(slow.found) {
			t.Fatalf("Find(%q) = %+v, without filter %+v", text.String(), found, slow.found)
		}
		for i := range found {
			if found[i] != slow.found[i] {
				t.Fatalf("Find(%q) = %+v, without filter %+v", text.String(), found, slow.found)
			}
		}
	})
}

// TestCardWordsByEdges: words that are found by their edges are those that are read one by one.
func TestCardWordsByEdges(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"card", "Visa", "CC", "pan", "K\u212aarte", "\u212aarte", "v\u0130sa", "cart\u00e3o", "카드", "카드번호는", "カード",
		"卡", "карта", "номер", "가", "é", " ", ", ", "꧐", "１", "\xea", "1", "is", "my"})
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces"), ""))
		text = text[:min(len(text), block)]
		if got, want := hasCardWord(text), hasForeignCardWord(text); got != want {
			t.Fatalf("hasCardWord(%q) = %v, want %v", text, got, want)
		}
	})
}

// TestFigureIn compares with a loop over random bytes.
func TestFigureIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.ByteRange(0x20, 0xff), 0, 60).Draw(t, "text")
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		want := from
		for want < len(text) && text[want]-'0' >= 10 {
			want++
		}
		if got := figureIn(text, from); got != want {
			t.Fatalf("figureIn(% x, %d) = %d, want %d", text, from, got, want)
		}
	})
}
