package safehtml

import (
	"strconv"
	"strings"
)

// color is a colour of CSS or of an old attribute: a name, hexadecimal digits or rgb(), hsl() and the like.
func color(value string) (string, bool) {
	value = strings.ToLower(strings.TrimSpace(value))
	if digits, ok := strings.CutPrefix(value, "#"); ok {
		n := len(digits)
		return value, (n == 3 || n == 4 || n == 6 || n == 8) && strings.Trim(digits, "0123456789abcdef") == ""
	}
	if (len(value) == 6 || len(value) == 3) && strings.Trim(value, "0123456789abcdef") == "" && strings.ContainsAny(value, "0123456789") {
		return "#" + value, true // as browsers take it in attributes
	}
	name, arguments, call := strings.Cut(value, "(")
	if !call {
		return value, name != "" && len(name) <= 24 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == ""
	}
	switch name {
	case "rgb", "rgba", "hsl", "hsla":
		arguments, ok := strings.CutSuffix(arguments, ")")
		return value, ok && len(arguments) <= 60 && strings.Trim(arguments, "0123456789., %/") == ""
	}
	return "", false
}

// names are the colours that text is hidden with, as red, green and blue.
var names = map[string]uint32{
	"white": 0xffffff, "black": 0, "silver": 0xc0c0c0, "gray": 0x808080, "grey": 0x808080, "red": 0xff0000, "green": 0x008000,
	"blue": 0x0000ff, "yellow": 0xffff00, "navy": 0x000080, "whitesmoke": 0xf5f5f5,
}

// readColor returns a colour as red, green and blue, or false if it is one that cannot be told so easily.
func readColor(value string) (uint32, bool) {
	value, ok := color(value)
	if !ok {
		return 0, false
	}
	if digits, ok := strings.CutPrefix(value, "#"); ok {
		if len(digits) == 3 {
			digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
		}
		n, err := strconv.ParseUint(digits, 16, 32)
		return uint32(n), err == nil && len(digits) == 6
	}
	if inner, ok := strings.CutPrefix(value, "rgb("); ok {
		return readRGB(strings.TrimSuffix(inner, ")"))
	}
	n, ok := names[value]
	return n, ok
}

func readRGB(inner string) (n uint32, ok bool) {
	parts := strings.FieldsFunc(inner, func(r rune) bool { return r == ',' || r == ' ' })
	for _, part := range parts {
		one, err := strconv.ParseUint(part, 10, 8)
		if err != nil {
			return 0, false
		}
		n = n<<8 | uint32(one)
	}
	return n, len(parts) == 3
}
