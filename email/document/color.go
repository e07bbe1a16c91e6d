package document

import (
	"fmt"
	"strconv"
	"strings"
)

// colors are the names that colours have in CSS 2.1, section 4.3.6.
var colors = map[string]string{
	"maroon": "#800000", "red": "#ff0000", "orange": "#ffa500", "yellow": "#ffff00", "olive": "#808000",
	"purple": "#800080", "fuchsia": "#ff00ff", "white": "#ffffff", "lime": "#00ff00", "green": "#008000",
	"navy": "#000080", "blue": "#0000ff", "aqua": "#00ffff", "teal": "#008080", "black": "#000000",
	"silver": "#c0c0c0", "gray": "#808080",
}

// color returns a colour of CSS as "#rrggbb", or "" for what it does not know: #rgb, #rrggbb, rgb(), the
// names of CSS 2.1. How much shines through is left out.
func color(css string) string {
	css = strings.ToLower(strings.TrimSpace(css))
	if hex, ok := strings.CutPrefix(css, "#"); ok {
		return hexColor(hex)
	}
	if arguments, ok := strings.CutSuffix(css, ")"); ok {
		name, list, _ := strings.Cut(arguments, "(")
		if name == "rgb" || name == "rgba" {
			return rgbColor(list)
		}
	}
	return colors[css]
}

func hexColor(hex string) string {
	if strings.Trim(hex, "0123456789abcdef") != "" {
		return ""
	}
	switch len(hex) {
	case 3:
		return string([]byte{'#', hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	case 6:
		return "#" + hex
	}
	return ""
}

// rgbColor reads "1, 2, 3" and "1 2 3 / 50%".
func rgbColor(list string) string {
	fields := strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(" ,/", r) })
	if len(fields) < 3 || len(fields) > 4 {
		return ""
	}
	var rgb [3]uint64
	for i := range rgb {
		n, err := strconv.ParseUint(fields[i], 10, 8)
		if err != nil {
			return ""
		}
		rgb[i] = n
	}
	return fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2])
}
