package archive

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// small are the limits of fuzzing.
var small = walk.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, Time: time.Hour}

const (
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
	pptxType = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
	wml      = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/main" `
	dml      = ` xmlns:a="http://schemas.openxmlformats.org/drawingml/main" `
	sml      = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/main" `
	odfNS    = ` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" `
)

// words is a part of a text document with a number split over runs.
func words(root, number string) string {
	return "<w:" + root + wml + "><w:p><w:r><w:t>" + number[:5] + "</w:t></w:r><w:r><w:t>" + number[5:] + "</w:t></w:r></w:p></w:" + root + ">"
}

// A number in each place where text can be is found, and nothing else is amiss.
func TestReadOOXML(t *testing.T) {
	doc := types("word/document.xml", docxType)
	plain := member{"word/document.xml", words("document", "0000000")}
	slides := types("ppt/presentation.xml", pptxType)
	tests := []struct {
		name    string
		members []member
		want    string
	}{
		{"body", []member{doc, {"word/document.xml", words("document", visa)}}, visa},
		{"header", []member{doc, plain, {"word/header1.xml", words("hdr", visa)}}, visa},
		{"footnote", []member{doc, plain, {"word/footnotes.xml", words("footnotes", amex)}}, amex},
		{"comment", []member{doc, plain, {"word/comments.xml", words("comments", master)}}, master},
		{"property", []member{doc, plain, {"docProps/core.xml", `<cp:c xmlns:cp="http://schemas.openxmlformats.org/"><dc:title>` + visa + `</dc:title></cp:c>`}}, visa},
		{"custom XML", []member{doc, plain, {"customXml/item1.xml", `<card>` + visa + `</card>`}}, visa},
		{"hyperlink", []member{doc, plain, {"word/_rels/document.xml.rels", `<Relationships><Relationship Target="http://x/?n=` + visa + `"/></Relationships>`}}, visa},
		{"alternate text", []member{doc, {"word/document.xml", `<w:document` + wml + `><wp:docPr descr="` + visa + `"/></w:document>`}}, visa},
		{"simple field", []member{doc, {"word/document.xml", `<w:document` + wml + `><w:p><w:fldSimple w:instr="QUOTE ` + visa + `"/></w:p></w:document>`}}, visa},
		{"embedded file", []member{doc, plain, {"word/embeddings/o.bin", visa}}, visa},
		{"macros", []member{doc, plain, {"word/vbaProject.bin", visa}}, visa},
		{"a page of HTML", []member{doc, plain, {"word/afchunk.htm", "<html>" + visa}}, visa},
		{"a font that is none", []member{doc, plain, {"word/fonts/f.odttf", "PK\x03\x04" + visa}}, visa},
		{"name of an entry", []member{doc, plain, {"word/" + visa + ".xml", "<a/>"}}, visa},
		{"slide", []member{slides, {"ppt/slides/slide1.xml", `<p:sld` + dml + `><a:p><a:r><a:t>4539</a:t></a:r><a:r><a:t>148803436467</a:t></a:r></a:p></p:sld>`}}, visa},
		{"notes", []member{slides, {"ppt/notesSlides/n.xml", `<p:notes` + dml + `><a:p><a:fld><a:t>` + visa + `</a:t></a:fld></a:p></p:notes>`}}, visa},
		{"comment on a slide", []member{slides, {"ppt/comments/c.xml", `<p:cmLst` + dml + `><p:cm><p:text>` + visa + `</p:text></p:cm></p:cmLst>`}}, visa},
		{"chart", []member{slides, {"ppt/charts/c.xml", `<c:chartSpace` + dml + `><c:pt><c:v>4.539148803436467E15</c:v></c:pt></c:chartSpace>`}}, visa},
		{"pivot cache", []member{types("xl/workbook.xml", xlsxType), {"xl/pivotCache/r.xml", `<r` + sml + `><n v="3.71449635398431E14"/></r>`}}, amex},
		{"sheet name", []member{types("xl/workbook.xml", xlsxType), {"xl/workbook.xml", `<workbook` + sml + `><sheet name="` + visa + `" state="hidden"/></workbook>`}}, visa},
		{"comment on a cell", []member{types("xl/workbook.xml", xlsxType), {"xl/comments1.xml", `<comments` + sml + `><comment><text><r><t>4539</t></r><r><t>148803436467</t></r></text></comment></comments>`}}, visa},
	}
	for _, tt := range tests {
		if r := read(pack(t, tt.members...), walk.Limits{}); !r.has(tt.want) || len(r.gaps) > 0 {
			t.Errorf("Read(%s) gives %q, files %q, gaps %v; want %s", tt.name, r.texts, r.files, r.gaps, tt.want)
		}
	}
}

