package xmltext

import (
	"bytes"
	"strconv"
)

// maxWhole is how many digits a number may have that is written whole; a card has 19 at most.
const maxWhole = 20

// Whole writes a number without an exponent, as it is shown in a cell that is wide enough: 3.71E5 is
// 371000. Anything else, and what is longer than 20 digits, is returned as it is. The digits are moved,
// not calculated: none is lost.
func Whole(data []byte) []byte {
	if len(data) < 3 || len(data) > 40 || data[0] > '9' {
		return data
	}
	text := bytes.Trim(data, " \t\r\n")
	i := bytes.IndexAny(text, "eE")
	if i < 1 {
		return data
	}
	exp, err := strconv.Atoi(string(text[i+1:]))
	if err != nil || exp < 0 || exp > maxWhole {
		return data
	}
	sign, mantissa := text[:0], text[:i]
	if mantissa[0] == '-' || mantissa[0] == '+' {
		sign, mantissa = mantissa[:1], mantissa[1:]
	}
	whole, fraction, _ := bytes.Cut(mantissa, []byte("."))
	if !decimal(whole) || !decimal(fraction) || len(whole) == 0 || len(whole)+exp > maxWhole {
		return data
	}
	out := append([]byte(nil), whole...)
	for k := range exp {
		if k < len(fraction) {
			out = append(out, fraction[k])
		} else {
			out = append(out, '0')
		}
	}
	out = append(append([]byte(nil), sign...), withoutZeros(out)...)
	if rest := bytes.TrimRight(fraction[min(exp, len(fraction)):], "0"); len(rest) > 0 {
		out = append(append(out, '.'), rest...)
	}
	return out
}

// withoutZeros is a number without zeros before it.
func withoutZeros(digits []byte) []byte {
	return append(bytes.TrimLeft(digits[:len(digits)-1], "0"), digits[len(digits)-1])
}

func decimal(data []byte) bool {
	for _, c := range data {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// Float appends a number as a reader would see it in a cell that is wide enough.
func Float(out []byte, v float64) []byte { return strconv.AppendFloat(out, v, 'f', -1, 64) }
