package pdf

import (
	"strings"
)

// A font tells what the codes of a string stand for, and how wide they are.
type font struct {
	composite bool
	vertical  bool
	unicode   *cmap                // ToUnicode, or nil
	chars     *encoding            // of a simple font
	explicit  bool                 // chars is told by the file, not guessed
	guesses   map[int]string       // of a simple font: what the names of glyphs may mean
	codes     *cmap                // of a composite font: how bytes make codes, and codes glyphs
	direct    func(s str) string   // of a composite font: its codes are characters of a code page
	character func(cid int) string // of a composite font
	widths    *cmap
	missing   float64 // the width of what widths has not, in units of scale
	standard  family  // of the standard fonts, whose widths are not in the file
	scale     float64 // from the units of glyphs to those of text
	weight    int     // characters that it tells of
	em        float64 // how large an em is, in units of text
}

// A glyph is one character that was shown.
type glyph struct {
	text  string // what copying gives
	other string // what the encoding gives, if the two differ
	width float64
	known bool
	blank bool // a code of one byte, 32: word spacing applies
	bytes int
}

// font returns the font of a dictionary.
func (f *file) font(v any) *font {
	d := f.dict(v)
	key := any(v)
	if _, indirect := v.(ref); !indirect || d == nil {
		return f.newFont(d)
	}
	if f.oldest {
		key = -int(v.(ref))
	}
	if t := f.fonts[key]; t != nil {
		return t
	}
	t := f.newFont(d)
	if f.weight += 256 + t.weight; f.weight > maxWeight {
		clear(f.fonts)
		f.weight = 256 + t.weight
	}
	f.fonts[key] = t
	return t
}

// maxWeight bounds the fonts that are kept.
const maxWeight = 1 << 20

// newFont reads a font (9.5). One that is missing is taken for a usual one.
func (f *file) newFont(d dict) *font {
	t := &font{scale: 0.001, em: 1, widths: &cmap{cids: true}, chars: standardEncoding()}
	if d == nil {
		t.missing = 500
		return t
	}
	if st := f.stream(d.get("ToUnicode")); st != nil {
		f.seen[st] = true
		t.unicode = parseCMap(f.decode("font", st), f.useCMap)
	}
	if f.name(d.get("Subtype")) == "Type0" {
		f.newComposite(t, d)
	} else {
		f.newSimple(t, d)
	}
	t.widths.sort()
	t.weight += len(t.widths.ranges)
	if t.unicode != nil {
		t.weight += len(t.unicode.ranges)
	}
	return t
}

// useCMap returns the maps that others build on: of those with names, only the lengths of codes are known.
func (f *file) useCMap(n name) *cmap { return &cmap{spaces: codespaces(n)} }

// width returns the width of a code in units of text.
func (t *font) width(code int, text string) float64 {
	if s, ok := t.widths.find(uint32(code), 0); ok {
		return float64(s.cid) / 16 * t.scale
	}
	if t.standard != 0 {
		return t.standard.width(text) * t.scale
	}
	return t.missing * t.scale
}

// setWidth gives the codes from lo to hi a width.
func (t *font) setWidth(lo, hi int, width float64) {
	if lo >= 0 && hi >= lo && hi < 1<<24 && width > -1e6 && width < 1e6 {
		t.widths.ranges = append(t.widths.ranges, span{lo: uint32(lo), hi: uint32(hi), cid: int(width * 16)})
	}
}

// next cuts a glyph off the front of s, which is not empty.
func (t *font) next(s str) glyph {
	if t.composite {
		return t.nextWide(s)
	}
	code := int(s[0])
	g := glyph{bytes: 1, blank: code == ' ', text: t.chars[code], known: t.chars[code] != ""}
	if own, ok := t.unicode.text(uint32(code)); ok && tells(own) {
		if t.explicit && g.known && g.text != "\uFFFD" {
			g.other = g.text
		}
		g.text, g.known = clean(own), true
	}
	if !g.known {
		g.text = t.guesses[code]
	}
	g.finish(t.width(code, g.text))
	return g
}

// nextWide cuts a glyph of a composite font off.
func (t *font) nextWide(s str) glyph {
	code, n := t.codes.next(s)
	g := glyph{bytes: n, blank: n == 1 && code == ' '}
	cid := int(code)
	if t.codes.cids {
		span, _ := t.codes.find(code, n)
		cid = span.cid + int(code-span.lo)
	}
	switch own, ok := t.unicode.text(code); {
	case ok && tells(own):
		g.text = clean(own)
		if other := t.character(cid); other != "" {
			g.other = other
		}
	case t.direct != nil:
		g.text = t.direct(s[:n])
	default:
		g.text = t.character(cid)
	}
	g.known = g.text != ""
	g.finish(t.width(cid, g.text))
	return g
}

// finish sets the width, and a mark for what is not known.
func (g *glyph) finish(width float64) {
	g.width = width
	if g.other == g.text {
		g.other = ""
	}
	if g.text == "" && !g.known {
		g.text = "\uFFFD"
	}
}

// tells reports whether a ToUnicode entry says anything: U+0000 and U+FFFD are what writers put for
// characters that they do not know.
func tells(s string) bool { return s != "" && s != "\x00" && s != "\uFFFD" }

// clean maps symbols of the private use area, where old fonts have their codes from 0xF000 on.
func clean(s string) string {
	if !strings.ContainsFunc(s, symbol) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if symbol(r) {
			return r & 255
		}
		return r
	}, s)
}

func symbol(r rune) bool { return 0xF020 <= r && r <= 0xF07E }
