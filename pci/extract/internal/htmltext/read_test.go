package htmltext

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

const card = "4539148803436467"

type found struct {
	texts []string
	files []string
	gaps  []walk.Gap
}

func (f found) all() string { return strings.Join(f.texts, "\n\n") }

// examine reads data; embedded files are only noted.
func examine(t testing.TB, data string, limits walk.Limits) (f found) {
	t.Helper()
	w := walk.New(t.Context(), walk.Config{
		Limits: limits,
		Open:   func(_ *walk.Walk, data []byte) { f.files = append(f.files, string(data)) },
		Visit:  func(_ walk.Part, text []byte) { f.texts = append(f.texts, string(text)) },
	})
	Read(w, "", []byte(data), "")
	f.gaps, _ = w.Gaps()
	return f
}

func TestShown(t *testing.T) {
	tests := []struct{ html, want string }{
		{"<p>4539<b>1488</b>0343<!-- x -->6467</p>", card + "\n"},
		{"<p>4539<script>a=1</script>1488<style>b</style>03<wbr>43&shy;6467", "453914880343\u00AD6467"},
		{"<p>4&#53;39&nbsp;1488", "4539\u00A01488"},
		{"<div>a</div><div>b</div>", "a\nb\n"},
		{"a<br>b<br/>c", "a\nb\nc"},
		{"<table><tr><td>a</td><td>b</td></tr><tr><th>c<th>d</table>", "a\tb\nc\td\n"},
		{"<p>a\n   b\t c", "a b c"},
		{"<pre>a\n  b</pre>c", "a\n  b\nc"},
		{"<title>t</title><p>x", "t\nx"},
		{"<textarea>4539</textarea>", "4539\n"},
		{"<html><p>a<![CDATA[b]]>c", "abc"},
		{"<html>4539<x-y z=1>1488", "45391488"},
		{"<p>45\x0039" + strings.Repeat("x", 200), "4539" + strings.Repeat("x", 200)},
		{"<xmp>a <b>", "a <b>\n"},
	}
	for _, tt := range tests {
		f := examine(t, "<html>"+tt.html, walk.Limits{})
		if len(f.texts) == 0 || f.texts[0] != tt.want {
			t.Errorf("%q shows %q, want %q first", tt.html, f.texts, tt.want)
		}
		if len(f.gaps) > 0 {
			t.Errorf("%q has gaps %v", tt.html, f.gaps)
		}
	}
}

func TestHidden(t *testing.T) {
	tests := []struct{ name, html string }{
		{"comment", "<!-- " + card + " -->"},
		{"comment with tags", "<!-- 4539<b>1488</b>03436467 -->"},
		{"comment unclosed", "<!-- " + card},
		{"bogus comment", "<! " + card + ">"},
		{"instruction", "<?x " + card + ">"},
		{"conditional comment", "<!--[if mso]>4539<b>1488</b>03436467<![endif]-->"},
		{"conditional comment in line", "4539<!--[if mso]>1488<![endif]-->03436467"},
		{"title attribute", `<p title="` + card + `">`},
		{"entity in attribute", `<p title="4&#53;39148803436467">`},
		{"value beside its name", `<input name=card value=` + card + `>`},
		{"twice", `<p title=x title=` + card + `>`},
		{"attribute name", `<p ` + card + `>`},
		{"tag name", `<x` + card + `>`},
		{"end tag", `</p x=` + card + `>`},
		{"tag unclosed", `<p x="` + card},
		{"meta", `<meta name=a content="` + card + `">`},
		{"percent", `<a href="mailto:a?body=%34%35%339148803436467">`},
		{"script", `<script>x = "` + card + `"</script>`},
		{"script with markup", `<script>document.write("4539<b>1488</b>03436467")</script>`},
		{"style", `<style>a:before{content:"` + card + `"}</style>`},
		{"style escaped", `<style>a:before{content:"\34\35 39148803436467"}</style>`},
		{"style attribute", `<p style="content:'\34 539148803436467'">`},
		{"noscript", `<noscript><p>4539<b>1488</b>03436467</noscript>`},
		{"noscript in line", `4539<noscript>1488</noscript>03436467`},
		{"iframe", `<iframe>4539<b>1488</b>03436467</iframe>`},
		{"template", `<template><p>` + card + `</template>`},
		{"srcdoc", `<iframe srcdoc="&lt;p>4539&lt;b>1488&lt;/b>03436467">`},
		{"svg title", `<svg><title>4539<b>1488</b>03436467</title></svg>`},
		{"doctype", `<!doctype x "` + card + `">`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := examine(t, "<html>"+tt.html, walk.Limits{})
			if !strings.Contains(f.all(), card) || len(f.gaps) > 0 {
				t.Errorf("%q: no card in %q, gaps %v", tt.html, f.texts, f.gaps)
			}
		})
	}
}

