package pdf

import (
	"bytes"
	gif "compress/lzw"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
	"github.com/google/go-cmp/cmp"
)

// spread draws every character of s by itself, each where the last one ends.
func spread(s string, order func(i int) int) string {
	var out strings.Builder
	out.WriteString("BT /F1 10 Tf\n")
	for i := range s {
		k := order(i)
		fmt.Fprintf(&out, "1 0 0 1 %.2f 700 Tm (%c) Tj\n", 72+5.56*float64(k), s[k])
	}
	return out.String() + "ET\n"
}

func same(i int) int { return i }

// wide is s in UTF-16BE, as a string in hexadecimal.
func wide(s string) string {
	var out strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		out.WriteString(fmt.Sprintf("%04x", u))
	}
	return "<" + out.String() + ">"
}

// codes is s as two bytes each, counted from the character first.
func codes(s string, first int) string {
	var out strings.Builder
	for _, c := range []byte(s) {
		out.WriteString(fmt.Sprintf("%04x", int(c)-first))
	}
	return "<" + out.String() + ">"
}

// composite is a file that shows hex in a Type0 font.
func composite(encoding, child, hex, cmap string) []byte {
	b := newBuilder()
	toUnicode := ""
	if cmap != "" {
		toUnicode = fmt.Sprintf("/ToUnicode %d 0 R", b.stream("", cmap))
	}
	d := b.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 " + child + " >>")
	f := b.add(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding %s /DescendantFonts [%d 0 R] %s >>", encoding, d, toUnicode))
	c := b.stream("", "BT /F1 10 Tf 72 700 Td "+hex+" Tj ET")
	return b.document(fmt.Sprintf("/Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >>", c, f), "")
}

// withFont is a file that shows a string in a simple font.
func withFont(font, shown string) []byte {
	b := newBuilder()
	c := b.stream("", "BT /F1 10 Tf 72 700 Td "+shown+" Tj ET")
	return b.document(fmt.Sprintf("/Contents %d 0 R /Resources << /Font << /F1 << /Type /Font %s >> >> >>", c, font), "")
}

// object is a file with an object more, and maybe a key of the catalog that leads to it.
func withObject(body, key string) []byte {
	b := newBuilder()
	c := b.stream("", line("hello"))
	o := b.add(body)
	if key != "" {
		key = fmt.Sprintf("%s %d 0 R", key, o)
	}
	return b.document(fmt.Sprintf("/Contents %d 0 R %s", c, helvetica), key)
}

// withStream is a file with a stream more, which the catalog leads to by a key.
func withStream(key, dict, data string) []byte {
	b := newBuilder()
	c := b.stream("", line("hello"))
	o := b.stream(dict, data)
	return b.document(fmt.Sprintf("/Contents %d 0 R %s", c, helvetica), fmt.Sprintf(key, o))
}

const digitsCMap = `/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <0009> <0030> endbfrange endcmap`

const digitsArrayCMap = `begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <0004> [<0030> <0031> <0032> <0033> <0034>] endbfrange
5 beginbfchar <0005> <0035> <0006> <0036> <0007> <0037> <0008> <0038> <0009> <0039> endbfchar endcmap`

const lyingCMap = `begincmap 1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <30> <39> <0061> endbfrange endcmap`

// names are the digits as Differences from code 1 on.
const names = "/Encoding << /Differences [1 /zero /one /two /three.oldstyle /uni0034 /u0035 /six /seveninferior /eight /nine] >>"

func lower(s string, by int) string {
	var out strings.Builder
	for _, c := range []byte(s) {
		out.WriteString(fmt.Sprintf("%02x", int(c)-by))
	}
	return "<" + out.String() + ">"
}

var planted = []struct {
	name string
	file func() []byte
	gaps []string
}{
	{"string", func() []byte { return simple(line("Card " + visa + " thanks")) }, nil},
	{"kerned", func() []byte {
		return simple("BT /F1 12 Tf 72 700 Td [(45) -20 (3914) 30 (8803) -100 (436467)] TJ ET")
	}, nil},
	{"several strings", func() []byte { return simple("BT /F1 12 Tf 72 700 Td (4539148) Tj (803436) Tj (467) Tj ET") }, nil},
	{"hexadecimal", func() []byte {
		return simple("BT /F1 12 Tf 72 700 Td <" + hex.EncodeToString([]byte(visa)) + "> Tj ET")
	}, nil},
	{"escapes", func() []byte { return simple(`BT /F1 12 Tf 72 700 Td (\064\0653\` + "\n" + `9148803436467) Tj ET`) }, nil},
	{"digit by digit", func() []byte { return simple(spread(visa, same)) }, nil},
	{"backwards", func() []byte { return simple(spread(visa, func(i int) int { return len(visa) - 1 - i })) }, nil},
	{"shuffled", func() []byte { return simple(spread(visa, func(i int) int { return i * 7 % len(visa) })) }, nil},
	{"apostrophe", func() []byte { return simple("BT /F1 12 Tf 14 TL 72 700 Td (x) ' (" + visa + ") ' ET") }, nil},
	{"quote", func() []byte { return simple("BT /F1 12 Tf 14 TL 72 700 Td 0 0 (" + visa + ") \" ET") }, nil},
	{"invisible", func() []byte { return simple("3 Tr " + line(visa)) }, nil},
	{"rotated", func() []byte { return simple("q 0 1 -1 0 300 300 cm " + spread(visa, same) + " Q") }, nil},
	{"bold by drawing twice", func() []byte {
		var out strings.Builder
		out.WriteString("BT /F1 10 Tf\n")
		for i, c := range visa {
			x := 72 + 5.56*float64(i)
			out.WriteString(fmt.Sprintf("1 0 0 1 %.2f 700 Tm (%c) Tj 1 0 0 1 %.2f 700 Tm (%c) Tj\n", x, c, x+0.3, c))
		}
		return simple(out.String() + "ET")
	}, nil},
	{"behind an inline image", func() []byte {
		return simple("q BI /W 4 /H 4 /BPC 8 /CS /G ID \x00(\xFFEI \xFE\x01(((\x80 EI Q\n" + line(visa))
	}, []string{"inline image: picture"}},
	{"spaces of no width", func() []byte { return simple("BT /F1 10 Tf -2.78 Tw 72 700 Td (4539 14 8803436 467) Tj ET") }, nil},
	{"form", func() []byte {
		b := newBuilder()
		inner := b.stream("/Type /XObject /Subtype /Form "+helvetica, line(visa))
		outer := b.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /Resources << /XObject << /In %d 0 R >> >>", inner), "/In Do")
		c := b.stream("", "/Out Do")
		return b.document(fmt.Sprintf("/Contents %d 0 R /Resources << /XObject << /Out %d 0 R >> >>", c, outer), "")
	}, nil},
	{"form of itself", func() []byte {
		b := newBuilder()
		c := b.stream("", "/Me Do")
		b.stream("/Subtype /Form /Resources << /XObject << /Me 2 0 R >> >>", line(visa)+"/Me Do")
		return b.document(fmt.Sprintf("/Contents %d 0 R /Resources << /XObject << /Me 2 0 R >> >>", c), "")
	}, []string{"page 1: too deep"}},
	{"several contents", func() []byte {
		b := newBuilder()
		one, two := b.stream("", "BT /F1 12 Tf 72 700 Td (45391488"), b.stream("", "03436467) Tj ET")
		three := b.stream("", line(visa))
		return b.document(fmt.Sprintf("/Contents [%d 0 R %d 0 R %d 0 R] %s", one, two, three, helvetica), "")
	}, nil},

	{"bfrange", func() []byte { return composite("/Identity-H", "", codes(visa, '0'), digitsCMap) }, nil},
	{"bfrange with an array", func() []byte { return composite("/Identity-H", "", codes(visa, '0'), digitsArrayCMap) }, nil},
	{"UCS2", func() []byte { return composite("/UniKS-UCS2-H", "", wide(visa), "") }, nil},
	{"UTF16", func() []byte { return composite("/UniJIS-UTF16-V", "", wide(visa), "") }, nil},
	{"KSC", func() []byte {
		return composite("/KSCms-UHC-H", "", "<"+hex.EncodeToString([]byte("\xB9\xF8"+visa))+">", "")
	}, nil},
	{"RKSJ", func() []byte { return composite("/90ms-RKSJ-H", "", "("+visa+")", "") }, nil},
	{"collection", func() []byte {
		return composite("/Identity-H", "/CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >>", codes(visa, 31), "")
	}, nil},
	{"names of glyphs", func() []byte { return withFont("/Subtype /Type1 /BaseFont /X "+names, lower(visa, '0'-1)) }, nil},
	{"ToUnicode that lies", func() []byte {
		b := newBuilder()
		u := b.stream("", lyingCMap)
		c := b.stream("", line(visa))
		return b.document(fmt.Sprintf("/Contents %d 0 R /Resources << /Font << /F1 << /Subtype /Type1 /BaseFont /X"+
			" /Encoding /WinAnsiEncoding /ToUnicode %d 0 R >> >> >>", c, u), "")
	}, nil},
	{"Type 3", func() []byte {
		return withFont("/Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FirstChar 1 /Widths [50 50 50 50 50 50 50 50 50 50] "+names, lower(visa, '0'-1))
	}, nil},
	{"Symbol", func() []byte { return withFont("/Subtype /Type1 /BaseFont /Symbol", "("+visa+")") }, nil},
	{"ActualText", func() []byte {
		return simple("BT /F1 12 Tf 72 700 Td /Span << /ActualText (" + visa + ") >> BDC (xxxxxxxx) Tj EMC ET")
	}, nil},
	{"under an ActualText", func() []byte {
		return simple("BT /F1 12 Tf 72 700 Td /Span << /ActualText (hello) >> BDC (" + visa + ") Tj EMC ET")
	}, nil},
	{"shuffled beside an ActualText", func() []byte {
		return simple(spread(visa, func(i int) int { return i * 7 % len(visa) }) +
			"BT /F1 12 Tf 72 600 Td /Span << /ActualText (one) >> BDC (1) Tj EMC ET")
	}, nil},
	{"ActualText of what cannot be told", func() []byte {
		return composite("/Identity-H", "", "/Span << /ActualText ("+visa+") >> BDC "+codes(visa, 20)+" Tj EMC () ", "")
	}, nil},
	{"no font", func() []byte { return simple("BT 72 700 Td (" + visa + ") Tj ET") }, nil},

	{"FlateDecode", func() []byte { return filtered("/Filter /FlateDecode", zipped(line(visa))) }, nil},
	{"FlateDecode with PNG", func() []byte {
		row := line(visa)
		up := "\x02" + row + "\x02" + strings.Repeat("\x00", len(row)) // the second row is as the first
		return filtered(fmt.Sprintf("/Filter [/FlateDecode] /DecodeParms [<< /Predictor 12 /Columns %d >>]", len(row)), zipped(up))
	}, nil},
	{"FlateDecode with TIFF", func() []byte {
		data := []byte(line(visa))
		for i := len(data) - 1; i > 0; i-- {
			data[i] -= data[i-1]
		}
		return filtered(fmt.Sprintf("/Filter /FlateDecode /DecodeParms << /Predictor 2 /Columns %d >>", len(data)), zipped(string(data)))
	}, nil},
	{"LZWDecode", func() []byte {
		var buf bytes.Buffer
		w := gif.NewWriter(&buf, gif.MSB, 8)
		w.Write([]byte(strings.Repeat("0 0 m\n", 2000) + line(visa)))
		w.Close()
		return filtered("/Filter /LZWDecode /DecodeParms << /EarlyChange 0 >>", buf.String())
	}, nil},
	{"LZWDecode, early", func() []byte { return filtered("/Filter /LZWDecode", early(strings.Repeat("0 1 m ", 900)+line(visa))) }, nil},
	{"ASCII85Decode", func() []byte {
		src := []byte(zipped(line(visa)))
		out := make([]byte, ascii85.MaxEncodedLen(len(src)))
		n := ascii85.Encode(out, src)
		return filtered("/Filter [/ASCII85Decode /FlateDecode]", string(out[:n])+"~>")
	}, nil},
	{"ASCIIHexDecode", func() []byte { return filtered("/Filter /AHx", hex.EncodeToString([]byte(line(visa)))+">") }, nil},
	{"RunLengthDecode", func() []byte {
		l := line(visa)
		return filtered("/Filter /RunLengthDecode", string([]byte{byte(len(l) - 1)})+l+"\xFE \x80")
	}, nil},
	{"cut FlateDecode", func() []byte {
		z := zipped(line(visa) + strings.Repeat("0 0 m 9 9 l 3 4 l 7 1 l\n", 99) + "q")
		return filtered("/Filter /FlateDecode", z[:len(z)-12])
	}, []string{"page 1: truncated"}},
	{"damaged FlateDecode", func() []byte {
		z := []byte(zipped(line(visa)))
		return filtered("/Filter /FlateDecode", string(z[:len(z)-4])+"AAAA")
	}, nil},
	{"unknown filter", func() []byte {
		return bytes.Replace(filtered("/Filter /Mystery", "?"), []byte("/MediaBox"), []byte("/LastModified ("+visa+") /MediaBox"), 1)
	}, []string{"page 1: unsupported"}},

	{"property", func() []byte { return withObject("<< /Producer (x) /Keywords ("+visa+") >>", "") }, nil},
	{"property in UTF-16", func() []byte { return withObject("<< /Producer (x) /Subject <feff"+wide(visa)[1:]+" >>", "") }, nil},
	{"property's name", func() []byte { return withObject("<< /Producer (x) /C"+visa+" (x) >>", "") }, nil},
	{"outline", func() []byte { return withObject("<< /Title (Pay "+visa+") /Parent 99 0 R >>", "/Outlines") }, nil},
	{"annotation", func() []byte {
		return withObject("<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents ("+visa+") >>", "")
	}, nil},
	{"form field", func() []byte {
		return withObject("<< /Subtype /Widget /FT /Tx /T (card) /V (453914"+`\`+"\n"+"8803436467) >>", "")
	}, nil},
	{"choice", func() []byte { return withObject("<< /FT /Ch /T (card) /Opt [[(a) ("+visa+")]] /V (a) >>", "") }, nil},
	{"button", func() []byte { return withObject("<< /FT /Btn /T (card) /V /"+visa+" >>", "") }, nil},
	{"link", func() []byte {
		return withObject("<< /Subtype /Link /Rect [0 0 1 1] /A << /S /URI /URI (http://x/?c="+visa+") >> >>", "")
	}, nil},
	{"script", func() []byte { return withObject("<< /S /JavaScript /JS (var c = '"+visa+"';) >>", "/OpenAction") }, nil},
	{"script in a stream", func() []byte {
		return withStream("/OpenAction << /S /JavaScript /JS %d 0 R >>", "", "var c = '"+visa+"'")
	}, nil},
	{"destination", func() []byte { return withObject("<< /Names [("+visa+") [1 0 R /Fit]] >>", "/Dests") }, nil},
	{"page label", func() []byte { return withObject("<< /Nums [0 << /P ("+visa+") >>] >>", "/PageLabels") }, nil},
	{"alternate text", func() []byte { return withObject("<< /Type /StructElem /S /Figure /Alt (Card "+visa+") >>", "") }, nil},
	{"twice in a dictionary", func() []byte { return withObject("<< /V ("+visa+") /V (x) >>", "") }, nil},
	{"typed as a number", func() []byte { return withObject("<< /V "+visa+" >>", "") }, nil},
	{"appearance of an annotation", func() []byte {
		b := newBuilder()
		c := b.stream("", line("hello"))
		ap := b.stream("/Subtype /Form /BBox [0 0 99 9] "+helvetica, line(visa))
		a := b.add(fmt.Sprintf("<< /Type /Annot /Subtype /FreeText /Rect [9 9 99 99] /AP << /N << /On %d 0 R >> >> /AS /On >>", ap))
		return b.document(fmt.Sprintf("/Contents %d 0 R /Annots [%d 0 R] %s", c, a, helvetica), "")
	}, nil},
	{"comment", func() []byte {
		return append([]byte("%PDF-1.4\n% "+visa+"\n"), simple(line("hello"))[9:]...)
	}, nil},
	{"behind the end", func() []byte { return append(simple(line("hello")), "\n"+visa+"\n"...) }, nil},

	{"page that is not in the tree", func() []byte {
		b := newBuilder()
		c := b.stream("", line(visa))
		b.add(fmt.Sprintf("<< /Type /Page /Contents %d 0 R %s >>", c, helvetica))
		return b.document(helvetica, "")
	}, nil},
	{"content that no page has", func() []byte { return withStream("/X %d 0 R", "", line(visa)) }, nil},
	{"content under another name", func() []byte { return withStream("/X %d 0 R", "/Subtype /Form", spread(visa, same)) }, nil},
	{"text in a stream of no kind", func() []byte { return withStream("/PieceInfo %d 0 R", "", "note: "+visa+" (private)") }, nil},
	{"earlier revision", func() []byte {
		b := newBuilder()
		c := b.stream("", line(visa))
		b.document(fmt.Sprintf("/Contents %d 0 R %s", c, helvetica), "")
		b.put(c, "<< /Length 5 >>\nstream\n0 0 m\nendstream")
		return b.end(4)
	}, nil},
	{"object stream", func() []byte {
		b := newBuilder()
		c := b.stream("", line("hello"))
		b.stream("/Type /ObjStm /N 2 /First 12 /Filter /FlateDecode", zipped("50 0 51 4   (x) << /T (y) /V ("+visa+") >>"))
		return b.document(fmt.Sprintf("/Contents %d 0 R %s", c, helvetica), "")
	}, nil},
	{"wrong length", func() []byte {
		return bytes.Replace(simple(line(visa)), []byte("/Length "), []byte("/Length 9"), 1)
	}, nil},
	{"length by reference", func() []byte {
		b := newBuilder()
		content := "(endstream endobj) pop " + line(visa)
		b.put(b.reserve(), "<< /Length 2 0 R >>\nstream\n"+content+"\nendstream")
		b.add(fmt.Sprint(len(content)))
		return b.document("/Contents 1 0 R "+helvetica, "")
	}, nil},
	{"hidden in another object", func() []byte {
		b := newBuilder()
		b.stream("", line("hello"))
		b.stream("", "\n9 0 obj << /Title ("+visa+") >> endobj\n")
		b.add("(10 0 obj << /Title (" + amex + ") >> endobj)")
		return b.document("/Contents 1 0 R "+helvetica, "")
	}, nil},
	{"no table", func() []byte {
		file := simple(line(visa))
		return append(file[:bytes.Index(file, []byte("xref"))], "%%EOF"...)
	}, nil},
	{"wrong table", func() []byte { return bytes.ReplaceAll(simple(line(visa)), []byte("00000 n"), []byte("99999 f")) }, nil},
	{"garbage around", func() []byte {
		return append(append([]byte(strings.Repeat("x", 500)), simple(line(visa))...), strings.Repeat("y ", 5000)...)
	}, nil},
	{"cut file", func() []byte {
		file := simple(line(visa))
		return file[:bytes.Index(file, []byte("/Type /Pages"))-10]
	}, []string{"truncated"}},
}

// early encodes s as LZW without ever using the table, but with codes that grow early.
func early(s string) string {
	var out []byte
	var bits, have, width, next = 0, 0, 9, 258
	put := func(code int) {
		for bits, have = bits<<width|code, have+width; have >= 8; have -= 8 {
			out = append(out, byte(bits>>(have-8)))
			bits &= 1<<(have-8) - 1
		}
	}
	put(256)
	for count, c := range []byte(s) {
		put(int(c))
		if count%3000 == 2999 {
			put(256)
			width, next = 9, 258
			continue
		}
		if count%3000 > 0 { // the first code makes no entry
			next++
		}
		if next+1 >= 1<<width && width < 12 {
			width++
		}
	}
	put(257)
	put(0)
	return string(out)
}

func TestPlanted(t *testing.T) {
	for _, tt := range planted {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, tt.file(), walk.Limits{})
			if !strings.Contains(got.all, visa) {
				t.Errorf("Read(%s) = %q, want %s in it", tt.name, got.all, visa)
			}
			if diff := cmp.Diff(tt.gaps, got.gaps); diff != "" {
				t.Errorf("gaps of %s mismatch (-want +got):\n%s", tt.name, diff)
			}
		})
	}
}