// workbook is a workbook whose sheet comes before its strings.
func workbook(t testing.TB) []byte {
	return pack(t, types("xl/workbook.xml", xlsxType),
		member{"xl/worksheets/sheet1.xml", `<worksheet` + sml + `><sheetData><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1"><v>3.71449635398431E14</v></c></row>
			<row r="2"><c r="A2" t="inlineStr"><is><r><t>5555 5555</t></r><r><t> 5555 4444</t></r></is></c></row></sheetData></worksheet>`},
		member{"xl/sharedStrings.xml", `<sst` + sml + `><si><t>0343 6467</t><rPh><t>read so</t></rPh></si><si><r><t>4539 </t></r><r><t>1488</t></r></si></sst>`},
		member{"xl/printerSettings/printerSettings1.bin", "\x01\x02"})
}

func TestReadWorkbook(t *testing.T) {
	r := read(workbook(t), walk.Limits{})
	if want := "4539 1488\t0343 6467\t" + amex + "\n5555 5555 5555 4444"; !r.has(want) || r.format != "xlsx" || len(r.gaps) > 0 {
		t.Errorf("Read gives %q %q, gaps %v; want %q", r.format, r.texts, r.gaps, want)
	}
}

// brt writes a record of a binary workbook.
func brt(kind int, data ...[]byte) []byte {
	all := bytes.Join(data, nil)
	out := []byte{byte(kind)}
	if kind >= 0x80 {
		out = []byte{byte(kind) | 0x80, byte(kind >> 7)}
	}
	return append(append(out, byte(len(all))|0x80, byte(len(all)>>7)), all...)
}

func u32(v uint32) []byte { return binary.LittleEndian.AppendUint32(nil, v) }

func f64(v float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)) }

func utf16s(s string) []byte {
	var out []byte
	for _, c := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, c)
	}
	return out
}

func str(s string) []byte { return append(u32(uint32(len(utf16.Encode([]rune(s))))), utf16s(s)...) }

func binaryWorkbook(t testing.TB) []byte {
	at := func(col uint32) []byte { return append(u32(col), 0, 0, 0, 0) }
	sheet := bytes.Join([][]byte{
		brt(brtRowHdr, u32(0)),
		brt(brtCellIsst, at(0), u32(1)), brt(brtShortIsst, make([]byte, 4), u32(0)),
		brt(brtCellReal, at(2), f64(371449635398431)), brt(brtCellRk, at(3), u32(1488<<2|2)), brt(brtCellRk, at(4), u32(12345<<2|3)),
		brt(brtRowHdr, u32(1)),
		brt(brtCellSt, at(0), str("카드 5555")), brt(brtFmlaString, at(1), str("got"), []byte{0, 0, 0x17, 4, 0}, utf16s("form")),
		brt(brtFmlaNum, at(2), f64(2), []byte{0, 0, ptgNum}, f64(4539148803436467)),
		brt(479, []byte{1, 2, 3}, str("카드 header")),
	}, nil)
	return pack(t, member{"[Content_Types].xml", binaryTypes},
		member{"xl/worksheets/sheet1.bin", string(sheet)},
		member{"xl/comments1.bin", string(brt(brtCommentText, []byte{0}, str("comment 5555555555554444")))},
		member{"xl/sharedStrings.bin", string(brt(brtSSTItem, []byte{0}, str("0343"))) + string(brt(brtSSTItem, []byte{0}, str("4539")))},
		member{"xl/vbaProject.bin", "\xD0\xCF\x11\xE0"})
}

