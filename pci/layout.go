package pci

// A layout is how the digits of a number are grouped.
type layout uint8

const (
	none    layout = iota // not as card numbers are written
	unusual               // in any groups, but all parted alike
	usual                 // in one piece, or in groups that are found on cards
)

// layout tells how groups i to j are written.
func (r *run) layout(i, j int) layout {
	if i == j {
		return usual
	}
	sep, alike, strict := r.separators(i, j)
	if strict && !alike {
		return none // 12.50 13.75: decimals, not one number
	}
	if r.grouped(i, j) {
		return usual
	}
	if alike && r.regroupable(i, j, sep) {
		return unusual
	}
	return none
}

// separators returns the first separator in groups i to j, whether all are alike, and whether one of
// them is among those that people do not mix.
func (r *run) separators(i, j int) (sep class, alike, strict bool) {
	sep, alike = r.sep[i+1], true
	for _, c := range r.sep[i+1 : j+1] {
		alike = alike && c == sep
		strict = strict || c >= point
	}
	return sep, alike, strict
}

// grouped reports whether groups i to j are sized as on cards: single digits, fours or eights with what is left
// over at the end, and the groups of American Express, Diners Club and others.
func (r *run) grouped(i, j int) bool {
	if r.chunks(i, j, 1) || r.chunks(i, j, 4) || r.chunks(i, j, 8) {
		return true
	}
	if j-i > 3 {
		return false
	}
	var sizes [4]int
	for g := i; g <= j; g++ {
		sizes[g-i] = r.size(g)
	}
	switch sizes {
	case [4]int{4, 6, 5}, [4]int{4, 6, 4}, [4]int{4, 4, 5}, [4]int{4, 3, 3, 3}, [4]int{6, 13}, [4]int{4, 4, 8},
		[4]int{4, 8, 4}, [4]int{8, 4, 4}, [4]int{4, 12}, [4]int{12, 4}, [4]int{6, 10}:
		return true
	}
	return false
}

// chunks reports whether groups i to j have the given size, but for the last, which may be smaller.
func (r *run) chunks(i, j, size int) bool {
	for g := i; g < j; g++ {
		if r.size(g) != size {
			return false
		}
	}
	return r.size(j) <= size
}

// regroupable reports whether groups i to j, which are not as on cards, may still be one: a card of one of
// the usual lengths, which somebody typed in pairs, triples or at most five pieces of two digits and
// more. Rows and columns of a table are that too often.
func (r *run) regroupable(i, j int, sep class) bool {
	if sep == tab || sep == line {
		return false
	}
	switch r.first[j+1] - r.first[i] {
	case 15, 16, 19:
	default:
		return false
	}
	for size := 2; size <= 6; size++ {
		if r.chunks(i, j, size) {
			return true
		}
	}
	for g := i; g <= j; g++ {
		if r.size(g) < 2 {
			return false
		}
	}
	return j-i < 5
}
