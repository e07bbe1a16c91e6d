package pci

// passport returns how many characters of the view look like the number of a passport: 7 to 9 letters and
// digits in one piece (ICAO Doc 9303-4, 4.2.2.1 allows nine), such as M12345678, M123A4567, C01X00T47, 12AB34567 or
// 123456789; or a letter apart from seven or eight digits.
func passport(text []byte, v *view) int {
	n, digits := v.token()
	switch {
	case n >= 7 && n <= 9 && digits >= 5 && (digits < n || n >= 8):
	case n == 1 && digits == 0 && v.n > 2 && (v.char[1] == ' ' || v.char[1] == '-'):
		for n = 2; n < v.n && v.char[n]-'0' < 10; {
			n++
		}
		if n < 9 || n > 10 {
			return 0
		}
	default:
		return 0
	}
	if !v.closed(text, n) {
		return 0
	}
	return n
}
