package pci

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The oracle finds card numbers as the code does, but as plainly as can be: whole regular expressions in place of
// tables, lists in place of arrays, every substring of groups, no filter. Tables of words, prefixes and
// IBANs are the code's.

type naiveDigit struct {
	value      byte // '0' to '9'
	start, end int
}

type naiveGroup struct {
	digits []naiveDigit
	before class // the separator
}

// oracle returns the card numbers in text, without what spans more than one reading of a run.
func oracle(text []byte) []Finding {
	found := naiveScan(text, 0, 0)
	slices.SortFunc(found, order)
	if len(found) < 2 {
		return found
	}
	return disjoint(found)
}

func naiveScan(text []byte, from, depth int) []Finding {
	var found []Finding
	for p := from; p < len(text); {
		g := naiveGlyph(text, p)
		if g.class != digit {
			if c := text[p]; g.size > 1 && (c == '%' || c == '&' || c == '\\') {
				p += g.size
			} else {
				p++
			}
			continue
		}
		groups, end := naiveRun(text, p)
		found = append(found, naiveNumbers(text, groups)...)
		if depth < maxNested {
			found = append(found, naiveNested(text, groups, depth)...)
		}
		p = end
	}
	return found
}

func naiveNested(text []byte, groups []naiveGroup, depth int) []Finding {
	var found []Finding
	last := -1
	for _, g := range groups {
		for _, d := range g.digits {
			if last >= 0 && d.start-last >= minNested {
				found = append(found, naiveScan(text[:d.start], last, depth+1)...)
			}
			last = d.end
		}
	}
	return found
}

// naiveRun reads groups of digits from p on.
func naiveRun(text []byte, p int) (groups []naiveGroup, end int) {
	groups = []naiveGroup{{}}
	for {
		g := naiveGlyph(text, p)
		last := &groups[len(groups)-1]
		last.digits = append(last.digits, naiveDigit{'0' + g.value, p, p + g.size})
		p += g.size
		c, to := naiveGap(text, p)
		if c == other {
			return groups, p
		}
		if c != hidden {
			groups = append(groups, naiveGroup{before: c})
		}
		p = to
	}
}

// naiveGap returns what stands between p and the next digit, and where that is.
func naiveGap(text []byte, p int) (c class, to int) {
	seen := map[class]int{}
	marks, tagged := 0, false
	for at := p; at < len(text) && at-p <= maxGap; {
		g := naiveGlyph(text, at)
		if g.class == digit {
			for _, c := range []class{slash, low, middle, point, dash, line, tab, blank} {
				if seen[c] > 0 {
					return c, at
				}
			}
			return hidden, at
		}
		if g.class == other {
			return other, 0
		}
		seen[g.class]++
		if g.class >= dash && g.class != hidden {
			marks++
		}
		tagged = tagged || text[at] == '<' && g.class != hidden
		blanks := 2
		if marks > 0 || seen[line] > 0 {
			blanks = 4
		}
		if marks > 1 || !tagged && (seen[blank] > blanks || seen[tab] > 2 || seen[line] > 2) {
			return other, 0
		}
		if bytes.HasPrefix(text[at:], []byte("\r\n")) {
			at++
		}
		at += g.size
	}
	return other, 0
}

// naiveNumbers tries every sequence of groups, and chooses among what is a number.
func naiveNumbers(text []byte, groups []naiveGroup) []Finding {
	type reading struct {
		lo, hi int // digits
		Finding
		usual bool
	}
	var all []naiveDigit
	var readings []reading
	for _, g := range groups {
		all = append(all, g.digits...)
	}
	lo, latest := 0, 0 // latest is where the readings so far end
	for i := range groups {
		hi, next := lo, latest
		for j := i; j < len(groups); j++ {
			hi += len(groups[j].digits)
			after := lo > 0 && latest == lo
			if f, usual, ok := naiveCard(text, groups, i, j, hi, after); ok {
				next = max(next, hi)
				readings = append(readings, reading{lo, hi, f, usual})
			}
		}
		lo, latest = lo+len(groups[i].digits), next
	}
	// The best choice is the one that covers most digits. Among equals the one whose last number ends last
	// counts, and of those that whose last number is longest, and so on for what is before it.
	best := map[int][]reading{}
	weight := func(rs []reading) int {
		w := 0
		for _, r := range rs {
			w += 2 * (r.hi - r.lo)
			if r.usual {
				w++
			}
		}
		return w
	}
	for d := 1; d <= len(all); d++ {
		best[d] = best[d-1]
		first := true
		for _, r := range readings {
			if r.hi != d {
				continue
			}
			with := append(slices.Clone(best[r.lo]), r)
			if weight(with) > weight(best[d]) || first && weight(with) == weight(best[d]) {
				best[d], first = with, false
			}
		}
	}
	chosen := best[len(all)]
	// A reading that reaches beyond those chosen is not lost: what they cover together is hidden as one.
	for _, r := range readings {
		var over, rest []reading
		covered := map[int]bool{}
		for _, c := range chosen {
			if c.lo < r.hi && r.lo < c.hi {
				over = append(over, c)
				for d := c.lo; d < c.hi; d++ {
					covered[d] = true
				}
			} else {
				rest = append(rest, c)
			}
		}
		if len(over) == 1 && over[0].lo == r.lo && over[0].hi > r.hi && r.hi-r.lo >= 14 && r.usual {
			for k := range chosen {
				chosen[k].whole = chosen[k].whole || chosen[k].lo == r.lo
			}
		}
		all := true
		for d := r.lo; d < r.hi; d++ {
			all = all && covered[d]
		}
		if all {
			continue
		}
		union := r
		union.whole, union.Brand = true, over[0].Brand
		union.Likely = r.Likely || over[0].Likely
		union.lo, union.hi = min(r.lo, over[0].lo), max(r.hi, over[len(over)-1].hi)
		chosen = append(rest, union)
		slices.SortFunc(chosen, func(a, b reading) int { return a.lo - b.lo })
	}
	var found []Finding
	for _, c := range chosen {
		c.Start, c.End = all[c.lo].start, all[c.hi-1].end
		found = append(found, c.Finding)
	}
	return found
}