func TestDataURIs(t *testing.T) {
	tests := []struct{ html, want string }{
		{`<img src="data:text/plain;base64,NDUzOQ==">`, "4539"},
		{`<a href="DATA:text/html,%3Cp>4539">`, "<p>4539"},
		{`<a href="data:,4539">`, "4539"},
		{`<style>a{background:url(data:image/svg+xml;base64,NDUzOQ)}</style>`, "4539"},
		{`<script>x='data:text/plain,45%339'</script>`, "4539"},
	}
	for _, tt := range tests {
		if f := examine(t, "<html>"+tt.html, walk.Limits{}); len(f.files) != 1 || f.files[0] != tt.want {
			t.Errorf("%q has files %q, want %q", tt.html, f.files, tt.want)
		}
	}
	if f := examine(t, "<html><script>x={data: 1, b:2}</script>", walk.Limits{}); len(f.files) > 0 {
		t.Errorf("an object is a file: %q", f.files)
	}
}

func TestCharsets(t *testing.T) {
	korea, _ := korean.EUCKR.NewEncoder().String("<html><meta charset=euc-kr><p>카드 ４５３９")
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("<html><p>카드 ４５３９")
	for _, data := range []string{korea, wide, "<html><meta charset=utf-16><p>카드 ４５３９", strings.Replace(korea, "euc-kr", "utf-8", 1)} {
		if f := examine(t, data, walk.Limits{}); !strings.Contains(f.all(), "카드 ４５３９") {
			t.Errorf("%q gave %q", data, f.texts)
		}
	}
	if f := examine(t, "<html><meta charset=x-none><p>\xE4", walk.Limits{}); len(f.texts) == 0 {
		t.Errorf("no text with an unknown charset")
	}
}

func TestNesting(t *testing.T) {
	if f := examine(t, strings.Repeat("<div>", 100_000)+card, walk.Limits{}); !strings.Contains(f.all(), card) {
		t.Error("no card within many elements")
	}
	src := card
	for range 10 {
		src = `<iframe srcdoc='` + strings.NewReplacer("&", "&amp;", "'", "&#39;", "<", "&lt;").Replace(src) + `'>`
	}
	if f := examine(t, "<html>"+src, walk.Limits{}); len(f.gaps) != 1 || f.gaps[0].Cause != walk.TooDeep {
		t.Errorf("gaps %v, want too deep", f.gaps)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"<html><p title='x'>4539<b>1488</b><!--[if mso]>x<![endif]--><script>data:a/b;base64,NDU=</script>",
		"<svg><title><![CDATA[x]]></title><iframe srcdoc='&lt;p>x'>", "\xFF\xFE<\x00p\x00>\x00", "<style>\\34 </style></p x=1><!doctype a [<!x>]>",
	} {
		f.Add([]byte(s))
	}
	limits := walk.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, Time: 1 << 40}
	f.Fuzz(func(t *testing.T, data []byte) {
		total := 0
		w := walk.New(t.Context(), walk.Config{Limits: limits, Open: func(*walk.Walk, []byte) {}, Visit: func(_ walk.Part, text []byte) {
			if total += len(text); len(text) > limits.PartBytes || total > limits.TotalBytes {
				t.Fatal("more text than the limits allow")
			}
		}})
		Read(w, "", data, "")
	})
}

func BenchmarkRead(b *testing.B) {
	page := "<!doctype html><html><body>" + strings.Repeat("<p class=\"a\">Some <b>words</b> of text, and 12345 &amp; more of it.</p>\n<!-- c -->", 20_000)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		w := walk.New(b.Context(), walk.Config{Visit: func(walk.Part, []byte) {}})
		Read(w, "", []byte(page), "")
	}
}
