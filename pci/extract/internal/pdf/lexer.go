package pdf

import (
	"bytes"
	"strconv"
)

// maxNesting bounds arrays and dictionaries inside of each other.
const maxNesting = 100

// A lexer reads values one after the other, and takes whatever comes: what is wrong is passed over as
// the viewers do (ISO 32000-1, 7.2 and 7.3).
type lexer struct {
	data   []byte
	pos    int
	values int  // how many were read: what they cost in memory
	refs   bool // this is a file, with references and objects, not a content stream
	most   int  // of values that are kept, or 0
	over   bool // there was more than is kept
}

// Classes of bytes.
func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isRegular(c byte) bool { return !isSpace(c) && !isDelimiter(c) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// closing is what ends an array or dictionary.
type closing string

// peek returns the byte n bytes ahead, or 0 behind the end.
func (l *lexer) peek(n int) byte {
	if l.pos+n < len(l.data) {
		return l.data[l.pos+n]
	}
	return 0
}

// space passes over white space and comments.
func (l *lexer) space() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case c == '%':
			n := bytes.IndexAny(l.data[l.pos:], "\r\n")
			if n < 0 {
				n = len(l.data) - l.pos
			}
			l.pos += n
		case isSpace(c):
			l.pos++
		default:
			return
		}
	}
}

// value reads one value. ok is false at the end of the data; an operator or keyword is an op.
func (l *lexer) value(depth int) (v any, ok bool) {
	l.space()
	if l.pos >= len(l.data) {
		return nil, false
	}
	l.values++
	switch c := l.data[l.pos]; {
	case c == '/':
		return l.name(), true
	case c == '(':
		return l.literal(), true
	case c == '<' && l.peek(1) == '<':
		l.pos += 2
		if l.deep(depth) {
			return nil, true
		}
		return l.dict(depth + 1), true
	case c == '<':
		return l.hex(), true
	case c == '[':
		l.pos++
		if l.deep(depth) {
			return nil, true
		}
		return l.array(depth + 1), true
	case c == '>' && l.peek(1) == '>':
		l.pos += 2
		return closing(">>"), true
	case isDelimiter(c):
		l.pos++
		return closing(c), true
	}
	return l.word(), true
}

// regular takes the bytes up to the next white space or delimiter.
func (l *lexer) regular() []byte {
	begin := l.pos
	for l.pos < len(l.data) && isRegular(l.data[l.pos]) {
		l.pos++
	}
	return l.data[begin:l.pos]
}

// word reads a number, a reference or a keyword.
func (l *lexer) word() any {
	w := l.regular()
	if n, ok := numeric(w); ok {
		if l.refs && isDigit(w[0]) && l.reference() {
			return ref(n)
		}
		return n
	}
	switch string(w) {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return op(w)
}

// reference passes over the generation and the R behind an object's number, if they are there.
func (l *lexer) reference() bool {
	i, data := l.pos, l.data
	blanks := func() bool {
		begin := i
		for i < len(data) && isSpace(data[i]) {
			i++
		}
		return i > begin
	}
	if !blanks() {
		return false
	}
	begin := i
	for i < len(data) && isDigit(data[i]) && i-begin < 6 {
		i++
	}
	if i == begin || !blanks() || i >= len(data) || data[i] != 'R' || i+1 < len(data) && isRegular(data[i+1]) {
		return false
	}
	l.pos = i + 1
	return true
}

// numeric reads a number as viewers do: a second sign or what follows a bad byte is passed over.
func numeric(w []byte) (number, bool) {
	if len(w) == 0 || !isDigit(w[0]) && w[0] != '+' && w[0] != '-' && w[0] != '.' {
		return 0, false
	}
	if n, ok := whole(w); ok {
		return n, true
	}
	for len(w) > 1 && (w[0] == '-' || w[0] == '+') && (w[1] == '-' || w[1] == '+') {
		w = w[1:]
	}
	end := 1
	for end < len(w) && (isDigit(w[end]) || w[end] == '.') {
		end++
	}
	if end < len(w) && w[end] != '-' && w[end] != 'E' && w[end] != 'e' {
		return 0, false
	}
	n, err := strconv.ParseFloat(string(w[:end]), 64)
	return number(n), err == nil || string(w[:end]) == "-" || string(w[:end]) == "."
}

// whole reads a number of a few digits, for speed.
func whole(w []byte) (n number, ok bool) {
	if len(w) > 15 {
		return 0, false
	}
	for _, c := range w {
		if !isDigit(c) {
			return 0, false
		}
		n = n*10 + number(c-'0')
	}
	return n, true
}

// deep reports whether nothing more may be opened.
func (l *lexer) deep(depth int) bool {
	l.over = l.over || depth >= maxNesting
	return depth >= maxNesting
}

// full reports whether so much was read that no more is kept.
func (l *lexer) full() bool {
	l.over = l.over || l.most > 0 && l.values > l.most
	return l.over
}

// array reads up to the bracket that closes it, or to a keyword that cannot be inside.
func (l *lexer) array(depth int) any {
	var a array
	for {
		before := l.pos
		v, ok := l.value(depth)
		switch v := v.(type) {
		case closing:
			if v == "]" || v == ">>" {
				return a
			}
			continue
		case op:
			if l.ends(v) {
				l.pos = before
				return a
			}
			continue
		}
		switch {
		case !ok:
			return a
		case l.full():
		default:
			a = append(a, v)
		}
	}
}

// dict reads up to the brackets that close it, or to a keyword that cannot be inside.
func (l *lexer) dict(depth int) any {
	var d dict
	var key name
	for have := false; ; {
		before := l.pos
		v, ok := l.value(depth)
		if !ok || v == closing(">>") {
			return d.sort()
		}
		if w, keyword := v.(op); keyword && l.ends(w) {
			l.pos = before
			return d.sort()
		}
		switch k, isName := v.(name); {
		case !have && isName:
			key, have = k, true
		case have:
			have = false
			if l.full() {
				continue
			}
			d = append(d, entry{key, v})
		}
	}
}

// ends reports whether the keyword ends whatever is open. In content streams none does: there, arrays
// are left open only by mistake, and the text behind is wanted.
func (l *lexer) ends(w op) bool {
	if !l.refs {
		return w == "Tj" || w == "TJ" || w == "ET" || w == "BT"
	}
	return w == "endobj" || w == "obj" || w == "stream" || w == "endstream" || w == "xref" || w == "trailer"
}