// naiveCard tells whether groups i to j, the last digit of which is the nth of the run, are a card number.
func naiveCard(text []byte, groups []naiveGroup, i, j, nth int, after bool) (f Finding, usual, ok bool) {
	var number, sizes string
	var digits []naiveDigit
	separators := map[class]bool{}
	for k, g := range groups[i : j+1] {
		digits = append(digits, g.digits...)
		for _, d := range g.digits {
			number += string(rune(d.value))
		}
		sizes += fmt.Sprintf("-%d", len(g.digits))
		if k > 0 {
			separators[g.before] = true
		}
	}
	if len(number) < 12 || len(number) > 19 {
		return f, false, false
	}
	start, end := digits[0].start, digits[len(digits)-1].end
	prefix, _ := strconv.Atoi(number[:6])
	brand, noLuhn := brandOf(uint32(prefix), len(number))
	f = Finding{Kind: PAN, Brand: brand, Start: start, End: end, Likely: (&Scanner{}).likely(text, start, end)}
	usual = naiveUsual.MatchString(sizes[1:])
	switch {
	case brand == 0, !naiveLuhn(number) && !(noLuhn && f.Likely):
	case len(separators) > 1 && (separators[point] || separators[middle] || separators[low] || separators[slash]):
	case !usual && !naiveUnusual(sizes[1:], len(number), separators):
	case !after && start > 0 && letter(text[start-1]) && !cardWordEnds(text[:start]) && !naiveEscaped.Match(text[:start]):
	case !after && i == j && naiveDecimal.Match(text[:start]):
	case end < len(text) && letter(text[end]) && !cardWordBegins(text[end:]):
	case groups[0].digits[0].start > 0 && text[groups[0].digits[0].start-1] == '+' && nth <= 15:
	case naiveUUID(text, start, end), naiveMessageID(text, start, end), inIBAN(text, start, end), naiveParcel(groups, i, j):
	default:
		return f, usual, true
	}
	return f, false, false
}

var (
	naiveUsual   = regexp.MustCompile(`^(?:\d+|(?:1-)*1|(?:4-)*[1-4]|(?:8-)*[1-8]|4-6-5|4-6-4|4-4-5|4-3-3-3|6-13|4-4-8|4-8-4|8-4-4|4-12|12-4|6-10)$`)
	naivePieces  = regexp.MustCompile(`^(?:(?:2-)*[12]|(?:3-)*[1-3]|(?:4-)*[1-4]|(?:5-)*[1-5]|(?:6-)*[1-6]|(?:[2-9]|1\d)(?:-(?:[2-9]|1\d)){1,4})$`)
	naiveDecimal = regexp.MustCompile(`(?:^|[^0-9])[0-9]{1,11}\.$`)
	naiveEscaped = regexp.MustCompile(`(?:\\[nrt]|\\u[0-9A-Fa-f]{4}|&nbsp|%[0-9A-Fa-f]{2})$`)
	naiveHex     = regexp.MustCompile(`^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$`)
)

func naiveUnusual(sizes string, digits int, separators map[class]bool) bool {
	return (digits == 15 || digits == 16 || digits == 19) && len(separators) == 1 && !separators[tab] && !separators[line] && naivePieces.MatchString(sizes)
}

// naiveLuhn sums the digits from the right, every second one doubled.
func naiveLuhn(number string) bool {
	sum := 0
	for k := range len(number) {
		d := int(number[len(number)-1-k] - '0')
		sum += []int{d, d * 2 % 10}[k%2]
		if k%2 == 1 && d >= 5 {
			sum++
		}
	}
	return sum%10 == 0
}

func naiveUUID(text []byte, start, end int) bool {
	before := regexp.MustCompile(`[0-9A-Fa-f-]*$`).Find(text[max(0, start-64):start])
	after := regexp.MustCompile(`^[0-9A-Fa-f-]*`).Find(text[end:])
	return naiveHex.Match(text[start-len(before) : end+len(after)])
}

func naiveMessageID(text []byte, start, end int) bool {
	return regexp.MustCompile(`<[^ \t\r\n>@"=<]*$`).Match(text[max(0, start-maxMessageID):start]) &&
		regexp.MustCompile(`^[^ \t\r\n<"=>@]*@[^ \t\r\n<"=>@]*>`).Match(text[end:min(len(text), end+maxMessageID)]) &&
		!bytes.ContainsAny(text[start:end], " \t\r\n<>&")
}

// naiveParcel tells whether groups i to j are in a number of 22 digits of the United States Postal Service.
func naiveParcel(groups []naiveGroup, i, j int) bool {
	for g := max(0, j-5); g <= i && g+6 <= len(groups); g++ {
		var number strings.Builder
		var sizes strings.Builder
		for _, group := range groups[g : g+6] {
			for _, d := range group.digits {
				number.WriteString(string(rune(d.value)))
			}
			sizes.WriteString(strconv.Itoa(len(group.digits)))
		}
		sum := 0
		for k := range len(number.String()) {
			sum += int(number.String()[len(number.String())-1-k]-'0') * []int{1, 3}[k%2]
		}
		if sizes.String() == "444442" && number.String()[0] == '9' && sum%10 == 0 {
			return true
		}
	}
	return false
}
