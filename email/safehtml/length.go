package safehtml

import "strconv"

// maxPixels bounds widths and heights.
const maxPixels = 2000

// A length is a number of CSS with its unit, "" for none.
type length struct {
	value float64
	unit  string
}

// units are those of CSS in pixels. Those relative to a size of text count as if that were 16 pixels, and per cents as 100 of
// them were.
var units = map[string]float64{
	"": 1, "px": 1, "pt": 4.0 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "em": 16, "rem": 16, "ex": 8, "%": 0.16,
}

func readLength(text string) (length, bool) {
	end := 0
	for end < len(text) && (digit(rune(text[end])) || text[end] == '.' || text[end] == '+' || text[end] == '-') {
		end++
	}
	number, unit := text[:end], text[end:]
	if number == "" || len(number) > 20 {
		return length{}, false
	}
	value, err := strconv.ParseFloat(number, 64)
	_, known := units[unit]
	return length{value + 0, unit}, err == nil && known // not -0
}

func (l length) pixels() float64 { return l.value * units[l.unit] }

// write returns a length in its shortest form. If text is that, no other is made.
func (l length) write(text string) string {
	var buffer [32]byte
	short := append(strconv.AppendFloat(buffer[:0], l.value, 'f', -1, 64), l.unit...)
	if string(short) == text {
		return text
	}
	return string(short)
}

// size passes lengths within bounds in pixels, with a unit unless they are 0. Per cents go up to 100, and to 200 for sizes of text.
func size(least, most float64) check {
	return func(text string) (string, bool) {
		l, ok := readLength(text)
		switch {
		case !ok, l.unit == "" && l.value != 0:
			return "", false
		case l.unit == "%":
			return l.write(text), l.pixels() >= least && (l.value <= 100 || least > 0 && l.value <= 200)
		}
		return l.write(text), l.pixels() >= least && l.pixels() <= most
	}
}

// factor is a height of lines as a multiple of the size of text.
func factor(text string) (string, bool) {
	l, ok := readLength(text)
	return l.write(text), ok && l.unit == "" && l.value >= 0.8 && l.value <= 5
}
