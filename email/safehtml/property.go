package safehtml

import (
	"strings"
	"unicode"
)

// properties are those of CSS that a mail may set. None of them can load anything, lay text over another part of the page, or move it
// out of the mail; sizes have bounds.
var properties = map[string]check{
	"color":            color,
	"background-color": color,

	"font-family":     family,
	"font-size":       either(size(6, 100), oneOf("xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "smaller", "larger", "inherit")),
	"font-style":      oneOf("normal", "italic", "oblique"),
	"font-weight":     oneOf("normal", "bold", "bolder", "lighter", "100", "200", "300", "400", "500", "600", "700", "800", "900"),
	"line-height":     either(size(8, 200), oneOf("normal", "inherit"), factor),
	"text-align":      oneOf("left", "right", "center", "justify", "start", "end"),
	"text-decoration": each(3, oneOf("none", "underline", "line-through", "overline")),
	"text-transform":  oneOf("none", "uppercase", "lowercase", "capitalize"),
	"vertical-align":  oneOf("baseline", "top", "middle", "bottom", "sub", "super", "text-top", "text-bottom"),
	"white-space":     oneOf("normal", "nowrap", "pre", "pre-wrap", "pre-line"),
	"word-break":      oneOf("normal", "break-all", "keep-all", "break-word"),
	"overflow-wrap":   oneOf("normal", "break-word", "anywhere"),
	"direction":       oneOf("ltr", "rtl"),
	"display":         oneOf("block", "inline", "inline-block"),
	"list-style-type": oneOf("none", "disc", "circle", "square", "decimal", "lower-alpha", "upper-alpha", "lower-latin", "upper-latin", "lower-roman", "upper-roman"),

	"width": breadth, "max-width": breadth, "min-width": breadth, "height": breadth,
	"margin": each(4, space), "margin-top": space, "margin-right": space, "margin-bottom": space, "margin-left": space,
	"padding": each(4, size(0, 200)), "padding-top": size(0, 200), "padding-right": size(0, 200), "padding-bottom": size(0, 200), "padding-left": size(0, 200),

	"border": each(3, line), "border-top": each(3, line), "border-right": each(3, line), "border-bottom": each(3, line), "border-left": each(3, line),
	"border-width": each(4, size(0, 20)), "border-top-width": size(0, 20), "border-right-width": size(0, 20), "border-bottom-width": size(0, 20), "border-left-width": size(0, 20),
	"border-style": each(4, lineStyle), "border-top-style": lineStyle, "border-right-style": lineStyle, "border-bottom-style": lineStyle, "border-left-style": lineStyle,
	"border-color": each(4, color), "border-top-color": color, "border-right-color": color, "border-bottom-color": color, "border-left-color": color,
	"border-radius": each(4, size(0, 200)), "border-spacing": each(2, size(0, 100)), "border-collapse": oneOf("collapse", "separate"),
}

var (
	breadth   = either(size(0, maxPixels), oneOf("auto", "none"))
	space     = either(size(0, 400), oneOf("auto"))
	lineStyle = oneOf("none", "hidden", "solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset")
	line      = either(size(0, 20), lineStyle, oneOf("medium", "thin", "thick"), color)
)

// either passes what one of the checks passes.
func either(checks ...check) check {
	return func(value string) (string, bool) {
		for _, check := range checks {
			if v, ok := check(value); ok {
				return v, true
			}
		}
		return "", false
	}
}

// each passes up to so many values with spaces between them, if the check passes every one.
func each(most int, one check) check {
	return func(value string) (string, bool) {
		var b strings.Builder
		n := 0
		for word, rest := cutWord(value); word != ""; word, rest = cutWord(rest) {
			v, ok := one(word)
			if n++; !ok || n > most {
				return "", false
			}
			if n > 1 {
				b.WriteByte(' ')
			} else if rest == "" {
				return v, true
			}
			b.WriteString(v)
		}
		return b.String(), n > 0
	}
}

// cutWord returns what is before the first space that is in no parentheses, and what is after it.
func cutWord(value string) (word, rest string) {
	value = strings.TrimLeft(value, " ")
	depth := 0
	for i := range len(value) {
		switch c := value[i]; {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ' ' && depth == 0:
			return value[:i], value[i+1:]
		}
	}
	return value, ""
}

// family is a list of names of fonts.
func family(value string) (string, bool) {
	names := strings.Split(value, ",")
	for i, name := range names {
		name = strings.Trim(name, ` '"`)
		if name == "" || len(name) > 60 || strings.ContainsFunc(name, func(r rune) bool {
			return r != ' ' && r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
		}) {
			return "", false
		}
		names[i] = name
		if strings.ContainsFunc(name, func(r rune) bool { return r != '-' && !letter(r) }) {
			names[i] = "'" + name + "'"
		}
	}
	return strings.Join(names, ", "), len(names) <= 20
}
