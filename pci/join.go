package pci

// A pick is some groups of a part of a piece, which a joined number takes its digits from.
type pick struct {
	piece, part int
	from, to    int // groups
	digits      int
}

// A joiner looks for a card number that ends in the newest piece of a window, and begins in an older one.
type joiner struct {
	window *Window
	picks  []pick // in the order of the pieces, once found
	brand  Brand
	steps  int
}

// find reports whether there is one.
func (j *joiner) find() bool {
	newest := len(j.window.pieces) - 1
	for part, p := range j.window.pieces[newest].parts {
		digits := 0
		for to := 1; to <= len(p.groups); to++ {
			digits += len(p.groups[to-1].digits)
			j.picks = append(j.picks[:0], pick{newest, part, 0, to, digits})
			if j.older(newest, digits, 0) {
				return true
			}
		}
	}
	return false
}

// older tries to put digits of an older piece before the picks, which have n digits.
func (j *joiner) older(before, n, skipped int) bool {
	for i := before - 1; i >= 0 && skipped <= windowSkips; i-- {
		parts := j.window.pieces[i].parts
		for part := range parts {
			if j.prepend(pick{piece: i, part: part, to: len(parts[part].groups)}, n, skipped) {
				return true
			}
		}
		if len(parts) > 0 {
			skipped++
		}
	}
	return false
}

// prepend tries the last groups of a part, fewer and more, and then older pieces before all of it.
func (j *joiner) prepend(k pick, n, skipped int) bool {
	if j.steps--; j.steps < 0 {
		return false
	}
	groups := j.window.pieces[k.piece].parts[k.part].groups
	rest := append([]pick(nil), j.picks...)
	for k.from = k.to - 1; k.from >= 0; k.from-- {
		k.digits += len(groups[k.from].digits)
		if n+k.digits > maxPAN {
			break
		}
		j.picks = append([]pick{k}, rest...)
		if j.valid(n+k.digits, skipped > 0) || k.from == 0 && j.older(k.piece, n+k.digits, skipped) {
			return true
		}
	}
	j.picks = rest
	return false
}

// valid reports whether the picks are a card number of n digits.
func (j *joiner) valid(n int, skipped bool) bool {
	if n < minPAN {
		return false
	}
	var r run
	at := make([]int, 0, maxPAN) // where a pick ends, in digits
	strict := true
	for i, k := range j.picks {
		p := j.window.pieces[k.piece].parts[k.part]
		for _, g := range p.groups[k.from:k.to] {
			for _, v := range g.digits {
				r.add(v)
			}
		}
		at = append(at, r.n)
		strict = strict && (i == 0 || p.head && k.from == 0) && (i == len(j.picks)-1 || p.tail && k.to == len(p.groups))
	}
	if !luhn(r.value[:n]) || r.value[0] == 0 {
		return false
	}
	j.brand, _ = brandOf(r.prefix(0), n)
	return j.brand != 0 && (aligned(at, n) || strict && !skipped && n >= 14 && n != 17 && n != 18)
}

// aligned reports whether a number of n digits is parted only where cards have a space.
func aligned(at []int, n int) bool {
	for _, d := range at[:len(at)-1] {
		sixes := (n == 14 || n == 15) && d == 10
		if d%4 != 0 && !sixes {
			return false
		}
	}
	return true
}
