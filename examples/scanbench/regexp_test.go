package scanbench

import "regexp"

// cardPattern is what a recognizer of Presidio's kind looks for: prefix, and groups with a space or hyphen.
var cardPattern = regexp.MustCompile(`\b(?:4\d{3}|5[0-5]\d{2}|2\d{3}|6\d{3}|3\d{3}|1\d{3})[- ]?\d{3,4}[- ]?\d{3,4}[- ]?\d{3,5}\b`)

// byRegexp returns how many card numbers there are.
func byRegexp(text []byte) int {
	n := 0
	for _, at := range cardPattern.FindAllIndex(text, -1) {
		if luhn(text[at[0]:at[1]]) {
			n++
		}
	}
	return n
}

// luhn checks the digits of number (ISO/IEC 7812-1, annex B) and skips what stands between them.
func luhn(number []byte) bool {
	sum, double := 0, false
	for i := len(number) - 1; i >= 0; i-- {
		if number[i]-'0' >= 10 {
			continue
		}
		d := int(number[i] - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		double = !double
	}
	return sum%10 == 0
}
