package pci

// borders reports whether what touches groups i to j lets them be a number of their own. A letter of ASCII
// must belong to a word for cards; other scripts write numbers without a space. If after, a card number ends just
// before group i.
func (r *run) borders(text []byte, i, j int, after bool) bool {
	start, end := r.start[i], r.end[j]
	return (after || left(text, start, i == j)) && right(text, end) && !r.telephone(text, j)
}

// left looks at what is before start. Decimals are in one piece.
func left(text []byte, start int, piece bool) bool {
	if start == 0 {
		return true
	}
	switch c := text[start-1]; {
	case letter(c):
		return cardWordEnds(text[:start]) || escapeEnds(text[:start])
	case c == '.':
		return !piece || !decimalBefore(text[:start-1])
	}
	return true
}

func right(text []byte, end int) bool {
	return end == len(text) || !letter(text[end]) || cardWordBegins(text[end:])
}

// decimalBefore reports whether text ends with the integer part of a decimal: digits, but not as many
// as a card number has.
func decimalBefore(text []byte) bool {
	n := 0
	for n < len(text) && n < minPAN && text[len(text)-1-n]-'0' < 10 {
		n++
	}
	return n > 0 && n < minPAN
}

// telephone reports whether groups up to j, counted from a plus sign, are few enough to be an
// international telephone number, which has at most 15 digits (ITU-T E.164, 6.2).
func (r *run) telephone(text []byte, j int) bool {
	return r.begin > 0 && text[r.begin-1] == '+' && r.first[j+1] <= 15
}
