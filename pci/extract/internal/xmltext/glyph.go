package xmltext

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// digitWidth is how wide a digit is, in ems, where a page does not say: 0.50 to 0.56 in common fonts.
const digitWidth = 0.53

// A line is where the text of an XPS page is at.
type line struct{ y, end float64 }

// glyphs writes a run of an XPS page (ECMA-388, 12.1). A word, or a number, may be in several.
func (x *reader) glyphs(tag Tag) {
	text := strings.TrimPrefix(tag.Attr("UnicodeString"), "{}")
	indices := tag.Attr("Indices")
	if text == "" {
		if indices != "" {
			x.w.Gap(x.name, walk.Undecodable) // glyphs by their numbers in a font
		}
		return
	}
	at, y := float(tag.Attr("OriginX")), float(tag.Attr("OriginY"))
	em := max(float(tag.Attr("FontRenderingEmSize")), 1e-3)
	switch gap := (at - x.line.end) / em; {
	case math.Abs(y-x.line.y) > em/10, gap < -1:
		x.body.gap = '\n'
	case gap > 1.5:
		x.body.part('\t')
	case gap > 0.2:
		x.body.write([]byte(" "))
	}
	x.body.write([]byte(text))
	x.line = line{y: y, end: at + em*advance(indices, utf8.RuneCountInString(text))}
}

// advance returns how wide n characters are, in ems. Indices tell the widths of some, in hundredths: "43;,55.6;"
func advance(indices string, n int) float64 {
	sum := 0.0
	for range n {
		var one string
		one, indices, _ = strings.Cut(indices, ";")
		fields := strings.SplitN(one, ",", 3)
		if len(fields) > 1 && fields[1] != "" {
			sum += float(fields[1]) / 100
		} else {
			sum += digitWidth
		}
	}
	return sum
}

// float reads a number; what is none is 0.
func float(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}
