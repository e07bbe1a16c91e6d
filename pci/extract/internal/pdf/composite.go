package pdf

import (
	"strings"

	codepage "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// newComposite reads a font with codes of several bytes (9.7).
func (f *file) newComposite(t *font, d dict) {
	t.composite = true
	t.missing = 1000
	below := f.array(d.get("DescendantFonts"))
	var child dict
	if len(below) > 0 {
		child = f.dict(below[0])
	}
	f.charMap(t, f.resolve(d.get("Encoding")))
	t.character = f.characters(t, child)
	t.missing = real(f.resolve(child.get("DW")), 1000)
	f.wideWidths(t, child)
	if t.vertical { // glyphs go down by an em each, unless DW2 says otherwise
		t.widths.ranges, t.missing = nil, -1000
		if dw2 := f.array(child.get("DW2")); len(dw2) > 1 {
			t.missing = real(f.resolve(dw2[1]), -1000)
		}
	}
}

// charMap sets how bytes make codes (9.7.5).
func (f *file) charMap(t *font, enc any) {
	switch e := enc.(type) {
	case name:
		t.vertical = strings.HasSuffix(string(e), "V")
		t.codes = &cmap{spaces: codespaces(e)}
		t.direct = page(e)
	case *stream:
		f.seen[e] = true
		t.vertical = integer(f.resolve(e.dict.get("WMode")), 0) == 1
		t.codes = parseCMap(f.decode("font", e), f.useCMap)
		if base := f.name(e.dict.get("UseCMap")); base != "" && len(t.codes.spaces) == 0 {
			t.codes.spaces, t.direct = codespaces(base), page(base)
		}
		if len(t.codes.spaces) == 0 {
			t.codes.spaces = codespaces("")
		}
	default:
		t.codes = &cmap{spaces: codespaces("")}
	}
}

// codespaces returns the codes of a predefined CMap; those of Identity have two bytes (9.7.5.2).
func codespaces(n name) []span {
	one := func(lo, hi uint32) span { return span{n: 1, lo: lo, hi: hi} }
	two := func(lo, hi uint32) span { return span{n: 2, lo: lo, hi: hi} }
	switch s := string(n); {
	case strings.Contains(s, "RKSJ"):
		return []span{one(0, 0x80), one(0xA0, 0xDF), two(0x8140, 0x9FFC), two(0xE040, 0xFCFC)}
	case strings.Contains(s, "GBK2K"):
		return []span{one(0, 0x7F), {n: 4, lo: 0x81308130, hi: 0xFE39FE39}, two(0x8140, 0xFEFE)}
	case strings.Contains(s, "UTF16"):
		return []span{two(0, 0xD7FF), {n: 4, lo: 0xD800DC00, hi: 0xDBFFDFFF}, two(0xE000, 0xFFFF)}
	case strings.Contains(s, "EUC"), strings.Contains(s, "GBK"), strings.Contains(s, "UHC"),
		strings.Contains(s, "B5"), strings.Contains(s, "HKscs"), strings.Contains(s, "GBpc"):
		return []span{one(0, 0x80), two(0x8140, 0xFEFE), one(0xFF, 0xFF)}
	}
	return []span{two(0, 0xFFFF)}
}

// page returns how the codes of a predefined CMap are characters, or nil: those of Identity are not,
// and those of the rare ones are not known here.
func page(n name) func(str) string {
	s := string(n)
	var e codepage.Encoding
	switch {
	case strings.Contains(s, "UCS2"), strings.Contains(s, "UTF16"):
		return utf16Text
	case strings.Contains(s, "RKSJ"):
		e = japanese.ShiftJIS
	case strings.HasPrefix(s, "GBK"), strings.HasPrefix(s, "GB-EUC"), strings.HasPrefix(s, "GBpc"):
		e = simplifiedchinese.GB18030
	case strings.HasPrefix(s, "KSC"):
		e = korean.EUCKR
	case strings.Contains(s, "B5"):
		e = traditionalchinese.Big5
	case s == "EUC-H" || s == "EUC-V":
		e = japanese.EUCJP
	default:
		return nil
	}
	return func(code str) string {
		out, err := e.NewDecoder().String(string(code))
		if err != nil || out == "\uFFFD" {
			return ""
		}
		return out
	}
}

// characters returns what the glyphs of a descendant font stand for: by its program, or by its
// character collection.
func (f *file) characters(t *font, d dict) func(cid int) string {
	p := f.program(f.dict(d.get("FontDescriptor")))
	if p != nil {
		t.weight += len(p.glyphs) + len(p.codes)
	}
	if p != nil && !p.cids && len(p.glyphs) > 0 {
		gids := f.gids(d.get("CIDToGIDMap"))
		return func(cid int) string {
			if gids != nil {
				return p.text(gids.u16(2 * cid))
			}
			return p.text(cid)
		}
	}
	info := f.dict(d.get("CIDSystemInfo"))
	switch string(f.bytes(info.get("Ordering"))) {
	case "Japan1", "Korea1", "GB1", "CNS1", "KR":
		return collected
	case "UCS":
		return func(cid int) string { return string(rune(cid)) }
	}
	return func(int) string { return "" }
}

// gids reads the table of glyphs, if there is one.
func (f *file) gids(v any) big {
	st := f.stream(v)
	if st == nil {
		return nil
	}
	f.seen[st] = true
	return append(big{}, f.decode("font", st)...)
}

// collected is ASCII in Adobe's collections for Chinese, Japanese and Korean: there, it comes first.
func collected(cid int) string {
	if 1 <= cid && cid <= 95 {
		return string(rune(cid + 31))
	}
	return ""
}

// wideWidths reads the widths of a descendant font: c [w w w], or c c w (9.7.4.3).
func (f *file) wideWidths(t *font, d dict) {
	w := f.array(d.get("W"))
	for i := 0; i+1 < len(w) && len(t.widths.ranges) < maxGlyphs; {
		begin := integer(f.resolve(w[i]), -1)
		if list, ok := f.resolve(w[i+1]).(array); ok {
			for k, v := range list[:min(len(list), maxGlyphs)] {
				t.setWidth(begin+k, begin+k, real(f.resolve(v), 0))
			}
			i += 2
			continue
		}
		if i+2 < len(w) {
			t.setWidth(begin, integer(f.resolve(w[i+1]), -1), real(f.resolve(w[i+2]), 0))
		}
		i += 3
	}
}
