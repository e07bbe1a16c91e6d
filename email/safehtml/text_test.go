package safehtml_test

import (
	"testing"

	"github.com/acdkit/acdkit/email/safehtml"
	"github.com/google/go-cmp/cmp"
)

var texts = []struct{ name, html, want string }{
	{"nothing", "", ""},
	{"spaces", " a\n\t b  <b> c </b> d ", "a b c d"},
	{"unbreakable spaces", "a&nbsp;&nbsp;b <p>&nbsp;&nbsp;indented", "a  b\n\n  indented"},
	{"paragraphs", "<p>a</p><p>b</p>", "a\n\nb"},
	{"divisions", "<div>a</div><div>b</div><div><br></div><div>c</div>", "a\nb\n\nc"},
	{"breaks", "a<br>b<br><br>c<br/>", "a\nb\n\nc"},
	{"paragraphs of Outlook", `<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>b</p><p class=MsoNormal>c</p>`, "a\n\nb\nc"},
	{"paragraphs without space", `<p style="margin:0">a</p><p style="margin:0 0 0 5px">b</p>`, "a\nb"},
	{"headings", "a<h1>b</h1>c", "a\n\nb\n\nc"},
	{"rule", "a<hr>b", "a\n________________________________\nb"},
	{"preformatted", "<pre>\na\n  b\n\n\nc</pre>d", "a\n  b\n\n\nc\n\nd"},
	{"white-space", `<div style="white-space: pre-wrap">a
 b</div>`, "a\n b"},
	{"bullets", "<ul><li>a<li>b<ul><li>c</ul></ul>d", "* a\n* b\n  * c\n\nd"},
	{"numbers", "<ol start=9><li>a<li>b<br>c<li value=20>d</ol>", "9. a\n10. b\n    c\n20. d"},
	{"letters", "<ol type=a start=26><li>a<li>b</ol><ol type=I start=4><li>c</ol>", "z. a\naa. b\n\nIV. c"},
	{"style of numbers", `<ol style="list-style-type:lower-roman"><li>a<li type=A>b</ol>`, "i. a\nB. b"},
	{"reversed", "<ol reversed><li>a<ol reversed start=7><li>b</ol><li>c</ol>", "2. a\n   7. b\n1. c"},
	{"no bullets", `<ul style="list-style:none"><li>a<li>b</ul>`, "a\nb"},
	{"item alone", "<li>a", "* a"},
	{"definitions", "<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\n  b\nc\n  d"},
	{"table", "<table><tr><th>a<th>b<tr><td>c<td><p>d</p><td></table>e", "a\tb\nc\td\ne"},
	{"empty cells", "<table><tr><td><td>a<td><td>b</table>", "\ta\t\tb"},
	{"layout", `<table role=presentation><tr><td>&nbsp;<td>a<td>&nbsp;<td>b</table>`, "a\tb"},
	{"table in a table", "<table><tr><td>a<td><table><tr><td>b<tr><td>c</table><td>d</table>", "a\tb\nc\nd"},
	{"lines in a cell", "<table><tr><td>a<td>b<br>c<td>d</table>", "a\tb\nc\nd"},
	{"quotes", "a<blockquote>b<p>c</p><blockquote>d</blockquote></blockquote>e", "a\n\n> b\n>\n> c\n>\n> > d\n\ne"},
	{"indent is no quote", `a<blockquote style="margin:0 0 0 40px;border:none;padding:0px">b</blockquote>`, "a\n\nb"},
	{"list in a quote", "<blockquote><ol><li>a<br>b</ol></blockquote>", "> 1. a\n>    b"},
	{"link", `<a href="https://a.test/b">c</a>, d`, "c <https://a.test/b>, d"},
	{"link as it says", `<a href="https://www.a.test/">a.test</a> <a href="mailto:a@b.test">a@b.test</a>`, "a.test a@b.test"},
	{"link of a block", `<a href="https://a.test/b"><div>c</div></a>d`, "c <https://a.test/b>\nd"},
	{"link of an image", `<a href="https://a.test/b"><img src=cid:a></a>`, "<https://a.test/b>"},
	{"link refused", `<a href="javascript:x()">c</a>`, "c"},
	{"image", `a <img src=cid:a alt="  b
c "> d<img alt=pixel src=https://a.test/ width=1 height=1>`, "a b c d"},
	{"transparent", `a<span style="color:transparent">b<b style="color:red">c</b></span>`, "ac"},
	{"hidden", `a<div style="display:none">b</div><p hidden>c</p><span style="VISIBILITY:hidden">d</span><i style="font-size:0px">e</i><i style="opacity:0">f</i>`, "a"},
	{"hidden by size", `<div style="max-height:0;overflow:hidden;mso-hide:all">a</div><div style="font-size:1px;line-height:1px;mso-hide:all">b</div>c`, "c"},
	{"hidden by colour", `<div style="color:#FFF;background-color:white">a<b style="color:red">b</b></div>`, "b"},
	{"hidden and shown", `<div style="font-size:0">a<div style="font-size:14px">b</div></div><div style="visibility:hidden">c<b style="visibility:visible">d</b></div>`, "b\nd"},
	{"hidden for Outlook only", `<a href="https://a.test/" style="mso-hide:all">Buy</a>`, "Buy <https://a.test/>"},
	{"not hidden after all", `<p style="display:none;display:block">a</p><p style="display:none!important;display:block">b</p>`, "a"},
	{"never text", `<title>a</title><style>b</style><script>c</script><template>d</template><!-- e --><!--[if mso]>f<![endif]--><svg><text>g</text></svg>`, ""},
	{"for others than Outlook", `<![if !mso]>a<![endif]>`, "a"},
	{"noscript", "<noscript>a</noscript>", "a"},
	{"svg without an end", "<svg><g><p>a", "a"},
	{"no width", "a\u00adb\u200bc\ufeff&#847;", "abc"},
	{"controls", "a\x00b\x1bc&#13;d", "abc d"},
	{"not UTF-8", "a\xffb", "a\ufffdb"},
	{"signature", "a<br>-- <br>b<blockquote>-- <br>c</blockquote><pre>-- \nd", "a\n-- \nb\n\n> -- \n> c\n\n-- \nd"},
	{"quotation", "<q>a</q>", "“a”"},
	{"Korean", "<p>안녕하세요,<br>감사합니다.</p>", "안녕하세요,\n감사합니다."},
}

func TestText(t *testing.T) {
	for _, c := range texts {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, safehtml.Text(c.html)); diff != "" {
				t.Errorf("Text(%q) mismatch (-want +got):\n%s", c.html, diff)
			}
		})
	}
}
