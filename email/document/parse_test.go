package document

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// what editors, mail programs and browsers write.
var pages = []struct {
	name, page string
	want       Doc
}{
	{"nothing", "", Doc{}},
	{"text", " a \n b ", doc(words("a b"))},
	{"text and paragraphs", "a<p>b</p>c", doc(words("a"), words("b"), words("c"))},
	{"whole page", "<!doctype html><html><head><title>T</title><style>p{}</style></head><body><p>a</p></body></html>", doc(words("a"))},
	{"empty lines", "<p>a</p><p><br></p><p></p><div></div><p>b</p>", doc(words("a"), Block{}, Block{}, words("b"))},
	{"divs of Gmail", `<div dir="ltr"><div>a</div><div><br></div><div>b</div></div>`, doc(words("a"), Block{}, words("b"))},
	{"line breaks", "a<br>b<br><br>c<br>", doc(words("a\nb\n\nc"))},
	{"spaces", "<p> <b>a </b> b&nbsp; c</p>", doc(para(Run{Text: "a ", Marks: Bold}, Run{Text: "b  c"}))},
	{"spaces around blocks", "<div>\n <p> a </p>\n <p> b </p>\n</div>", doc(words("a"), words("b"))},
	{"preformatted", "<pre>a\n  b\n</pre><span style='white-space: pre-wrap'>c  d</span>", doc(words("a\n  b"), words("c  d"))},
	{"marks", "<b>a</b><strong>b</strong><i>c</i><em>d</em><u>e</u><ins>f</ins><s>g</s><strike>h</strike><del>i</del>", doc(para(
		Run{Text: "ab", Marks: Bold}, Run{Text: "cd", Marks: Italic}, Run{Text: "ef", Marks: Underline}, Run{Text: "ghi", Marks: Strike}))},
	{"marks within each other", "<b>a<i>b<u>c</b>d", doc(para(Run{Text: "a", Marks: Bold}, Run{Text: "b", Marks: Bold | Italic},
		Run{Text: "c", Marks: Bold | Italic | Underline}, Run{Text: "d", Marks: Italic | Underline}))},
	{"styles", `<span style="font-weight: 700; FONT-STYLE: italic">a</span><span style="text-decoration: underline line-through">b</span>` +
		`<span style="color: rgb(255, 0, 10)">c</span><span style="color:#abc !important">d</span><font color="blue">e</font>`, doc(para(
		Run{Text: "a", Marks: Bold | Italic}, Run{Text: "b", Marks: Underline | Strike}, Run{Text: "c", Color: "#ff000a"},
		Run{Text: "d", Color: "#aabbcc"}, Run{Text: "e", Color: "#0000ff"}))},
	{"Google Docs", `<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;">` +
		`<span style="font-size:11pt;color:#000000;font-weight:700;">a</span><span style="font-weight:400">b</span></p></b>`,
		doc(para(Run{Text: "a", Marks: Bold, Color: "#000000"}, Run{Text: "b"}))},
	{"headings", "<h1>a</h1><h2>b</h2><h1></h1>", doc(Block{Kind: Heading, Line: Line{{Text: "a"}}}, para(Run{Text: "b", Marks: Bold}), Block{Kind: Heading})},
	{"links", `<a href="https://x/?a&amp;b">a</a> <a href=" MAILTO:a@b ">b</a><a href="tel:1">c</a><a href="javascript:x">d</a><a href="/e">e</a><a href="https://f"><div>f</div></a>`,
		doc(para(Run{Text: "a", Link: "https://x/?a&b"}, Run{Text: " "}, Run{Text: "b", Link: "mailto:a@b"}, Run{Text: "c", Link: "tel:1"}, Run{Text: "de"}),
			para(Run{Text: "f", Link: "https://f"}))},
	{"images", `<img src="cid:1" alt="x" width="10" style="height: 5px"><img src="data:image/png;base64,xx" alt="lost"><img src="https://x/y.png">`,
		doc(para(Run{Image: Image{ID: "1", Alt: "x", Width: 10, Height: 5}}, Run{Text: "lost"}))},
	{"what is not seen", `a<script>x</script><style>y</style><template>z</template><noscript>n</noscript><iframe>i</iframe><svg><text>s</text></svg>` +
		`<span style="display:none">h</span><span hidden>h</span><!-- c --><!--[if mso]>m<![endif]--><math><mi>q</mi></math>b`, doc(words("ab"))},
	{"unknown elements", `<form><label>a</label><input value="x"><button>b</button><o:p>c</o:p><custom-tag>d</custom-tag></form>`, doc(words("abcd"))},
	{"attributes of strangers", `<p onclick="x" style="position:fixed;margin:0 0 0 40px" class="ql-align-center">a</p>`, doc(Block{Indent: 1, Line: Line{{Text: "a"}}})},

	{"lists", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", doc(listed(Ordered, 0, "a"), listed(Bullet, 1, "b"), listed(Ordered, 0, "c"))},
	{"lists of browsers", "<ul><li>a</li><ul><li>b</li></ul></ul>", doc(listed(Bullet, 0, "a"), listed(Bullet, 1, "b"))},
	{"a list in an item without text", "<ul><li><ol><li>a</li></ol></li></ul>", doc(listed(Ordered, 1, "a"))},
	{"paragraphs in items (TipTap, CKEditor)", "<ul><li><p>a</p></li><li><p>b</p><p>c</p></li><li><p></p></li><li></li></ul>",
		doc(listed(Bullet, 0, "a"), listed(Bullet, 0, "b\nc"), Block{Kind: Bullet}, Block{Kind: Bullet})},
	{"text behind a list in an item", "<ul><li>a<ul><li>b</li></ul>c</li></ul>", doc(listed(Bullet, 0, "a"), listed(Bullet, 1, "b"), Block{Indent: 1, Line: Line{{Text: "c"}}})},
	{"items without a list", "<li>a</li><li>b</li>", doc(listed(Bullet, 0, "a"), listed(Bullet, 0, "b"))},
	{"definitions", "<dl><dt>a</dt><dd>b</dd></dl>", doc(words("a"), Block{Indent: 1, Line: Line{{Text: "b"}}})},
	{"Quill 2", `<ol><li data-list="bullet"><span class="ql-ui" contenteditable="false"></span>a</li><li data-list="ordered" class="ql-indent-1">` +
		`<span class="ql-ui"></span>b</li></ol><p class="ql-indent-2">c</p>`,
		doc(listed(Bullet, 0, "a"), listed(Ordered, 1, "b"), Block{Indent: 2, Line: Line{{Text: "c"}}})},
	{"Outlook", `<p class="MsoNormal" style="margin-left:.5in"><span lang="EN-US">a<o:p></o:p></span></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>`,
		doc(Block{Indent: 1, Line: Line{{Text: "a"}}}, words(" "))},

	{"quotes", `<blockquote>a<blockquote>b</blockquote><ul><li>c</li></ul></blockquote>d`, doc(
		Block{Quote: true, Line: Line{{Text: "a"}}}, Block{Quote: true, Line: Line{{Text: "b"}}}, Block{Kind: Bullet, Quote: true, Line: Line{{Text: "c"}}}, words("d"))},
	{"indents of browsers", `<blockquote style="margin: 0 0 0 40px; border: none; padding: 0px;">a<blockquote style="margin:0 0 0 40px;border:none">b</blockquote></blockquote>`,
		doc(Block{Indent: 1, Line: Line{{Text: "a"}}}, Block{Indent: 2, Line: Line{{Text: "b"}}})},

	{"table", "<table><caption>t</caption><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><p>c</p><p>d</p><td><ul><li>e</li></ul></table>",
		doc(words("t"), Block{Kind: Table, Rows: [][]Line{{{{Text: "a", Marks: Bold}}, {{Text: "b", Marks: Bold}}}, row("c\nd", "e")}})},
	{"cells that span", `<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td colspan=1000>e</table>`,
		doc(Block{Kind: Table, Rows: [][]Line{row("a", "b", ""), row("", "c", "d"), row("e", "", "")}})},
	{"a table in a cell", `<table><tr><td>a<table><tr><td>b<td>c<tr><td>d</table>e<td>f</table>`,
		doc(Block{Kind: Table, Rows: [][]Line{row("a\nb c\nd\ne", "f")}})},
	{"a table in an item", `<ul><li>a<table><tr><td>b</table></ul>`, doc(listed(Bullet, 0, "a"), Block{Kind: Table, Indent: 1, Rows: [][]Line{row("b")}})},
	{"tables without cells", "<table></table><table><tr></tr></table>a", doc(words("a"))},
	{"two tables", "<table><tr><td>a</table><table><tr><td>b</table>", doc(
		Block{Kind: Table, Rows: [][]Line{row("a")}}, Block{}, Block{Kind: Table, Rows: [][]Line{row("b")}})},
}

func TestFromHTML(t *testing.T) {
	for _, tt := range pages {
		t.Run(tt.name, func(t *testing.T) {
			got, err := FromHTML(tt.page, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("FromHTML(%s) mismatch (-want +got):\n%s", tt.page, diff)
			}
		})
	}
}

func TestFromHTMLWithImages(t *testing.T) {
	id := func(src string) string { return strings.TrimPrefix(src, "/files/") }
	got, err := FromHTML(`<img src="/files/7">`, id)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(doc(para(Run{Image: Image{ID: "7"}})), got); diff != "" {
		t.Errorf("FromHTML mismatch (-want +got):\n%s", diff)
	}
}

func TestFromHTMLRefuses(t *testing.T) {
	tests := []struct {
		name, page string
		want       Error
	}{
		{"size", strings.Repeat("x", MaxInput+1), Error{Code: ErrTooLarge, Count: MaxInput + 1, Limit: MaxInput}},
		{"depth", strings.Repeat("<div>", 600), Error{Code: ErrTooDeep}},
		{"text", strings.Repeat("x", MaxText+1), Error{Code: ErrTooMuchText, Count: MaxText + 1, Limit: MaxText}},
		{"blocks", strings.Repeat("<p>", MaxParts+1), Error{Code: ErrTooManyParts, Count: MaxParts + 1, Limit: MaxParts}},
		{"columns", "<table><tr>" + strings.Repeat("<td>", MaxColumns+1), Error{Code: ErrTooManyColumns, Count: MaxColumns + 1, Limit: MaxColumns}},
		{"cells", "<table>" + strings.Repeat("<tr><td colspan=100>", MaxParts), Error{Code: ErrTooManyParts, Count: MaxParts + 100, Limit: MaxParts}},
		{"rectangle", "<table><tr><td>" + strings.Repeat("<td>", 99) + strings.Repeat("<tr><td>", 999), Error{Code: ErrTooManyParts, Count: 100_000, Limit: MaxParts}},
	}
	for _, tt := range tests {
		_, err := FromHTML(tt.page, nil)
		if e, ok := errors.AsType[*Error](err); !ok || *e != tt.want || !errors.Is(err, tt.want.Code) {
			t.Errorf("%s: %v, want %v", tt.name, err, &tt.want)
		}
	}
}

func FuzzFromHTML(f *testing.F) {
	for _, p := range pages {
		f.Add(p.page)
	}
	f.Add("<table><td rowspan=9><tr><td colspan=9><p>x<ul><li>")
	f.Fuzz(func(t *testing.T, page string) {
		d, err := FromHTML(page, nil)
		if err != nil {
			return
		}
		checkRead(t, d)
	})
}

// checkRead holds what holds for every document that was read.
func checkRead(t *testing.T, d Doc) {
	t.Helper()
	if fault := abnormal(d); fault != "" {
		t.Errorf("%s: %+v", fault, d)
	}
	out := d.HTML(nil)
	checkHTML(t, out)
	again, err := FromHTML(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, again); diff != "" {
		t.Errorf("FromHTML(%s) mismatch (-want +got):\n%s", out, diff)
	}
	if again, err = FromDelta(d.Delta(nil), nil); err != nil || !cmp.Equal(d, again) {
		t.Errorf("FromDelta gives %+v, want %+v, %v", again, d, err)
	}
}
