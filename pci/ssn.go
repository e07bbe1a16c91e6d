package pci

// ssn reads AAA-GG-SSSS, with hyphens or spaces. With dots or in one piece it needs a word. (20 CFR 422.103; the
// Social Security Administration assigns no area 000, 666 or 900 to 999, no group 00 and no serial 0000.)
func ssn(g *groups) (n int, sure bool) {
	groups := 1
	switch {
	case g.sized(3, 2, 4) && g.sep[1] == g.sep[2] && (g.sep[1] == '-' || g.sep[1] == ' ' || g.sep[1] == '.'):
		groups = 3
	case g.size(0) != 9:
		return 0, false
	}
	d := g.value[:9]
	area := number(d[:3])
	if area == 0 || area == 666 || area >= 900 || number(d[3:5]) == 0 || number(d[5:]) == 0 {
		return 0, false
	}
	return g.end(groups), groups == 3 && g.sep[1] != '.'
}
