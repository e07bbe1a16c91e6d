package pdf

import (
	"cmp"
	"slices"
	"unicode/utf16"
)

// A cmap maps the codes of a string to text (ToUnicode, 9.10.3) or to glyphs (an encoding, 9.7.5).
type cmap struct {
	spaces []span // which codes there are
	ranges []span
	cids   bool // ranges lead to glyphs, not to text
}

// A span is the codes from lo to hi, of n bytes each, and what the first of them maps to.
type span struct {
	n      int
	lo, hi uint32
	text   string
	cid    int
}

// maxOverlap bounds how many spans are tried for one code, should they overlap.
const maxOverlap = 8

// sort makes a cmap ready for find.
func (m *cmap) sort() {
	slices.SortStableFunc(m.ranges, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
}

// find returns the span that a code of n bytes is in. The number of bytes is not asked of ToUnicode,
// where it is often wrong.
func (m *cmap) find(code uint32, n int) (s span, ok bool) {
	i, _ := slices.BinarySearchFunc(m.ranges, code, func(s span, code uint32) int {
		if s.lo <= code {
			return -1
		}
		return 1
	})
	for tries := 0; i > 0 && tries < maxOverlap; tries++ {
		i--
		if s := m.ranges[i]; code <= s.hi && (!m.cids || s.n == n) {
			return s, true
		}
	}
	return span{}, false
}

// text returns what a code stands for.
func (m *cmap) text(code uint32) (string, bool) {
	if m == nil {
		return "", false
	}
	s, ok := m.find(code, 0)
	if !ok {
		return "", false
	}
	if code == s.lo || s.text == "" {
		return s.text, true
	}
	runes := []rune(s.text) // the last character counts on
	runes[len(runes)-1] += rune(code - s.lo)
	return string(runes), true
}

// next cuts a code off the front of s.
func (m *cmap) next(s str) (code uint32, n int) {
	for n := 1; n <= 4 && n <= len(s); n++ {
		code = code<<8 | uint32(s[n-1])
		for _, space := range m.spaces {
			if space.n == n && inSpace(code, space) {
				return code, n
			}
		}
	}
	n = min(m.least(), len(s)) // a code that there is none of
	code = 0
	for i := range n {
		code = code<<8 | uint32(s[i])
	}
	return code, n
}

// least returns the length of the shortest codes.
func (m *cmap) least() int {
	n := 4
	for _, s := range m.spaces {
		n = min(n, s.n)
	}
	if len(m.spaces) == 0 {
		return 1
	}
	return max(n, 1)
}

// inSpace compares byte by byte (9.7.6.2).
func inSpace(code uint32, s span) bool {
	for shift := 0; shift < 8*s.n; shift += 8 {
		if c := code >> shift & 255; c < s.lo>>shift&255 || c > s.hi>>shift&255 {
			return false
		}
	}
	return true
}

// parseCMap reads a CMap, and the one that it uses through use.
func parseCMap(data []byte, use func(name) *cmap) *cmap {
	m := &cmap{}
	l := lexer{data: data}
	var stack array
	for {
		v, ok := l.value(0)
		if !ok {
			break
		}
		word, isOp := v.(op)
		if !isOp {
			if len(stack) < 3*100_000 {
				stack = append(stack, v)
			}
			continue
		}
		m.operate(string(word), stack, use)
		if word != "def" && word != "dict" {
			stack = stack[:0]
		}
	}
	m.sort()
	return m
}

// operate takes in what the operands of one section say.
func (m *cmap) operate(word string, stack array, use func(name) *cmap) {
	switch word {
	case "endcodespacerange":
		each(stack, 2, func(v array) {
			lo, n := code(v[0])
			hi, _ := code(v[1])
			if n > 0 && len(m.spaces) < 256 {
				m.spaces = append(m.spaces, span{n: n, lo: lo, hi: hi})
			}
		})
	case "endbfchar", "endcidchar":
		each(stack, 2, func(v array) { m.add(v[0], v[0], v[1]) })
	case "endbfrange", "endcidrange":
		each(stack, 3, func(v array) { m.add(v[0], v[1], v[2]) })
	case "usecmap":
		if len(stack) == 0 || use == nil {
			return
		}
		n, _ := stack[len(stack)-1].(name)
		if base := use(n); base != nil {
			m.spaces = append(m.spaces, base.spaces...)
			m.ranges = append(m.ranges, base.ranges...)
			m.cids = m.cids || base.cids
		}
	}
}

// each calls fn with n operands at a time, counted from the last.
func each(stack array, n int, fn func(array)) {
	for stack = stack[len(stack)%n:]; len(stack) >= n; stack = stack[n:] {
		fn(stack[:n])
	}
}

// code reads a code.
func code(v any) (c uint32, n int) {
	s, _ := v.(str)
	if len(s) > 4 {
		return 0, 0
	}
	for i := range len(s) {
		c = c<<8 | uint32(s[i])
	}
	return c, len(s)
}

// add takes in one span.
func (m *cmap) add(first, last, to any) {
	lo, n := code(first)
	hi, _ := code(last)
	if n == 0 {
		return
	}
	switch to := to.(type) {
	case str:
		m.ranges = append(m.ranges, span{n: n, lo: lo, hi: max(lo, hi), text: utf16Text(to)})
	case name:
		m.ranges = append(m.ranges, span{n: n, lo: lo, hi: lo, text: glyphText(string(to))})
	case number:
		m.cids = true
		m.ranges = append(m.ranges, span{n: n, lo: lo, hi: max(lo, hi), cid: integer(to, 0)})
	case array:
		for i, v := range to {
			if s, ok := v.(str); ok {
				m.ranges = append(m.ranges, span{n: n, lo: lo + uint32(i), hi: lo + uint32(i), text: utf16Text(s)})
			}
		}
	}
}

// utf16Text decodes UTF-16BE; a single byte is itself.
func utf16Text(s str) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}
