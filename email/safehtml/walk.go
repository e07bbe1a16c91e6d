package safehtml

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A sink takes what a reader of the HTML would see, properly nested.
type sink interface {
	open(*node)
	close(*node)
	void(*node) // an element without content
	text(string, *node)
}

// A node is an element on the stack of those that are open.
type node struct {
	tag   atom.Atom
	kind  kind
	attrs attributes
	style style
	look  look
	bare  bool // for the sink: it wrote no tag
	link  int  // for the sink: 1 + the index of its link
}

// walk gives HTML to a sink, and reports whether it went beyond a limit. It takes linear time: what it does for a token is
// bounded by limits.depth.
func walk(source string, l limits, s sink) (cut bool) {
	if !utf8.ValidString(source) { // this is sooner known than mended
		source = strings.ToValidUTF8(source, "\uFFFD")
	}
	source, cut = within(source, l.bytes)
	w := walker{limits: l, sink: s, rest: source, count: make(map[atom.Atom]int), cut: cut}
	z := html.NewTokenizer(strings.NewReader(source))
	for w.token(z, z.Next()) {
	}
	w.popTo(0)
	return w.cut
}

type walker struct {
	limits   limits
	sink     sink
	rest     string // of the source: the token at hand, and what is after it
	raw      int    // bytes of that token
	stack    []node
	leaf     node              // a void element
	attrs    attributes        // of the start tag that is being read
	style    style             // of the element that is being made
	count    map[atom.Atom]int // of the stack
	skipText bool              // the next token, if it is text
	elements int
	reopened int
	over     int // elements that are open, and too deep for the stack
	cut      bool
}

// token takes one token, and reports whether there are more.
func (w *walker) token(z *html.Tokenizer, t html.TokenType) bool {
	w.rest = w.rest[w.raw:]
	w.raw = len(z.Raw())
	skip := w.skipText
	w.skipText = false
	switch t {
	case html.ErrorToken:
		return false
	case html.TextToken:
		if !skip {
			w.text(plain(w.string(z.Text())))
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		name, more := z.TagName()
		tag := atom.Lookup(name)
		w.skipText = raw[tag]
		if kind := elements[rename(tag)]; kind != 0 {
			w.start(rename(tag), kind, w.attributes(z, more))
		}
	case html.EndTagToken:
		name, _ := z.TagName()
		w.end(rename(atom.Lookup(name)))
	}
	return true
}

// attributes reads the attributes of the tag that the tokenizer is at. They are good until the next tag.
func (w *walker) attributes(z *html.Tokenizer, more bool) attributes {
	w.attrs = w.attrs[:0]
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if name, ok := asked[string(key)]; ok && !w.attrs.has(name) {
			w.attrs = append(w.attrs, attribute{name, plain(string(value))})
		}
	}
	return w.attrs
}

// string returns what the tokenizer has read of a text. If the source has it in the same bytes it is that part of it, not a copy.
func (w *walker) string(text []byte) string {
	if same := w.rest[:min(len(text), w.raw)]; same == string(text) {
		return same
	}
	return string(text)
}

func rename(tag atom.Atom) atom.Atom {
	if to, ok := renamed[tag]; ok {
		return to
	}
	return tag
}

// top returns the innermost open element, or nil.
func (w *walker) top() *node {
	if len(w.stack) == 0 {
		return nil
	}
	return &w.stack[len(w.stack)-1]
}

func (w *walker) look() look {
	if t := w.top(); t != nil {
		return t.look
	}
	return look{}
}

func (w *walker) text(text string) {
	if w.structure() && strings.Trim(text, " \t\n\f") == "" {
		return
	}
	if !w.look().hides() {
		w.cell()
		w.sink.text(text, w.top())
	}
}

// start opens an element, after those are closed that it ends.
func (w *walker) start(tag atom.Atom, k kind, attrs attributes) {
	if !w.admit(tag, k) {
		return
	}
	n := w.node(tag, k, attrs)
	switch {
	case w.elements >= w.limits.elements:
		w.cut = true
	case k == void:
		w.elements++
		if !n.look.gone {
			w.leaf = n
			w.sink.void(&w.leaf)
		}
	case len(w.stack) >= w.limits.depth && (tag == atom.Table || k != table && k != cell): // parts add little to their table
		w.over++
		w.cut = true
	default:
		w.push(n)
	}
}

// node makes an element. Its style is good until the next one is made.
func (w *walker) node(tag atom.Atom, k kind, attrs attributes) node {
	w.style = w.style[:0]
	w.style.read(attrs.get("style"))
	n := node{tag: tag, kind: k, attrs: attrs, style: w.style}
	n.look = w.look().within(&n)
	return n
}

// push puts an element on the stack, with its attributes and style where those were of one that has been at this place before. So
// those that go on when others have ended come in order: each is copied from its place before another takes that.
func (w *walker) push(n node) {
	w.elements++
	w.count[n.tag]++
	w.stack = slices.Grow(w.stack, 1)[:len(w.stack)+1]
	t := w.top()
	n.attrs, n.style = append(t.attrs[:0], n.attrs...), append(t.style[:0], n.style...)
	*t = n
	if !n.look.gone {
		w.sink.open(w.top())
	}
}

// popTo closes elements until so many are left.
func (w *walker) popTo(left int) {
	for len(w.stack) > left {
		n := w.top()
		if !n.look.gone {
			w.sink.close(n)
		}
		w.count[n.tag]--
		w.stack = w.stack[:len(w.stack)-1]
		w.over = 0
	}
}

// maxReopened bounds how many elements are opened again because others ended across them.
const maxReopened = 1000

// end closes an element. An inline element that ends across others is closed with them, and they go on.
func (w *walker) end(tag atom.Atom) {
	if tag == atom.Br { // as browsers take it
		w.start(tag, void, nil)
		return
	}
	k := elements[tag]
	if k == 0 || k == void {
		return
	}
	if w.over > 0 {
		w.over--
		return
	}
	i := w.find(tag)
	if i < 0 {
		return
	}
	across := w.stack[i+1:]
	if k != inline || len(across) == 0 || w.reopened+len(across) > maxReopened {
		w.popTo(i)
		return
	}
	again := append([]node(nil), across...)
	w.popTo(i)
	for _, n := range again {
		w.reopened++
		w.push(w.node(n.tag, n.kind, n.attrs))
	}
}

// find returns the index of the element that an end tag closes, or -1. Cells and tables keep what is outside of them
// from being closed within.
func (w *walker) find(tag atom.Atom) int {
	if w.count[tag] == 0 {
		return -1
	}
	k := elements[tag]
	for i := len(w.stack) - 1; i >= 0; i-- {
		n := &w.stack[i]
		switch {
		case n.tag == tag:
			return i
		case n.tag == atom.Table, (n.kind == cell || n.kind == table) && k != cell && k != table:
			return -1
		}
	}
	return -1
}
