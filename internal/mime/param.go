package mime

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A Param is a parameter of a field, such as charset or filename, decoded.
type Param struct {
	Name  string // in lower case
	Value string
}

// maxParams bounds the parameters of a field.
const maxParams = 1000

// piece is one of the pieces that a parameter's value can be in (RFC 2231 3).
type piece struct {
	name    string
	number  int
	percent bool
	value   string
}

// Params divides a value such as that of Content-Type into what comes first and its parameters.
func Params(value string) (first string, params []Param) { return readParams(value, likeliest) }

func readParams(value string, read reader) (first string, params []Param) {
	first, rest := cutField(value)
	var pieces []piece
	for rest != "" && len(pieces) < maxParams {
		var name, val string
		name, val, rest = cutParam(rest)
		if name != "" {
			pieces = append(pieces, newPiece(name, val))
		}
	}
	return first, join(pieces, read)
}

// cutField cuts at the first semicolon, or before the first parameter where that is missing.
func cutField(s string) (first, rest string) {
	first, rest, _ = strings.Cut(s, ";")
	if before, _, ok := strings.Cut(first, "="); ok {
		start := strings.LastIndexAny(strings.TrimRight(before, " \t"), " \t") + 1
		return strings.TrimSpace(first[:start]), s[start:]
	}
	return strings.TrimSpace(first), rest
}

// cutParam cuts the first parameter. A quoted value ends with its quote, even where the semicolon is missing.
func cutParam(s string) (name, value, rest string) {
	s = strings.TrimLeft(s, "; \t")
	end := strings.IndexAny(s, "=;")
	if end < 0 {
		return "", s, ""
	}
	if s[end] == ';' {
		return "", s[:end], s[end+1:]
	}
	name, s = strings.ToLower(strings.TrimSpace(s[:end])), strings.TrimLeft(s[end+1:], " \t")
	if !strings.HasPrefix(s, `"`) {
		value, rest, _ = strings.Cut(s, ";")
		return name, strings.TrimSpace(value), rest
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return name, b.String(), s[i+1:]
		case c == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			b.WriteByte(s[i])
		default:
			b.WriteByte(c)
		}
	}
	return name, b.String(), ""
}

func newPiece(name, value string) piece {
	p := piece{name: name, number: -1, value: value}
	if base, ok := strings.CutSuffix(p.name, "*"); ok {
		p.name, p.percent = base, true
	}
	if base, number, ok := strings.Cut(p.name, "*"); ok {
		if n, err := strconv.Atoi(number); err == nil {
			p.name, p.number = base, n
		}
	}
	return p
}

// join puts the pieces of each parameter together, in the order of their numbers.
func join(pieces []piece, read reader) (params []Param) {
	var split []piece
	var plain []Param
	for _, p := range pieces {
		if p.number < 0 && !p.percent {
			text, _ := words(p.value, read)
			plain = append(plain, Param{p.name, text})
		} else {
			split = append(split, p)
		}
	}
	slices.SortStableFunc(split, func(a, b piece) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.number, b.number))
	})
	for len(split) > 0 {
		n := 1
		for n < len(split) && split[n].name == split[0].name {
			n++
		}
		params = append(params, Param{split[0].name, joined(split[:n], read)})
		split = split[n:]
	}
	return append(params, plain...)
}

// joined decodes the pieces of one value: charset'language'text, with %XX.
func joined(pieces []piece, read reader) string {
	var data []byte
	name := ""
	for i, p := range pieces {
		value := p.value
		if !p.percent {
			data = append(data, value...)
			continue
		}
		if set, rest, ok := strings.Cut(value, "'"); ok && i == 0 {
			if _, text, ok := strings.Cut(rest, "'"); ok {
				name, value = set, text
			}
		}
		data = append(data, hexed([]byte(value), '%')...)
	}
	text, _ := read(data, name)
	return text
}

// hexed decodes what stands as two hexadecimal digits behind a mark.
func hexed(s []byte, mark byte) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == mark && i+2 < len(s) && hex(s[i+1]) >= 0 && hex(s[i+2]) >= 0 {
			out = append(out, byte(hex(s[i+1])<<4|hex(s[i+2])))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return out
}

func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

func find(params []Param, name string) string {
	for _, p := range params {
		if p.Name == name {
			return p.Value
		}
	}
	return ""
}
