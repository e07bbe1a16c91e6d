package pci

const (
	maxGroups      = 12
	maxGroupDigits = 40
)

// groups are the digits at some place of a view, in groups as they are written.
type groups struct {
	n     int
	first [maxGroups + 1]int   // the first digit of each group; first[n] is how many there are
	sep   [maxGroups]byte      // before each group: one of - . / _ ( or a space
	value [maxGroupDigits]byte // '0' to '9'
	at    [maxGroupDigits]int  // in the view
}

// read reads the groups from character i of the view on.
func (g *groups) read(v *view, i int) {
	g.n = 0
	digits := 0
	for g.n < maxGroups {
		begin := digits
		for ; i < v.n && v.char[i]-'0' < 10; i++ {
			if digits == maxGroupDigits {
				return // this group is too long to be of any kind
			}
			g.value[digits], g.at[digits] = v.char[i], i
			digits++
		}
		if digits == begin {
			return
		}
		g.n++
		g.first[g.n] = digits
		var sep byte
		if sep, i = separator(v, i); sep == 0 || g.n == maxGroups {
			return
		}
		g.sep[g.n] = sep
	}
}

// separator reads what parts two groups: up to two spaces, a mark with spaces around, or parentheses.
func separator(v *view, i int) (sep byte, next int) {
	const most = 5
	for k := i; k < v.n && k-i <= most; k++ {
		switch c := v.char[k]; {
		case c-'0' < 10:
			return sep, k
		case c == '(' || c == ')':
			sep = '('
		case c == ' ' && sep == 0:
			sep = ' '
		case c == ' ':
		case (c == '-' || c == '.' || c == '/' || c == '_') && (sep == 0 || sep == ' '):
			sep = c
		case c == '-' && sep == '(':
		default:
			return 0, k
		}
	}
	return 0, i
}

func (g *groups) size(i int) int { return g.first[i+1] - g.first[i] }

// digits returns the digits of the first n groups.
func (g *groups) digits(n int) []byte { return g.value[:g.first[n]] }

// end returns where in the view group n-1 ends.
func (g *groups) end(n int) int { return g.at[g.first[n]-1] + 1 }

// sized reports whether the first groups have these sizes.
func (g *groups) sized(sizes ...int) bool {
	if g.n < len(sizes) {
		return false
	}
	for i, n := range sizes {
		if g.size(i) != n {
			return false
		}
	}
	return true
}

// parted reports whether the first n groups are parted by sep alone.
func (g *groups) parted(n int, sep byte) bool {
	for _, c := range g.sep[1:n] {
		if c != sep {
			return false
		}
	}
	return true
}

// date reports whether the first three groups are a date: YYYY-MM-DD, DD.MM.YYYY or MM/DD/YYYY.
func (g *groups) date() bool {
	switch {
	case g.sized(4, 2, 2):
		return century(g.value[:2]) && dayOrMonth(g.value[4:6]) && dayOrMonth(g.value[6:8])
	case g.sized(2, 2, 4):
		return century(g.value[4:6]) && dayOrMonth(g.value[:2]) && dayOrMonth(g.value[2:4])
	}
	return false
}

func century(d []byte) bool { return string(d) == "19" || string(d) == "20" }

func dayOrMonth(d []byte) bool {
	n := number(d)
	return n >= 1 && n <= 31
}

// number returns the value of a few digits.
func number(digits []byte) int {
	n := 0
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n
}
