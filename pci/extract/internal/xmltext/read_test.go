package xmltext

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/internal/charset"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
	"github.com/google/go-cmp/cmp"
)

// read returns what a part gives: its texts, the files in it, and the gaps.
func read(data string, o Options) (texts []string, files []string, gaps []walk.Gap) {
	w := walk.New(context.Background(), walk.Config{
		Open:  func(_ *walk.Walk, data []byte) { files = append(files, string(data)) },
		Visit: func(_ walk.Part, text []byte) { texts = append(texts, string(text)) },
	})
	Read(w, "part", []byte(data), o)
	gaps, _ = w.Gaps()
	return texts, files, gaps
}

const (
	w03   = `xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"`
	wml   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/main"`
	sml   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/main"`
	odfNS = `xmlns:text="urn:oasis:names:tc:opendocument"`
	xpsNS = `xmlns="http://schemas.microsoft.com/xps/"`
)

// The texts of a part that is sound. Its namespaces are left out.
func TestRead(t *testing.T) {
	tests := []struct {
		name, data string
		want       []string
	}{
		{"runs", `<w:document ` + wml + `><w:p><w:r><w:t>4539 14</w:t></w:r><w:proofErr/>
			<w:r><w:t xml:space="preserve">88 </w:t></w:r><w:ins><w:r><w:rPr/><w:t>0343</w:t></w:r></w:ins></w:p><w:p><w:r><w:t>next</w:t><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t></w:r></w:p></w:document>`,
			[]string{"4539 1488 0343\nnext\tx\ny", "4539 1488 "}},
		{"a table", `<w:document ` + wml + `><w:tbl><w:tr><w:tc><w:p><w:r><w:t>4539</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1488</w:t></w:r></w:p></w:tc></w:tr>
			<w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:document>`,
			[]string{"4539\t1488\na\nb"}},
		{"a deletion", `<w:document ` + wml + `><w:p><w:r><w:t>4539</w:t></w:r><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:r><w:t>1488</w:t></w:r></w:p></w:document>`,
			[]string{"45391488", "453991488"}},
		{"a text box in a line", `<w:document ` + wml + `><w:p><w:r><w:t>4539</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict><w:t>1488</w:t></w:r></w:p></w:document>`,
			[]string{"45391488", "box"}},
		{"a field", `<w:document ` + wml + `><w:p><w:r><w:fldChar/></w:r><w:r><w:instrText>HYPERLINK 4539</w:instrText></w:r><w:r><w:instrText>1488</w:instrText></w:r><w:r><w:fldChar/></w:r><w:r><w:t>link</w:t></w:r></w:p></w:document>`,
			[]string{"link", "HYPERLINK 45391488"}},
		{"attributes", `<w:document ` + wml + `><w:p w:rsidR="00123456"><w:x descr='say "4539 &#49;488"' w:val="on" n=1234/></w:p></w:document>`,
			[]string{"descr=say \"4539 1488\"\nn=1234"}},
		{"a symbol", `<w:document ` + wml + `><w:p><w:r><w:t>453</w:t><w:sym w:char="F039"/><w:noBreakHyphen/><w:t>1</w:t></w:r></w:p></w:document>`,
			[]string{"4539-1", "w:char=F039"}},
		{"settings in a line", `<w:document ` + wml + `><w:p><w:r><w:t>4539</w:t><w:drawing><w:posOffset>12345</w:posOffset></w:drawing><w:t>1488</w:t></w:r></w:p></w:document>`,
			[]string{"45391488", "w:posOffset=12345"}},
		{"cells", `<worksheet ` + sml + `><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><f>4*5</f><v>3.71449635398431E14</v></c></row>
			<row r="2"><c r="B2" t="inlineStr"><is><r><t>45</t></r><r><t>39</t></r></is></c></row></worksheet>`,
			[]string{"shared 1\t371449635398431\n4539", "f=4*5"}},
		{"Excel 2003", `<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Row><Cell ss:Index="2"><Data>45<B>39</B></Data><Comment><Data>note</Data></Comment></Cell><Cell><Data ss:Type="Number">3.71449635398431E14</Data></Cell></Row></Workbook>`,
			[]string{"4539\t371449635398431", "note"}},
		{"Word 2003", `<w:wordDocument ` + w03 + `><w:body><w:p><w:r><w:t>45</w:t></w:r><w:r><w:t>39</w:t></w:r></w:p></w:body></w:wordDocument>`,
			[]string{"4539"}},
		{"Visio", `<PageContents xmlns="http://schemas.microsoft.com/office/visio/2012/main"><Text>45<cp IX="0"/>39</Text></PageContents>`, []string{"4539"}},
		{"names", `<a><n4539148803436467/><b n4539148803436467="1"/></a>`, []string{"n4539148803436467\nn4539148803436467=1"}},
		{"a column", `<worksheet ` + sml + `><row><c><v>4539</v></c><c><v>11</v></c></row><row><c><v>1488</v></c><c><v>22</v></c></row><row><c><v>0343</v></c><c><v>2.5</v></c></row><row><c><v>6467</v></c></row></worksheet>`,
			[]string{"4539\t11\n1488\t22\n0343\t2.5\n6467", "4539\n1488\n0343\n6467"}},
		{"OpenDocument", `<office:x ` + odfNS + `><text:p>4539<text:s text:c="2"/>
			<text:span>1488<office:annotation><dc:creator>me</dc:creator><text:p>note</text:p></office:annotation></text:span><text:tab/>a<text:line-break/>b</text:p><table:table-row><table:table-cell office:value="4.539E3"><text:p>4539</text:p></table:table-cell><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></office:x>`,
			[]string{"4539   1488\ta\nb\n4539\tx", "note", "dc:creator=me\noffice:value=4539"}},
		{"a page", `<FixedPage ` + xpsNS + `><Glyphs OriginX="10" OriginY="20" FontRenderingEmSize="10" UnicodeString="4539"/><Glyphs OriginX="31.5" OriginY="20" FontRenderingEmSize="10" UnicodeString="14"/>
			<Glyphs OriginX="47" OriginY="20" FontRenderingEmSize="10" UnicodeString="88"/><Glyphs OriginX="10" OriginY="40" FontRenderingEmSize="10" UnicodeString="{}{x"/></FixedPage>`,
			[]string{"453914 88\n{x", "OriginX=31.5"}},
		{"plain XML", `<?xml version="1.0"?><cards><!-- remark 4539 --><card no="4539"><cvv>123</cvv><n>4539 <b>1488</b> 0343</n><n><![CDATA[<5>]]></n></card></cards>`,
			[]string{"cvv=123\nn=4539 1488 0343\nn=<5>", " remark 4539 \nno=4539"}},
		{"entities", `<!DOCTYPE x [<!ENTITY a "45"><!ENTITY b "&a;39&#32;"><!ENTITY c "<i>14</i>">]><x>&b;&c;88&amp;&nbsp;&none;&</x>`,
			[]string{"x=4539 1488&\u00a0&none;&", `DOCTYPE x [<!ENTITY a "45"><!ENTITY b "&a;39&#32;"><!ENTITY c "<i>14</i>">]`}},
	}
	shared := func(i int) []byte { return []byte("shared " + string(rune('0'+i))) }
	for _, tt := range tests {
		texts, _, gaps := read(tt.data, Options{Shared: shared})
		if diff := cmp.Diff(tt.want, trimmed(texts)); diff != "" || len(gaps) > 0 {
			t.Errorf("Read(%s): gaps %v, mismatch (-want +got)\n%s", tt.name, gaps, diff)
		}
	}
}

