package safehtml_test

import (
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/safehtml"
)

func TestImages(t *testing.T) {
	const gif = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
	for _, c := range []struct {
		name, html, clean string
		remote            int
		shown             string // "": the same
	}{
		{"remote", `<img src="http://a.test/b.png?c&amp;d" alt="e" width=10>`, `<img alt="e" width="10" data-remote-src="http://a.test/b.png?c&amp;d">`, 1,
			`<img alt="e" width="10" referrerpolicy="no-referrer" src="http://a.test/b.png?c&amp;d">`},
		{"pixel", `a<img src=http://a.test/ width=1 height=1>`, "a", 0, ""},
		{"pixel by style", `a<img src=http://a.test/ style="width:1px;height:0">`, "a", 0, ""},
		{"hidden", `a<img src=http://a.test/ style="display:none">`, "a", 0, ""},
		{"of the mail", `<img src="CID:a%40b&quot;" onerror=x()>`, `<img src="cid:a@b%22">`, 0, ""},
		{"data", `<img src="` + gif + `">`, `<img src="` + gif + `">`, 0, ""},
		{"data of a document", `<img src="data:image/svg+xml;base64,R0lG">`, "", 0, ""},
		{"data that is too long", `<img alt=a src="data:image/png;base64,` + strings.Repeat("A", 1<<20) + `">`, `<img alt="a">`, 0, ""},
		{"file", `<img src="file:///a.png" alt=a>`, `<img alt="a">`, 0, ""},
		{"claims to be blocked", `<img data-remote-src="javascript:x()" alt=a>`, `<img alt="a">`, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p safehtml.Policy
			r := p.Clean(c.html)
			if r.HTML != c.clean || r.Remote != c.remote {
				t.Errorf("Clean = %q, %d remote, want %q, %d", r.HTML, r.Remote, c.clean, c.remote)
			}
			if c.shown == "" {
				c.shown = c.clean
			}
			if got := p.ShowRemote(r.HTML); got != c.shown {
				t.Errorf("ShowRemote = %q, want %q", got, c.shown)
			}
		})
	}
}

func TestWithImages(t *testing.T) {
	var p safehtml.Policy
	clean := p.Clean(`<p title="cid:a">cid:a<img src="cid:a@b" alt=c><img src=cid:none alt=d><img src=https://a.test/>`).HTML
	got := p.WithImages(clean, func(id string) (string, bool) { return `/files/"` + id, id == "a@b" })
	want := `<p title="cid:a">cid:a<img src="/files/&#34;a@b" alt="c"><img alt="d"><img data-remote-src="https://a.test/"></p>`
	want = strings.Replace(want, `src="/files/&#34;a@b" alt="c"`, `alt="c" src="/files/&#34;a@b"`, 1)
	if got != want {
		t.Errorf("WithImages = %q, want %q", got, want)
	}
}