// binaryTypes is what a binary workbook declares.
const binaryTypes = `<Types><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
	<Override PartName="/xl/sharedStrings.bin" ContentType="application/vnd.ms-excel.sharedStrings"/>
	<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>`

func TestReadBinaryWorkbook(t *testing.T) {
	r := read(binaryWorkbook(t), walk.Limits{})
	for _, want := range []string{"4539\t0343\t371449635398431\t1488\t123.45\n카드 5555\tgot\t2", "form", visa, master, "카드 header"} {
		if !r.has(want) {
			t.Errorf("Read gives %q, want %q in it", r.texts, want)
		}
	}
	if r.format != "xlsb" || len(r.gaps) > 0 || len(r.files) != 1 {
		t.Errorf("Read gives %q, gaps %v, files %q", r.format, r.gaps, r.files)
	}
}

func TestReadOpenDocument(t *testing.T) {
	mime := member{"mimetype", "application/vnd.oasis.opendocument.text"}
	content := func(inner string) member {
		return member{"content.xml", "<office:x" + odfNS + ">" + inner + "</office:x>"}
	}
	tests := []struct {
		name    string
		members []member
		want    string
	}{
		{"spans", []member{mime, content("<text:p>4539<text:span>1488</text:span>03436467</text:p>")}, visa},
		{"a note", []member{mime, content("<text:p>x<text:note><text:p>" + visa + "</text:p></text:note></text:p>")}, visa},
		{"a value", []member{mime, content(`<table:table-cell office:value="3.71449635398431E14" table:number-columns-repeated="16000"/>`)}, amex},
		{"a header", []member{mime, content(""), {"styles.xml", "<office:s" + odfNS + "><text:p>" + visa + "</text:p></office:s>"}}, visa},
		{"a property", []member{mime, content(""), {"meta.xml", "<office:s" + odfNS + "><dc:title>" + visa + "</dc:title></office:s>"}}, visa},
		{"an object", []member{mime, content(""), {"Object 1/content.xml", "<office:s" + odfNS + "><text:p>" + visa + "</text:p></office:s>"}}, visa},
		{"a macro", []member{mime, content(""), {"Basic/Standard/m.xml", `<script:module xmlns:script="http://openoffice.org/2000/script">` + visa + `</script:module>`}}, visa},
		{"a file", []member{mime, content(""), {"Object 2", visa}}, visa},
	}
	for _, tt := range tests {
		if r := read(pack(t, tt.members...), walk.Limits{}); !r.has(tt.want) || len(r.gaps) > 0 || r.format != "odt" {
			t.Errorf("Read(%s) gives %q, gaps %v; want %s", tt.name, r.texts, r.gaps, tt.want)
		}
	}
	secret := read(pack(t, mime, member{"content.xml", "\x01\x02\x03"}, member{"META-INF/manifest.xml",
		`<m><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m>`}), walk.Limits{})
	if len(secret.gaps) != 1 || secret.gaps[0] != (walk.Gap{Path: "content.xml", Cause: walk.Encrypted}) {
		t.Errorf("Read of an encrypted document gives %v", secret.gaps)
	}
}

func TestRecordsGap(t *testing.T) {
	r := read(pack(t, member{"[Content_Types].xml", binaryTypes}, member{"xl/a.bin", "\x06\x7F" + strings.Repeat("x", 20)}), walk.Limits{})
	if len(r.gaps) == 0 || r.gaps[0].Cause != walk.Corrupt {
		t.Errorf("Read of a broken record gives %v, want corrupt", r.gaps)
	}
}

// FuzzRecords changes a part of a binary workbook.
func FuzzRecords(f *testing.F) {
	f.Add(brt(brtCellSt, u32(1), u32(1), str("4539")))
	f.Add(brt(brtPCRRecord, f64(371449635398431), str("x")))
	f.Add(brt(brtCellRString, make([]byte, 9), str("4539")))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := read(pack(t, member{"[Content_Types].xml", binaryTypes}, member{"xl/sharedStrings.bin", string(data)}, member{"xl/s.bin", string(data)}), small)
		if n := len(strings.Join(r.texts, "")); n > small.TotalBytes {
			t.Errorf("Read hands over %d bytes", n)
		}
	})
}
