package safehtml_test

import (
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/safehtml"
	"github.com/acdkit/acdkit/internal/race"
	"github.com/microcosm-cc/bluemonday"
)

// hostile are texts of about a megabyte that are slow to read for who is not careful.
var hostile = map[string]func(n int) string{
	"open elements":  func(n int) string { return strings.Repeat("<div>", n/5) },
	"open tables":    func(n int) string { return strings.Repeat("<table><tr><td>", n/15) },
	"tables only":    func(n int) string { return strings.Repeat("<table>", n/7) },
	"misnested":      func(n int) string { return strings.Repeat("<b><i><p></b>", n/13) },
	"formatting":     func(n int) string { return strings.Repeat("<font color=red><a href=https://a.test/>", n/40) },
	"ends":           func(n int) string { return strings.Repeat("<i>", 150) + strings.Repeat("<table><tr><td></i>", n/19) },
	"quotes":         func(n int) string { return strings.Repeat("<blockquote>", 150) + strings.Repeat("a<br>", n/5) },
	"lists":          func(n int) string { return strings.Repeat("<ul><li>", 70) + strings.Repeat("a<br>", n/5) },
	"attributes":     func(n int) string { return "<p " + strings.Repeat("title=a b=c ", n/12) + ">" },
	"huge attribute": func(n int) string { return `<p title="` + strings.Repeat("a ", n/2) + `">` },
	"styles":         func(n int) string { return strings.Repeat(`<p style="`+strings.Repeat("a:(;", 100)+`">`, n/410) },
	"comments":       func(n int) string { return strings.Repeat("<!--", n/4) },
	"style comments": func(n int) string { return `<p style="` + strings.Repeat("/*", n/2) + `">` },
	"angles":         func(n int) string { return strings.Repeat("<", n) },
	"entities":       func(n int) string { return strings.Repeat("&amp", n/4) },
	"links": func(n int) string {
		return strings.Repeat("<a href=https://xn--pypal-4ve.com/>www.b\u0430nk.com</a>", n/55)
	},
	"long host": func(n int) string {
		return `<a href="https://` + strings.Repeat("ü", n/2) + `">` + strings.Repeat("a.", n/2)
	},
	"breaks in pre": func(n int) string { return "<pre>" + strings.Repeat("\n", n) },
	"reversed":      func(n int) string { return strings.Repeat("<ol reversed><li>", n/17) },
	"text":          func(n int) string { return strings.Repeat("word ", n/5) },
	"spaces":        func(n int) string { return strings.Repeat("&nbsp;", n/6) },
	"link text":     func(n int) string { return `<a href=https://a.test/>` + strings.Repeat("word <b>", n/8) },
}

// TestHostile: what is slow for others is bounded here, in what comes out too.
func TestHostile(t *testing.T) {
	var p safehtml.Policy
	for name, make := range hostile {
		t.Run(name, func(t *testing.T) {
			size := 1 << 18
			if race.Enabled {
				size = 1 << 16
			}
			source := make(size)
			if r := checkClean(t, &p, source); len(r.HTML) > 8*len(source)+1<<20 {
				t.Errorf("%d bytes became %d", len(source), len(r.HTML))
			}
			checkText(t, source)
			if text := safehtml.Text(source); len(text) > 20*len(source) {
				t.Errorf("%d bytes became a text of %d", len(source), len(text))
			}
		})
	}
}

func TestLimits(t *testing.T) {
	p := safehtml.Policy{Bytes: 100, Depth: 3, Elements: 5}
	for _, c := range []struct {
		html, want string
		cut        bool
	}{
		{"<p>a</p>", "<p>a</p>", false},
		{strings.Repeat("가", 34), strings.Repeat("가", 33), true},
		{"<div><div><div><div>a</div>b</div>c</div>d</div>", "<div><div><div>ab</div>c</div>d</div>", true},
		{strings.Repeat("<b>a</b>", 6), strings.Repeat("<b>a</b>", 5) + "a", true},
	} {
		if r := p.Clean(c.html); r.HTML != c.want || r.Cut != c.cut {
			t.Errorf("Clean(%q) = %q, cut %t, want %q, %t", c.html, r.HTML, r.Cut, c.want, c.cut)
		}
	}
}

func benchmark(b *testing.B, source string, f func(string)) {
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		f(source)
	}
}

func BenchmarkHostile(b *testing.B) {
	var p safehtml.Policy
	for name, make := range hostile {
		source := make(1 << 20)
		b.Run(name+"/clean", func(b *testing.B) { benchmark(b, source, func(s string) { p.Clean(s) }) })
		b.Run(name+"/text", func(b *testing.B) { benchmark(b, source, func(s string) { safehtml.Text(s) }) })
	}
}

// BenchmarkMail compares with bluemonday alone, and its policy for content of users.
func BenchmarkMail(b *testing.B) {
	source := strings.Repeat(mails(b)["marketing"]+mails(b)["gmail"]+mails(b)["outlook"], 20)
	var p safehtml.Policy
	ugc := bluemonday.UGCPolicy()
	styled := bluemonday.UGCPolicy()
	styled.AllowStyles("color", "background-color", "font-size", "font-family", "margin", "padding", "width", "border", "text-align").Globally()
	b.Run("clean", func(b *testing.B) { benchmark(b, source, func(s string) { p.Clean(s) }) })
	b.Run("text", func(b *testing.B) { benchmark(b, source, func(s string) { safehtml.Text(s) }) })
	b.Run("bluemonday", func(b *testing.B) { benchmark(b, source, func(s string) { ugc.Sanitize(s) }) })
	b.Run("bluemonday with styles", func(b *testing.B) { benchmark(b, source, func(s string) { styled.Sanitize(s) }) })
}
