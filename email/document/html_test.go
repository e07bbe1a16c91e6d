package document

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func para(runs ...Run) Block  { return Block{Line: runs} }
func words(text string) Block { return para(Run{Text: text}) }
func listed(k Kind, level int, text string) Block {
	return Block{Kind: k, Indent: level, Line: Line{{Text: text}}}
}
func row(cells ...string) []Line {
	var row []Line
	for _, c := range cells {
		if c == "" {
			row = append(row, nil)
			continue
		}
		row = append(row, Line{{Text: c}})
	}
	return row
}
func doc(blocks ...Block) Doc { return Doc{blocks} }

func TestHTML(t *testing.T) {
	tests := []struct {
		name string
		doc  Doc
		want string
	}{
		{"nothing", Doc{}, ""},
		{"an empty paragraph", doc(Block{}), ""},
		{"paragraphs", doc(words("a"), Block{}, words("b")), `<p style="margin:0">a</p><p style="margin:0"><br></p><p style="margin:0">b</p>`},
		{"escapes", doc(words(`<b> & "x" 'y'`)), `<p style="margin:0">&lt;b&gt; &amp; "x" 'y'</p>`},
		{"spaces", doc(words(" a  b ")), `<p style="margin:0">&nbsp;a &nbsp;b&nbsp;</p>`},
		{"line breaks", doc(words("a\n b\n")), `<p style="margin:0">a<br>&nbsp;b<br><br></p>`},
		{"heading", doc(Block{Kind: Heading, Line: Line{{Text: "T"}}}), `<h1 style="margin:0;font-size:24px">T</h1>`},
		{"indent", doc(Block{Indent: 2, Line: Line{{Text: "a"}}}), `<p style="margin:0 0 0 80px">a</p>`},
		{"marks", doc(para(Run{Text: "a", Marks: allMarks, Color: "#ff0000"})),
			`<p style="margin:0"><span style="color:#ff0000"><strong><em><u><s>a</s></u></em></strong></span></p>`},
		{"one link of two runs", doc(para(Run{Text: "a", Link: "https://x"}, Run{Text: "b", Link: "https://x", Marks: Bold})),
			`<p style="margin:0"><a href="https://x">a<strong>b</strong></a></p>`},
		{"image", doc(para(Run{Image: Image{ID: "a@b", Alt: `"x"`, Width: 10, Height: 5}})),
			`<p style="margin:0"><img src="cid:a@b" alt="&#34;x&#34;" width="10" height="5" style="max-width:100%;height:auto"></p>`},
		{"nested lists", doc(listed(Ordered, 0, "a"), listed(Bullet, 1, "b"), listed(Bullet, 1, "c"), listed(Ordered, 0, "d")),
			`<ol style="margin:0 0 0 40px;padding:0"><li>a<ul style="margin:0 0 0 40px;padding:0"><li>b</li><li>c</li></ul></li><li>d</li></ol>`},
		{"a list that jumps", doc(listed(Bullet, 0, "a"), listed(Bullet, 2, "b"), listed(Bullet, 1, "c")),
			`<ul style="margin:0 0 0 40px;padding:0"><li>a<ul style="margin:0 0 0 80px;padding:0"><li>b</li></ul>` +
				`<ul style="margin:0 0 0 40px;padding:0"><li>c</li></ul></li></ul>`},
		{"lists of two kinds", doc(listed(Ordered, 0, "a"), listed(Bullet, 0, "b")),
			`<ol style="margin:0 0 0 40px;padding:0"><li>a</li></ol><ul style="margin:0 0 0 40px;padding:0"><li>b</li></ul>`},
		{"quote", doc(Block{Quote: true, Line: Line{{Text: "a"}}}, Block{Quote: true, Kind: Bullet}, words("b")),
			`<blockquote style="margin:0 0 0 8px;padding:0 0 0 12px;border-left:3px solid #cccccc"><p style="margin:0">a</p>` +
				`<ul style="margin:0 0 0 40px;padding:0"><li><br></li></ul></blockquote><p style="margin:0">b</p>`},
		{"table", doc(Block{Kind: Table, Rows: [][]Line{row("a", "b"), row("c")}}),
			`<table border="1" cellpadding="6" cellspacing="0" style="margin:0;border-collapse:collapse"><tbody>` +
				`<tr><td style="padding:6px;border:1px solid #999999;vertical-align:top">a</td><td style="padding:6px;border:1px solid #999999;vertical-align:top">b</td></tr>` +
				`<tr><td style="padding:6px;border:1px solid #999999;vertical-align:top">c</td><td style="padding:6px;border:1px solid #999999;vertical-align:top"><br></td></tr>` +
				`</tbody></table>`},
		{"no markup gets in", doc(para(Run{Text: "a", Link: "javascript:x", Color: "red;background:url(x)"}, Run{Image: Image{ID: "a b", Alt: "<i>"}})),
			`<p style="margin:0">a&lt;i&gt;</p>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.doc.HTML(nil)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("HTML mismatch (-want +got):\n%s", diff)
			}
			checkHTML(t, got)
		})
	}
}

// TestTwoTablesInAQuote: what parts them is in the quote, too.
func TestTwoTablesInAQuote(t *testing.T) {
	table := Block{Kind: Table, Quote: true, Rows: [][]Line{row("a")}}
	if diff := cmp.Diff(doc(table, Block{Quote: true}, table), doc(table, table).Normal()); diff != "" {
		t.Errorf("Normal mismatch (-want +got):\n%s", diff)
	}
}

func TestHTMLWithAddressesOfImages(t *testing.T) {
	d := doc(para(Run{Text: "a "}, Run{Image: Image{ID: "1", Alt: "logo"}}, Run{Image: Image{ID: "2", Alt: "x < y"}}))
	src := func(id string) string { return map[string]string{"1": "cid:one@example.com"}[id] }
	want := `<p style="margin:0">a <img src="cid:one@example.com" alt="logo" style="max-width:100%">x &lt; y</p>`
	if got := d.HTML(src); got != want {
		t.Errorf("HTML = %s, want %s", got, want)
	}
}
