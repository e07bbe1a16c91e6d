package pci

// Numbers of driving licences have no rule that holds everywhere. Beside a word for it counts what looks
// like one of the many: 11-22-333333-44 (Korea), MORGA657054SM9IJ (United Kingdom), D1234567 and
// S123-456-78-901-0 (United States), B072RRE2I55 (Germany), 12 digits (France).

const (
	minLicense       = 6 // letters and digits
	maxLicense       = 20
	minLicenseDigits = 5
)

// license returns how many characters of the view look like the number of a driving licence, in one piece or
// with hyphens.
func license(text []byte, v *view) int {
	n, digits, i := 0, 0, 0
	for ; i < v.n && (alphanumeric(v.char[i]) || hyphenated(v, i)); i++ {
		if v.char[i] != '-' {
			n++
		}
		if v.char[i]-'0' < 10 {
			digits++
		}
	}
	if n < minLicense || n > maxLicense || digits < minLicenseDigits || !v.closed(text, i) {
		return 0
	}
	if s := v.char[:i]; digits == 8 && i == 10 && s[4] == '-' && s[7] == '-' && century(s[:2]) {
		return 0 // a date
	}
	return i
}

// hyphenated reports whether character i is a hyphen between letters or digits.
func hyphenated(v *view, i int) bool {
	return v.char[i] == '-' && i > 0 && i+1 < v.n && alphanumeric(v.char[i-1]) && alphanumeric(v.char[i+1])
}

// licenseDigits is license for groups of digits with spaces between them: 123 456 789.
func licenseDigits(text []byte, v *view, g *groups) int {
	for n := g.n; n > 1; n-- {
		total := len(g.digits(n))
		if total < 7 || total > 14 || !g.parted(n, ' ') || !v.closed(text, g.end(n)) {
			continue
		}
		if g.least(n) >= 2 {
			return g.end(n)
		}
	}
	return 0
}

// koreanLicense reports whether the digits are grouped as on Korean driving licences, old ones with the name
// of the region in place of the first two digits.
func koreanLicense(g *groups) bool {
	return g.sized(2, 2, 6, 2) && g.parted(4, g.sep[1]) || g.sized(2, 6, 2) && g.parted(3, g.sep[1])
}
