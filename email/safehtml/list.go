package safehtml

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// A list is one that is open, with the number of its next item.
type list struct {
	kind string // as of the attribute type; "" for bullets, "none" for nothing
	next int
	step int
}

func (t *texter) openList(n *node) {
	if len(t.lists) == 0 {
		t.page.paragraph()
	} else {
		t.page.line()
	}
	l := list{step: 1, next: 1}
	if n.tag == atom.Ol {
		l.kind = "1"
	}
	l.restyle(n)
	if n.attrs.has("reversed") {
		l.step, l.next = -1, 0
		if len(t.items) > 0 {
			l.next, t.items = t.items[0], t.items[1:]
		}
	}
	if start, ok := number(-maxNumber, maxNumber)(n.attrs.get("start")); ok {
		l.next, _ = strconv.Atoi(start)
	}
	t.lists = append(t.lists, l)
}

func (t *texter) closeList() {
	t.lists = t.lists[:len(t.lists)-1]
	if len(t.lists) == 0 {
		t.page.paragraph()
	}
}

// kinds are the ways of numbering by their names in CSS.
var kinds = map[string]string{
	"none": "none", "disc": "", "circle": "", "square": "", "decimal": "1", "lower-alpha": "a", "lower-latin": "a",
	"upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I",
}

// restyle takes the way of numbering that an element asks for.
func (l *list) restyle(n *node) {
	if kind := n.attrs.get("type"); kind != "" && n.tag != atom.Ul {
		if _, ok := listType(kind); ok && len(kind) == 1 {
			l.kind = kind
		}
	}
	for _, property := range []string{"list-style", "list-style-type"} {
		for word := range strings.FieldsSeq(n.style.get(property)) {
			if kind, ok := kinds[word]; ok {
				l.kind = kind
			}
		}
	}
}

func (t *texter) openItem(n *node) {
	t.page.line()
	if len(t.lists) == 0 { // not so by walk
		t.page.indent("", "")
		return
	}
	l := &t.lists[len(t.lists)-1]
	if value, ok := number(-maxNumber, maxNumber)(n.attrs.get("value")); ok {
		l.next, _ = strconv.Atoi(value)
	}
	marker := l.marker(n)
	t.page.indent(marker, strings.Repeat(" ", len(marker)))
	l.next += l.step
}

func (l list) marker(item *node) string {
	l.restyle(item)
	switch l.kind {
	case "":
		return "* "
	case "none":
		return ""
	}
	return numeral(l.next, l.kind) + ". "
}

// numeral writes a number in a way of numbering. Letters have no zero, and Roman numerals end at 3999: what they do not have is
// written in digits, as browsers do it.
func numeral(n int, kind string) string {
	switch {
	case (kind == "a" || kind == "A") && n > 0:
		return alphabetic(n, kind[0])
	case kind == "i" && n > 0 && n < 4000:
		return strings.ToLower(roman(n))
	case kind == "I" && n > 0 && n < 4000:
		return roman(n)
	}
	return strconv.Itoa(n)
}

func alphabetic(n int, a byte) string {
	var letters []byte
	for ; n > 0; n = (n - 1) / 26 {
		letters = append([]byte{a + byte((n-1)%26)}, letters...)
	}
	return string(letters)
}

func roman(n int) string {
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, value := range values {
		for ; n >= value; n -= value {
			b.WriteString(signs[i])
		}
	}
	return b.String()
}

// countItems counts the items of the lists that count down: their first number is how many there are.
func countItems(html string, l limits) []int {
	if !strings.Contains(strings.ToLower(html), "reversed") {
		return nil
	}
	var c counter
	walk(html, l, &c)
	return c.counts
}

// A counter is the sink of countItems.
type counter struct {
	counts []int
	lists  []int // indexes of the lists that are open; -1 for those that count up
}

func (c *counter) open(n *node) {
	switch n.tag {
	case atom.Ol, atom.Ul:
		i := -1
		if n.attrs.has("reversed") {
			i = len(c.counts)
			c.counts = append(c.counts, 0)
		}
		c.lists = append(c.lists, i)
	case atom.Li:
		if len(c.lists) > 0 && c.lists[len(c.lists)-1] >= 0 {
			c.counts[c.lists[len(c.lists)-1]]++
		}
	}
}

func (c *counter) close(n *node) {
	if n.tag == atom.Ol || n.tag == atom.Ul {
		c.lists = c.lists[:len(c.lists)-1]
	}
}

func (c *counter) void(*node)         {}
func (c *counter) text(string, *node) {}
