package xmltext

import (
	"bytes"
	"html"
	"strconv"
	"unicode/utf8"
)

// unescape replaces the entities that every XML has, and those of HTML. Data without any is returned as
// it is.
func unescape(data []byte) []byte {
	if bytes.IndexByte(data, '&') < 0 {
		return data
	}
	var none entities
	return none.append(nil, data, 0)
}

// Bounds of the entities that a document declares itself.
const (
	maxEntities  = 1000
	maxExpansion = 1 << 20 // bytes of a document that come out of its entities
	maxNesting   = 8
	maxReference = 64 // bytes between '&' and ';'
)

// entities are those that a document type declaration defines. They can spell digits.
type entities struct {
	values   map[string][]byte
	spent    int
	overflow bool // something was too much, and left out
}

// declare takes the entities out of a document type declaration. Those outside of the document cannot be
// had; the first declaration of a name counts (XML 1.0, 4.2).
func (e *entities) declare(doctype []byte) {
	for {
		_, rest, ok := bytes.Cut(doctype, []byte("<!ENTITY"))
		if !ok {
			return
		}
		doctype = rest
		name, rest := word(rest)
		rest = skip(rest)
		if len(name) == 0 || len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			continue
		}
		value, _, ok := bytes.Cut(rest[1:], rest[:1])
		if _, known := e.values[string(name)]; !ok || known {
			continue
		}
		if len(e.values) == maxEntities {
			e.overflow = true
			return
		}
		if e.values == nil {
			e.values = make(map[string][]byte)
		}
		e.values[string(name)] = references(value)
	}
}

func word(data []byte) (name, rest []byte) {
	data = skip(data)
	i := 0
	for i < len(data) && !space(data[i]) {
		i++
	}
	return data[:i], data[i:]
}

// references replaces the character references of an entity's value, which is done where it is declared.
func references(value []byte) []byte {
	var out []byte
	for {
		before, rest, ok := bytes.Cut(value, []byte("&#"))
		out = append(out, before...)
		if !ok {
			return out
		}
		if r, n := reference(rest); n > 0 {
			out = utf8.AppendRune(out, r)
			rest = rest[n:]
		} else {
			out = append(out, "&#"...)
		}
		value = rest
	}
}

// reference reads a character reference after its "&#", and returns its length; 0 is none.
func reference(data []byte) (rune, int) {
	n := bytes.IndexByte(data[:min(len(data), maxReference)], ';')
	if n < 1 {
		return 0, 0
	}
	digits, base := data[:n], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	r, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || r > utf8.MaxRune {
		return 0, 0
	}
	return rune(r), n + 1
}

// append appends data with its entities replaced.
func (e *entities) append(out, data []byte, nesting int) []byte {
	for {
		i := bytes.IndexByte(data, '&')
		if i < 0 {
			return append(out, data...)
		}
		out = append(out, data[:i]...)
		data = data[i:]
		value, own, n := e.lookup(data)
		switch {
		case own && e.spend(value, nesting):
			out = e.append(out, value, nesting+1)
		case !own:
			out = append(out, value...)
		}
		data = data[n:]
	}
}

// lookup returns what the reference stands for that data begins with, and the reference's length. What
// is no reference stands for itself. A value of the document's own may have references again.
func (e *entities) lookup(data []byte) (value []byte, own bool, n int) {
	if len(data) > 1 && data[1] == '#' {
		if r, n := reference(data[2:]); n > 0 {
			return utf8.AppendRune(nil, r), false, n + 2
		}
		return data[:1], false, 1
	}
	n = bytes.IndexByte(data[:min(len(data), maxReference)], ';') + 1
	if n < 3 {
		return data[:1], false, 1
	}
	if value, own = e.values[string(data[1:n-1])]; own {
		return value, true, n
	}
	if known := html.UnescapeString(string(data[:n])); known != string(data[:n]) {
		return []byte(known), false, n
	}
	return data[:1], false, 1
}

// spend takes a replacement out of what is allowed.
func (e *entities) spend(value []byte, nesting int) bool {
	e.spent += len(value) + 1
	if e.spent > maxExpansion || nesting >= maxNesting {
		e.overflow = true
	}
	return !e.overflow
}
