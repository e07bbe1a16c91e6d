package pci

import "bytes"

const (
	minE164 = 7
	maxE164 = 15 // digits with the country code (ITU-T E.164, 6.2)
)

// e164 returns how many characters of the view, which begins with a plus sign, are a telephone number.
func e164(text []byte, v *view, g *groups) int {
	begin := 1
	if v.n > 1 && v.char[1] == '(' {
		begin = 2
	}
	if g.read(v, begin); g.n == 0 || g.value[0] == '0' {
		return 0
	}
	least, most := minE164, maxE164
	switch d := g.digits(g.n); {
	case d[0] == '1': // the plan of North America
		least, most = 11, 11
	case bytes.HasPrefix(d, []byte("820")): // +82 (0)10
		most = 13
	case bytes.HasPrefix(d, []byte("82")):
		most = 12
	}
	for n := g.n; n > 0; n-- {
		if total := len(g.digits(n)); total >= least && total <= most && v.phoneClosed(text, g.end(n)) {
			return g.end(n)
		}
	}
	return 0
}

// phone returns how many characters of the view are a telephone number by their form alone.
func phone(text []byte, v *view, g *groups) int {
	for n := min(g.n, 6); n > 0; n-- {
		if (g.american(n) || g.korean(n) || g.trunk(n) || g.abroad(n)) && v.phoneClosed(text, g.end(n)) {
			return g.end(n)
		}
	}
	return 0
}

// anyPhone is phone beside a word for it: any digits but a date.
func anyPhone(text []byte, v *view, g *groups) int {
	if n := phone(text, v, g); n > 0 {
		return n
	}
	if g.date() {
		return 0
	}
	for n := min(g.n, 6); n > 0; n-- {
		total := len(g.digits(n))
		if total >= minE164 && total <= maxE164 && v.phoneClosed(text, g.end(n)) {
			return g.end(n)
		}
	}
	return 0
}

// american reports whether the first n groups are a number of North America: 555-234-5678, (555) 234-5678 or
// 1-555-234-5678, area and exchange beginning with 2 to 9.
func (g *groups) american(n int) bool {
	skip := 0
	if g.size(0) == 1 && g.value[0] == '1' && n > 1 {
		skip = 1
	}
	switch n - skip {
	case 3:
		if g.size(skip) != 3 || g.size(skip+1) != 3 || g.size(skip+2) != 4 || g.sep[skip+2] == '/' || g.sep[skip+2] == '(' {
			return false
		}
	case 2:
		if g.size(skip) != 3 || g.size(skip+1) != 7 || g.sep[skip+1] != '(' {
			return false
		}
	default:
		return false
	}
	return g.value[skip] >= '2' && g.value[skip+3] >= '2' && g.sep[skip+1] != '_' && g.sep[skip+2] != '_'
}

// korean reports whether the first n groups are a mobile number of Korea in one piece, or the number of a
// nationwide service: 1588-1234.
func (g *groups) korean(n int) bool {
	d := g.digits(n)
	switch {
	case n == 1:
		return len(d) == 11 && string(d[:3]) == "010"
	case n == 2 && g.sized(4, 4) && g.sep[1] == '-' && d[0] == '1':
		// Two years are no number.
		return (d[1] == '5' || d[1] == '6' || d[1] == '8') && !(number(d[:4]) < number(d[4:]) && number(d[4:]) < 2100)
	}
	return false
}

// trunk reports whether the first n groups are a national number with the trunk prefix 0: 02-123-4567, 0171/1234567,
// 01 23 45 67 89, (020) 7946 0958.
func (g *groups) trunk(n int) bool {
	d := g.digits(n)
	if n < 2 || d[0] != '0' || d[1] == '0' || len(d) < 9 || len(d) > 12 || g.size(0) > 6 || g.least(n) < 2 || g.date() {
		return false
	}
	for i := 1; i < n; i++ {
		sep := g.sep[i]
		if sep == '_' || i > 1 && (sep != g.sep[2] || sep == '/' || sep == '(') || sep == '.' && !g.even(n) {
			return false
		}
	}
	return true
}

// abroad reports whether the first n groups are an international number with the prefix 00.
func (g *groups) abroad(n int) bool {
	d := g.digits(n)
	return n > 1 && len(d) >= 10 && len(d) <= maxE164+2 && string(d[:2]) == "00" && d[2] != '0' && g.size(0) >= 2 && g.size(0) <= 5
}

// least returns the size of the smallest of the first n groups.
func (g *groups) least(n int) int {
	least := g.size(0)
	for i := 1; i < n; i++ {
		least = min(least, g.size(i))
	}
	return least
}

// even reports whether the first n groups have two digits each, or three and more, as no version numbers have.
func (g *groups) even(n int) bool {
	return g.least(n) >= 3 || len(g.digits(n)) == 2*n
}

// phoneClosed is closed, but an extension may follow.
func (v *view) phoneClosed(text []byte, n int) bool {
	end := v.byteEnd(n)
	if v.closed(text, n) || end > v.stop {
		return end <= v.stop
	}
	var buf wordBuffer
	switch string(buf.lower(lettersAfter(text[end:]))) {
	case "x", "ext":
		return true
	}
	return false
}
