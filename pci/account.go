package pci

import "bytes"

const (
	minAccount = 6 // digits
	maxAccount = 20
)

// account returns how many characters of the view look like the number of a bank account: as many groups as
// can be, with hyphens or with spaces between them, but no date and no sum of money.
func account(text []byte, v *view, g *groups) int {
	if g.date() {
		return 0
	}
	for n := g.n; n > 0; n-- {
		total := len(g.digits(n))
		end := v.byteEnd(g.end(n))
		switch {
		case total < minAccount || total > maxAccount || !v.closed(text, g.end(n)):
		case !g.parted(n, '-') && !(g.parted(n, ' ') && g.least(n) >= 2):
		case total <= MaxFirst && maskHead(text, end):
		case n == 1 && money(text, v.start[0], end):
			return 0
		default:
			return g.end(n)
		}
	}
	return 0
}

// money reports whether a currency touches text[start:end].
func money(text []byte, start, end int) bool {
	before := bytes.TrimRight(text[max(0, start-4):start], " ")
	for _, sign := range currencySigns {
		if bytes.HasSuffix(before, []byte(sign)) {
			return true
		}
	}
	var buf wordBuffer
	after := buf.lower(bytes.TrimLeft(text[end:min(len(text), end+8)], " "))
	for _, unit := range currencyUnits {
		if bytes.HasPrefix(after, []byte(unit)) {
			return true
		}
	}
	return false
}

var (
	currencySigns = [...]string{"$", "€", "£", "¥", "₩", "￦"}
	currencyUnits = [...]string{"원", "만원", "천원", "won", "krw", "usd", "eur", "dollar", "$", "€", "£", "₩", "円", "元"}
)

// aba reports whether the digits are a routing number of the American Bankers Association: nine digits with
// a check digit, weights 3, 7 and 1 in turn, whose first two tell the Federal Reserve district.
func aba(g *groups) bool {
	if g.size(0) != 9 {
		return false
	}
	d := g.value[:9]
	switch district := number(d[:2]); {
	case district <= 12, district >= 21 && district <= 32, district >= 61 && district <= 72, district == 80:
	default:
		return false
	}
	sum := 0
	for i, c := range d {
		sum += [...]int{3, 7, 1}[i%3] * int(c-'0')
	}
	return sum%10 == 0 && number(d) > 0
}
