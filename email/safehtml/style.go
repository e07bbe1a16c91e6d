package safehtml

import "strings"

// style is a style attribute as browsers resolve it: each property once, in lower case.
type style []declaration

type declaration struct {
	property, value string
	important       bool
}

const (
	maxStyle        = 8_000 // bytes that are read; a longer one counts as none
	maxDeclarations = 100
)

// read reads a style attribute. It is not a parser of all CSS: what it does not understand turns into a value that no
// check passes.
func (s *style) read(text string) {
	if len(text) > maxStyle {
		return
	}
	text = withoutComments(strings.ToLower(text))
	for text != "" && len(*s) < maxDeclarations {
		var one string
		one, text = cutDeclaration(text)
		property, value, ok := strings.Cut(one, ":")
		if property = strings.TrimSpace(property); !ok || property == "" {
			continue
		}
		value = joined(value)
		value, important := strings.CutSuffix(value, "!important")
		s.set(declaration{property, strings.TrimSpace(value), important})
	}
}

func (s *style) set(d declaration) {
	for i := range *s {
		if old := &(*s)[i]; old.property == d.property {
			if !old.important || d.important {
				*old = d
			}
			return
		}
	}
	*s = append(*s, d)
}

func (s style) get(property string) string {
	for i := range s {
		if s[i].property == property {
			return s[i].value
		}
	}
	return ""
}

// withoutComments puts a space where comments were, as CSS takes them.
func withoutComments(text string) string {
	before, rest, ok := strings.Cut(text, "/*")
	if !ok {
		return text
	}
	var b strings.Builder
	for ok {
		b.WriteString(before + " ")
		_, rest, _ = strings.Cut(rest, "*/")
		before, rest, ok = strings.Cut(rest, "/*")
	}
	b.WriteString(before)
	return b.String()
}

// cutDeclaration returns what is before the first semicolon that is in no string and no parentheses, and what is after it.
func cutDeclaration(text string) (one, rest string) {
	var quote byte
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth = max(depth-1, 0)
		case c == ';' && depth == 0:
			return text[:i], text[i+1:]
		}
	}
	return text, ""
}

// safe returns a declaration of s as it may stay, or false.
func (s style) safe(d declaration, pictured bool) (declaration, bool) {
	if d.property == "background" { // only a colour is kept of it
		d.property = "background-color"
		if s.get(d.property) != "" {
			return d, false
		}
	}
	check := properties[d.property]
	if check == nil || pictured && d.property == "background-color" {
		return d, false // what is legible on an image need not be on the colour behind it
	}
	var ok bool
	d.value, ok = check(d.value)
	return d, ok
}