// trimmed leaves namespaces out, and line ends at the end.
func trimmed(texts []string) []string {
	var all []string
	for _, text := range texts {
		var lines []string
		for line := range strings.SplitSeq(text, "\n") {
			if !strings.HasPrefix(line, "xmlns") {
				lines = append(lines, line)
			}
		}
		if text = strings.TrimRight(strings.Join(lines, "\n"), "\n"); text != "" {
			all = append(all, text)
		}
	}
	return all
}

func TestReadFiles(t *testing.T) {
	const code = "NDUz\n OTE0ODgwMzQzNjQ2Nw==" // 4539148803436467
	flat := `<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>
		<w:document><w:p><w:r><w:t>in</w:t></w:r></w:p></w:document></pkg:xmlData></pkg:part><pkg:part pkg:name="/word/a.bin"><pkg:binaryData>` +
		code + `</pkg:binaryData></pkg:part><pkg:part pkg:name="/word/fonts/f.odttf"><pkg:binaryData>MDAx</pkg:binaryData></pkg:part></pkg:package>`
	tests := []struct{ name, data, text string }{
		{"Flat OPC", flat, "in\n/word/a.bin"},
		{"Word 2003", `<w:wordDocument ` + w03 + `><w:binData w:name="wordml://1.png">` + code + `</w:binData></w:wordDocument>`, "wordml://1.png"},
		{"OpenDocument", `<office:document ` + odfNS + `><office:binary-data>` + code + `</office:binary-data></office:document>`, "part"},
	}
	for _, tt := range tests {
		texts, files, gaps := read(tt.data, Options{})
		if diff := cmp.Diff([]string{"4539148803436467"}, files); diff != "" || len(gaps) > 0 {
			t.Errorf("Read(%s): gaps %v, files mismatch (-want +got)\n%s", tt.name, gaps, diff)
		}
		if all := strings.Join(trimmed(texts), "\n"); all != tt.text {
			t.Errorf("Read(%s) = %q, want %q", tt.name, all, tt.text)
		}
	}
}

