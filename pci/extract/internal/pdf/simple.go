package pdf

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
)

// newSimple reads a font with codes of one byte (9.6).
func (f *file) newSimple(t *font, d dict) {
	descriptor := f.dict(d.get("FontDescriptor"))
	base := string(f.name(d.get("BaseFont")))
	t.missing = real(f.resolve(descriptor.get("MissingWidth")), 0)
	f.simpleWidths(t, d)
	if f.name(d.get("Subtype")) == "Type3" {
		f.type3(t, d)
	} else if len(t.widths.ranges) == 0 {
		t.standard = familyOf(base)
	}
	p := f.program(descriptor)
	enc := f.resolve(d.get("Encoding"))
	names := f.dict(enc)
	start := f.name(enc)
	if names != nil {
		start = f.name(names.get("BaseEncoding"))
	}
	symbolic := integer(f.resolve(descriptor.get("Flags")), 0)&4 != 0 && f.stream(descriptor.get("FontFile2")) != nil
	if symbolic && p.hasCodes() { // viewers do not ask its encoding (9.6.6.4)
		start = ""
	}
	t.base(f.name(d.get("Subtype")), base, start, p)
	if p == nil && f.name(d.get("Subtype")) != "Type3" || t.explicit && start != "" {
		t.chars.blank()
	}
	f.differences(t, names)
}

// base sets what the codes of a simple font are before the differences: by the name of an encoding, by
// the font's program, or by what fonts of its kind have.
func (t *font) base(kind name, title string, start name, p *program) {
	switch named := namedEncoding(start); {
	case named != nil:
		t.chars, t.explicit = named, true
	case kind == "Type3":
		t.chars = &encoding{}
	case p != nil:
		t.chars, t.explicit = p.encoding(), true
	case strings.Contains(title, "Symbol"):
		t.chars = symbolEncoding()
	case strings.Contains(title, "Dingbats"):
		t.chars = &encoding{} // all of them are no digits
	case kind == "TrueType":
		t.chars = namedEncoding("WinAnsiEncoding")
	}
}

func (p *program) hasCodes() bool { return p != nil && len(p.codes) > 0 }

// encoding is what the program of a font tells of the codes. Codes that it has a glyph for, but does not
// say which, are taken for ASCII: that is what most writers leave them.
func (p *program) encoding() *encoding {
	e := &encoding{}
	for code, glyph := range p.codes {
		if code > 255 || code < 0 {
			continue
		}
		if e[code] = p.glyphs[glyph]; e[code] == "" && code >= ' ' && code <= '~' && len(p.glyphs) == 0 {
			e[code] = string(rune(code))
		}
	}
	return e
}

// differences takes in the names of glyphs of an encoding (9.6.6.1).
func (f *file) differences(t *font, d dict) {
	if d == nil {
		return
	}
	code := 0
	list := f.array(d.get("Differences"))
	for _, v := range list[:min(len(list), 1024)] { // 256 names, and a number before each
		switch v := f.resolve(v).(type) {
		case number:
			code = integer(v, 0)
		case name:
			if 0 <= code && code < 256 {
				t.explicit = true
				t.chars[code] = glyphText(string(v))
				if t.chars[code] == "" && v != ".notdef" {
					if t.guesses == nil {
						t.guesses = map[int]string{}
					}
					t.guesses[code] = guess(string(v))
				}
			}
			code++
		}
	}
}

// simpleWidths reads the widths, which begin with that of FirstChar.
func (f *file) simpleWidths(t *font, d dict) {
	begin := integer(f.resolve(d.get("FirstChar")), 0)
	for i, v := range f.array(d.get("Widths")) {
		if i > 255 {
			break
		}
		t.setWidth(begin+i, begin+i, real(f.resolve(v), 0))
	}
}

// type3 sets the units of a font whose glyphs are drawn by content streams (9.6.5): what an em is can
// only be told by how wide the glyphs are.
func (f *file) type3(t *font, d dict) {
	matrix := f.array(d.get("FontMatrix"))
	if len(matrix) == 6 {
		t.scale = abs64(real(f.resolve(matrix[0]), 0.001))
	}
	sum, n := 0.0, 0
	for _, s := range t.widths.ranges {
		if s.cid > 0 {
			sum, n = sum+float64(s.cid)/16, n+1
		}
	}
	if n > 0 && t.scale > 0 {
		t.em = 2 * t.scale * sum / float64(n)
	}
}

// builtin finds codes in the program of a Type 1 font, which begins in plain text.
var builtin = regexp.MustCompile(`dup\s+(\d{1,3})\s*/([^\s/]{1,60})\s+put`)

// program reads the program of an embedded font; nil if there is none, or none that tells anything.
func (f *file) program(descriptor dict) *program {
	for _, key := range []name{"FontFile", "FontFile2", "FontFile3"} {
		st := f.stream(descriptor.get(key))
		if st == nil {
			continue
		}
		f.seen[st] = true
		data := f.decode("font", st)
		switch {
		case key == "FontFile":
			return parseType1(data)
		case bytes.HasPrefix(data, []byte("\x01\x00")) && key == "FontFile3":
			return parseCFF(data)
		}
		return parseTrueType(data)
	}
	return nil
}

// parseType1 reads the encoding of a Type 1 font.
func parseType1(data []byte) *program {
	if i := bytes.Index(data, []byte("eexec")); i >= 0 {
		data = data[:i]
	}
	p := &program{glyphs: map[int]string{}, codes: map[int]int{}}
	if bytes.Contains(data, []byte("/Encoding StandardEncoding")) {
		for code, s := range standardEncoding() {
			if s != "" {
				p.codes[code], p.glyphs[code] = code, s
			}
		}
	}
	for _, m := range builtin.FindAllSubmatch(data, 256) {
		if code, err := strconv.Atoi(string(m[1])); err == nil && code < 256 {
			p.codes[code], p.glyphs[code] = code, glyphText(string(m[2]))
		}
	}
	return p
}

// A family is one of the standard fonts, as far as widths go.
type family uint8

const (
	sans family = iota + 1
	serif
	mono
)

func familyOf(base string) family {
	switch {
	case strings.Contains(base, "Courier") || strings.Contains(base, "Mono"):
		return mono
	case strings.Contains(base, "Times") || strings.Contains(base, "Symbol"):
		return serif
	}
	return sans
}

// width returns about how wide a character is: that of digits and spaces is right.
func (s family) width(text string) float64 {
	switch {
	case s == mono:
		return 600
	case text == "" || text == " ":
		return [...]float64{0, 278, 250}[s]
	case strings.Contains("0123456789", text):
		return [...]float64{0, 556, 500}[s]
	case strings.Contains("ijltf.,:;'!|/()[]Irt-`", text):
		return [...]float64{0, 285, 305}[s]
	case strings.Contains("mMW%@", text):
		return [...]float64{0, 870, 840}[s]
	case text >= "A" && text <= "Z":
		return [...]float64{0, 690, 660}[s]
	}
	return [...]float64{0, 540, 480}[s]
}

func abs64(x float64) float64 { return max(x, -x) }
