package pci

// ibanLength is how many characters the IBANs of a country have (SWIFT IBAN Registry).
var ibanLength = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29,
	"BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
	"ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
	"HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
	"LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
	"MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29,
	"PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24,
	"SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
	"YE": 30,
}

// ibanSizes is ibanLength by the low bits of both letters.
var ibanSizes = func() (sizes [32][32]uint8) {
	for country, n := range ibanLength {
		sizes[country[0]&0x1f][country[1]&0x1f] = uint8(n)
	}
	return sizes
}()

// maxIBAN is how many bytes an IBAN takes at most, in groups of four with a space between.
const maxIBAN = 34 + 8

// ibanAt returns where the IBAN ends that begins at text[at], or 0. Its letters may be small, and there may
// be single spaces or hyphens in it.
func ibanAt(text []byte, at int) (end int) {
	if at+4 > len(text) || !letter(text[at]) || !letter(text[at+1]) || at > 0 && alphanumeric(text[at-1]) {
		return 0
	}
	size := int(ibanSizes[text[at]&0x1f][text[at+1]&0x1f])
	if size == 0 {
		return 0
	}
	n := 0
	for i := at; i < len(text) && n < size; i++ {
		c := text[i]
		switch {
		case (n == 2 || n == 3) && letter(c): // check digits: words are no IBAN
			return 0
		case alphanumeric(c):
			n++
			end = i + 1
		case (c == ' ' || c == '-') && i+1 < len(text) && alphanumeric(text[i+1]):
		default:
			return 0
		}
	}
	if n < size || end < len(text) && alphanumeric(text[end]) || !ibanSum(text[at:end]) {
		return 0
	}
	return end
}

// ibanSum checks the check digits of an IBAN. Its first four characters count last: their remainder is added in the end.
func ibanSum(text []byte) bool {
	var rest, head uint64
	n := 0
	for _, c := range text {
		if !alphanumeric(c) {
			continue
		}
		if n++; n <= 4 {
			head = appended(head, c)
		} else if rest = appended(rest, c); rest > 1e15 {
			rest %= 97
		}
	}
	return (rest%97*1_000_000+head)%97 == 1
}

// ibanSpan returns how many characters of the view an IBAN takes that it begins with, with what parts them.
func ibanSpan(v *view) int {
	if v.n < 2 {
		return 0
	}
	left := ibanLength[string(v.char[:2])]
	i := 0
	for ; i < v.n && left > 0; i++ {
		if alphanumeric(v.char[i]) {
			left--
		}
	}
	return i
}

// appended appends a character to a number (ISO/IEC 7064, MOD 97-10): A is 10, Z is 35.
func appended(n uint64, c byte) uint64 {
	if c-'0' < 10 {
		return n*10 + uint64(c-'0')
	}
	return n*100 + uint64(c&^0x20-'A') + 10
}

// inIBAN reports whether text[start:end] is within an IBAN. Two letters stand before its first digit.
func inIBAN(text []byte, start, end int) bool {
	const words = (maxIBAN + 7) / 8 * 8
	upTo := text[:start+1]
	for i := figureIn(upTo, max(0, start+1-words)); i <= start; i = figureIn(upTo, i+digitCount(upTo[i:])) {
		if ibanBegins(text, i, max(0, start-maxIBAN), end) {
			return true
		}
	}
	return false
}

// ibanBegins reports whether an IBAN whose first digit may be at text[i] begins at or after from and does not end before end.
func ibanBegins(text []byte, i, from, end int) bool {
	at := i - 2
	if i > 0 && (text[i-1] == ' ' || text[i-1] == '-') {
		at--
	}
	return at >= from && letter(text[at]) && letter(text[at+1]) && ibanAt(text, at) >= end
}