func TestReadGaps(t *testing.T) {
	bomb := `<!DOCTYPE x [<!ENTITY a "` + strings.Repeat("&b;", 1000) + `"><!ENTITY b "` + strings.Repeat("&c;", 1000) + `"><!ENTITY c "1">]><x>&a;</x>`
	tests := []struct {
		data string
		want walk.Cause
		text string // in what is handed over all the same
	}{
		{`<a><b>4539`, walk.Truncated, "4539"},
		{`<a>4539</a`, walk.Truncated, "4539"},
		{`<a>1</a><b c="4539 14`, walk.Truncated, "4539 14"},
		{`<a>1</a><!-- 4539`, walk.Truncated, "4539"},
		{`<a><![CDATA[4539`, walk.Truncated, "4539"},
		{`<?xml version="1.0" encoding="x-none"?><a>4539</a>`, walk.Undecodable, "4539"},
		{bomb, walk.TooLarge, "1111"},
		{`<FixedPage ` + xpsNS + `><Glyphs Indices="1;2;3"/></FixedPage>`, walk.Undecodable, ""},
		{`<x ` + wml + `><w:binData>AAAAA</w:binData></x>`, walk.Corrupt, ""},
	}
	for _, tt := range tests {
		texts, _, gaps := read(tt.data, Options{})
		if len(gaps) == 0 || gaps[0].Cause != tt.want || !strings.Contains(strings.Join(texts, "\n"), tt.text) {
			t.Errorf("Read(%.60s) gives %.100q and %v, want %q and %v", tt.data, texts, gaps, tt.text, tt.want)
		}
	}
	if texts, _, gaps := read(`<a>1 < 2 <b>4539</c></b> & 3</a>`, Options{}); len(gaps) > 0 || len(texts) != 1 {
		t.Errorf("Read of malformed XML gives %q and %v, want one text", texts, gaps)
	}
	if texts, _, _ := read(strings.Repeat("<a>", 5000)+"4539"+strings.Repeat("</a>", 5000), Options{}); !strings.Contains(strings.Join(texts, ""), "4539") {
		t.Errorf("Read of deep XML gives %.100q", texts)
	}
}

func TestDecode(t *testing.T) {
	const doc = `<?xml version="1.0" encoding="%s"?><a>카드 4539</a>`
	for _, name := range []string{"utf-16le", "utf-16be", "utf-32le", "utf-32be", "euc-kr", "utf-8"} {
		data, ok := charset.Encode(name, []byte(strings.Replace(doc, "%s", name, 1)))
		if !ok {
			t.Fatalf("Encode(%s) does not work", name)
		}
		if !Is(data) || string(Root(data).Name) != "a" {
			t.Errorf("Is(%s) = %t, Root = %s", name, Is(data), Root(data).Name)
		}
		texts, _, gaps := read(string(data), Options{})
		if diff := cmp.Diff([]string{"a=카드 4539"}, texts); diff != "" || len(gaps) > 0 {
			t.Errorf("Read in %s: gaps %v, mismatch (-want +got)\n%s", name, gaps, diff)
		}
	}
}

func TestWhole(t *testing.T) {
	tests := map[string]string{
		"3.71449635398431E14": "371449635398431", "4.539148803436467e+15": "4539148803436467", "-1.5E3": "-1500",
		"4539148803436467": "4539148803436467", "1.25E1": "12.5", "5E18": "5000000000000000000", "0.5E1": "5",
		"1E-5": "1E-5", "1E300": "1E300", "ABE1": "ABE1", "E14": "E14", "1.2.3E4": "1.2.3E4", " 1E2 ": "100", "": "",
		"37144963539843100000E0": "37144963539843100000", "1E": "1E", "371449635398431.00E0": "371449635398431", ".5E1": ".5E1",
	}
	for in, want := range tests {
		if got := string(Whole([]byte(in))); got != want {
			t.Errorf("Whole(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRef(t *testing.T) {
	for ref, want := range map[string][2]int{"A1": {1, 1}, "AB12": {12, 28}, "XFD9": {9, 16384}, "": {}, "A": {}, "12": {12, 0}, "A-1": {}} {
		if row, col := Ref(ref); [2]int{row, col} != want {
			t.Errorf("Ref(%q) = %d, %d, want %v", ref, row, col, want)
		}
	}
}

// Whatever comes, the limits hold.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`<w:document ` + wml + `><w:tbl><w:tr><w:tc><w:p><w:r><w:t>45&#51;9</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:document>`))
	f.Add([]byte(`<office:x ` + odfNS + `><text:p>4539<text:s text:c="99999"/><text:p>x</text:p></text:p><office:binary-data>QUJD</office:binary-data></office:x>`))
	f.Add([]byte(`<FixedPage ` + xpsNS + `><Glyphs OriginX="1e300" OriginY="NaN" Indices=",;,9e9" UnicodeString="4539"/></FixedPage>`))
	f.Add([]byte(`<!DOCTYPE x [<!ENTITY a "&a;<b>">]><x>&a;&#x34;<![CDATA[x]]><!-- 123 --></x>`))
	f.Add([]byte(`<x ` + sml + `><row r="9"><c r="ZZ9" t="s"><v>1E14</v></c></row></x>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		total := 0
		limits := walk.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, Time: time.Hour}
		w := walk.New(context.Background(), walk.Config{
			Limits: limits,
			Open:   func(*walk.Walk, []byte) {},
			Visit:  func(_ walk.Part, text []byte) { total += len(text) },
		})
		Read(w, "part", data, Options{Shared: func(int) []byte { return []byte("4539") }})
		if total > limits.TotalBytes {
			t.Errorf("Read hands over %d bytes", total)
		}
	})
}
