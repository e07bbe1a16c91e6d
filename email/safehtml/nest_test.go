package safehtml_test

import (
	"testing"

	"github.com/acdkit/acdkit/email/safehtml"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"block in a paragraph", "<p>a<div>b</div></p>c", "<p>a</p><div>b</div>c"},
		{"item alone", "<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"},
		{"definition alone", "<dd>a", "<dl><dd>a</dd></dl>"},
		{"cells without ends", "<table><td>a<td>b<tr><td>c</table>", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"},
		{"text in a table", "<table>a<tr>b<td>c</table>", "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>"},
		{"cell alone", "</td><td>a</tr>", "a"},
		{"table in a table", "<table><table><tr><td>a", "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>"},
		{"ends across", "<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>"},
		{"link in a link", "<a href=https://a.test>a<a href=tel:1>b", `<a href="https://a.test" rel="noopener noreferrer nofollow" target="_blank">a</a><a href="tel:1" rel="noopener noreferrer nofollow" target="_blank">b</a>`},
		{"body", `<html><body style="color:red" onload=x()>a</body></html>b`, `<div style="color: red">a</div>b`},
		{"forms", `<form><label>a</label><input value=b><select><option>c</select><textarea>d</textarea><button>e</button></form>`, "acde"},
		{"names", `<p id=a class=b name=c data-d=e style="">f`, "<p>f</p>"},
		{"style", `<p style="COLOR:Red;font-size:200px;width:50%;margin:0 auto -5px;padding:1px 2px;border:1px solid #ABC;position:fixed;background:#fff url(x)">a`,
			`<p style="color: red; width: 50%; padding: 1px 2px; border: 1px solid #abc">a</p>`},
		{"escape in a style", `<p style="color:r\65 d;text-align:center">a`, `<p style="text-align: center">a</p>`},
		{"Word", `<p class=MsoNormal style="margin-left:3pt">a`, `<p style="margin-top: 0; margin-bottom: 0; margin-left: 3pt">a</p>`},
		{"hidden", `a<div style="display:none">b<table><tr><td>c</table></div>d`, "ad"},
		{"spans of many rows", "<table><tr><td colspan=99999 rowspan=2>a</table>", `<table><tr><td rowspan="2">a</td></tr></table>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p safehtml.Policy
			if r := checkClean(t, &p, c.html); r.HTML != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.html, r.HTML, c.want)
			}
		})
	}
}
