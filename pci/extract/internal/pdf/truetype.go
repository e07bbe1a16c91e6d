package pdf

import "encoding/binary"

// A program is what the program of an embedded font tells about its glyphs.
type program struct {
	glyphs map[int]string // glyph → text, by the font's own Unicode table or the names of glyphs
	codes  map[int]int    // code → glyph, of a simple font
	cids   bool           // glyphs are numbered by a character collection
}

// text returns what a glyph stands for.
func (p *program) text(glyph int) string {
	if p == nil || p.cids {
		return ""
	}
	return p.glyphs[glyph]
}

// maxGlyphs bounds the glyphs of a font: their numbers have 16 bits.
const maxGlyphs = 1 << 16

// big reads big-endian numbers; behind the end all is 0.
type big []byte

func (b big) u16(at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint16(b[at:]))
}

func (b big) u32(at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint32(b[at:]))
}

// from returns b from a place on.
func (b big) from(at int) big { return b[bound(at, 0, len(b)):] }

// parseTrueType reads the tables "cmap" and "post" of a TrueType or OpenType font.
func parseTrueType(data []byte) *program {
	b := big(data)
	p := &program{glyphs: map[int]string{}, codes: map[int]int{}}
	for i := range min(b.u16(4), 256) {
		entry := 12 + 16*i
		if entry+16 > len(b) {
			break
		}
		table := b.from(b.u32(entry + 8))
		switch string(b[entry : entry+4]) {
		case "cmap":
			p.tables(table)
		case "CFF ":
			if cff := parseCFF(table); cff != nil {
				p.merge(cff)
			}
		case "post":
			p.post(table)
		}
	}
	return p
}

// merge takes in what another part of the font knows and this one does not.
func (p *program) merge(q *program) {
	p.cids = p.cids || q.cids && len(p.glyphs) == 0
	for glyph, s := range q.glyphs {
		if p.glyphs[glyph] == "" {
			p.glyphs[glyph] = s
		}
	}
}

// tables reads the subtables of "cmap": those of Unicode tell what glyphs are, the others which glyph a
// code has.
func (p *program) tables(b big) {
	total := 0
	for i := range min(b.u16(2), 64) {
		platform, encoding := b.u16(4+8*i), b.u16(6+8*i)
		each := func(code, glyph int) {
			switch total++; {
			case total > 4*maxGlyphs || glyph <= 0 || glyph >= maxGlyphs:
			case platform == 0 || platform == 3 && (encoding == 1 || encoding == 10):
				if p.glyphs[glyph] == "" {
					p.glyphs[glyph] = string(rune(code))
				}
			case platform == 3 && encoding == 0: // symbols, from 0xF000 on
				p.codes[code&255] = glyph
			case platform == 1 && code < 256 && p.codes[code] == 0:
				p.codes[code] = glyph
			}
		}
		subtable(b.from(b.u32(8+8*i)), each)
	}
}

// subtable reads a subtable of the formats that there are in PDF.
func subtable(b big, each func(code, glyph int)) {
	switch b.u16(0) {
	case 0:
		for code := range 256 {
			if 6+code < len(b) {
				each(code, int(b[6+code]))
			}
		}
	case 4:
		segments(b, each)
	case 6:
		for i := range b.u16(8) {
			each(b.u16(6)+i, b.u16(10+2*i))
		}
	case 12:
		total := 0
		for i := range min(b.u32(12), maxGlyphs, len(b)/12) {
			lo, hi, glyph := b.u32(16+12*i), b.u32(20+12*i), b.u32(24+12*i)
			for code := lo; code <= hi && total < maxGlyphs; code, total = code+1, total+1 {
				each(code, glyph+code-lo)
			}
		}
	}
}

// segments reads format 4.
func segments(b big, each func(code, glyph int)) {
	n := min(b.u16(6)/2, len(b)/8)
	total := 0
	for i := range n {
		hi, lo := b.u16(14+2*i), b.u16(16+2*n+2*i)
		delta, at := b.u16(16+4*n+2*i), 16+6*n+2*i
		offset := b.u16(at)
		for code := lo; code <= hi && code < 0xFFFF && total < 2*maxGlyphs; code, total = code+1, total+1 {
			glyph := code
			if offset != 0 {
				glyph = b.u16(at + offset + 2*(code-lo))
				if glyph == 0 {
					continue
				}
			}
			each(code, (glyph+delta)&0xFFFF)
		}
	}
}

// post reads the names of glyphs in format 2; the first 258 are those of the Macintosh, where the
// characters of ASCII are in order from glyph 3 on.
func (p *program) post(b big) {
	if b.u32(0) != 0x20000 {
		return
	}
	n := min(b.u16(32), len(b)/2)
	names := pascal(b.from(34 + 2*n))
	for glyph := range n {
		text := ""
		switch i := b.u16(34 + 2*glyph); {
		case 3 <= i && i <= 97:
			text = string(rune(i - 3 + ' '))
		case i >= 258 && i-258 < len(names):
			text = glyphText(names[i-258])
		case i > 97:
			text = "\uFFFD"
		}
		if p.glyphs[glyph] == "" {
			p.glyphs[glyph] = text
		}
	}
}

// pascal reads strings that begin with their length.
func pascal(b big) []string {
	var all []string
	for len(b) > 0 && len(all) < maxGlyphs {
		n := min(int(b[0]), len(b)-1)
		all = append(all, string(b[1:1+n]))
		b = b[1+n:]
	}
	return all
}
