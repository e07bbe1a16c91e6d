package pci

// Registration numbers: the resident and foreigner numbers of Korea and the social security numbers of the
// United States.

// registration returns how many characters of the view are such a number, and whether that is sure without a
// word for it.
func registration(text []byte, v *view, g *groups, k Kind) (n int, sure bool) {
	if k == RRN {
		n, sure = rrn(g)
	} else {
		n, sure = ssn(g)
	}
	if n == 0 || !v.closed(text, n) {
		return 0, false
	}
	return n, sure
}

// rrn reads YYMMDD-SBBBBBB (Enforcement Rule of the Resident Registration Act of Korea, article 2). Numbers
// issued since October 2020 have no check digit: with a hyphen they need none.
func rrn(g *groups) (n int, sure bool) {
	whole := g.size(0) == 13
	if !whole && !g.sized(6, 7) {
		return 0, false
	}
	if !whole && g.sep[1] != '-' && g.sep[1] != ' ' {
		return 0, false
	}
	d := g.value[:13]
	if !birthday(d) {
		return 0, false
	}
	groups := 2
	if whole {
		groups = 1
	}
	return g.end(groups), !whole && g.sep[1] == '-' || rrnCheck(d)
}

// birthday reports whether the first seven digits are a date: YYMMDD and a digit for the century and sex.
func birthday(d []byte) bool {
	year := number(d[:2])
	switch d[6] {
	case '1', '2', '5', '6':
		year += 1900
	case '3', '4', '7', '8':
		year += 2000
	default: // 9 and 0
		year += 1800
	}
	month, day := number(d[2:4]), number(d[4:6])
	return month >= 1 && month <= 12 && day >= 1 && day <= monthDays(year, month)
}

func monthDays(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// rrnCheck reports whether the last of 13 digits is the check digit: weights 2 to 9 and 2 to 5, modulo 11;
// for foreigners two more.
func rrnCheck(d []byte) bool {
	sum := 0
	for i, c := range d[:12] {
		sum += (i%8 + 2) * int(c-'0')
	}
	check := 11 - sum%11
	if '5' <= d[6] && d[6] <= '8' {
		check += 2
	}
	return check%10 == int(d[12]-'0')
}
